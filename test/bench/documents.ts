/** The checklists that are walked. */

/** As large as most are; its tag is settled, so that the walk itself is the first thing to be seen. */
export const usual = `---
tag: v1.0.0
---
${usualBody()}`;

/** The same as a plain document: which tag is asked first. */
export const plain = usualBody();

function usualBody(): string {
	return `# Release checklist

Everything that has to be true before it is tagged.

${['The code', 'The package', 'The people'].map((title, index) => `## ${index + 1} · ${title}

Read this before you begin.

- [ ] Somebody looked at what changed in ${title.toLowerCase()}
- [ ] Nothing is left over from the last release
- [ ] The notes are complete
- [ ] A second person agrees
`).join('\n')}`;
}

const stepsInGate = 10;

/** So many confirmations, ten to a gate. */
export function longDocument(steps: number): string {
	const gates = Array.from({length: Math.ceil(steps / stepsInGate)}, (_, gate) => {
		const items = Array.from({length: Math.min(stepsInGate, steps - (gate * stepsInGate))}, (__, item) => `- [ ] Step number ${(gate * stepsInGate) + item + 1} is done`);
		return `## Gate ${gate + 1}\n\n${items.join('\n')}\n`;
	});
	return `---\ntag: v1.0.0\n---\n# A checklist of ${steps} steps\n\n${gates.join('\n')}`;
}

/** One check that runs the command. */
export function checkOf(command: string): string {
	return `---\ntag: v1.0.0\n---\n# One check\n\n## The gate\n\n- [ ] The command runs\n\n  \`\`\`bash check timeout=10m\n  ${command}\n  \`\`\`\n\n- [ ] The end is reached\n`;
}
