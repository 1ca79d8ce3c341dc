/** A person whose answers are known beforehand, and everything that they were told. */
import type {LineTerminal} from '../../source/plain/asking.js';

export type Script = {
	readonly terminal: LineTerminal;
	/** Prompts with their answers, and lines, in the order in which they came. */
	readonly told: () => string;
	readonly count: (text: string) => number;
	/** Answers that nobody asked for. */
	readonly left: () => readonly string[];
	/** Types a line while nothing is asked; undefined for Ctrl-C. */
	readonly interrupt: (line?: string) => void;
};

export function script(...answers: readonly string[]): Script {
	const left = [...answers];
	const lines: string[] = [];
	let listener: ((line: string | undefined) => void) | undefined;
	return {
		terminal: {
			async question(prompt) {
				const answer = left.shift();
				lines.push(`${prompt}${answer ?? '(end)'}`);
				return answer;
			},
			write(line) {
				lines.push(line);
			},
			onUnasked(added) {
				listener = added;
				return () => {
					listener = undefined;
				};
			},
		},
		told: () => lines.join('\n'),
		count: text => lines.filter(line => line.includes(text)).length,
		left: () => left,
		interrupt(line) {
			listener?.(line);
		},
	};
}
