/** What stands behind the filled-in checklist, folded: outputs, digests, signatures, every event. */
import {describeEvent} from './annex-timeline.js';
import {fence, markdown} from './markdown.js';
import {leftOutOf, nameSigner, type Material} from './material.js';
import {count, describeTime, sentence} from './words.js';

const {say, begin, code} = markdown;

export function renderAnnex(material: Material): string {
	return [
		'# Annex',
		fold('Outputs', describeOutputs(material)),
		fold('Evidence', describeEvidence(material)),
		fold('Signatures', describeSignatures(material)),
		fold('Timeline', material.events.map(event => `${event.seq}. ${describeEvent(event, material)}`)),
		fold('Made with', [
			`- program: ${say(material.started.program)}`,
			`- format ${material.started.format}, renderer ${material.started.renderer}`,
		]),
	].filter(part => part !== '').join('\n\n');
}

function fold(title: string, lines: readonly string[]): string {
	return lines.length === 0 ? '' : `<details>\n<summary>${title}</summary>\n\n${lines.join('\n').trimEnd()}\n\n</details>`;
}

/** The end of what each command printed; what was left out keeps its digest. */
function describeOutputs(material: Material): string[] {
	const {events, titles} = material;
	const leftOut = leftOutOf(material);
	return events.flatMap(event => {
		if (event.type === 'check-finished' || event.type === 'action-finished') {
			const {output, step, size, sha256, tail, private: isPrivate} = event.data;
			const title = `Output ${output}: ${say(titles.get(step) ?? step)} · ${count(size, 'byte')} · SHA-256 ${code(sha256)}`;
			return showTail(title, tail, isPrivate === true ? 'kept private' : (leftOut.has(output) ? 'left out' : ''));
		}

		if (event.type === 'step-interrupted') {
			const {output, step, tail} = event.data;
			return showTail(`Output ${output}: ${say(titles.get(step) ?? step)} · interrupted`, tail, leftOut.has(output) ? 'left out' : '');
		}

		return [];
	});
}

function showTail(title: string, tail: string, without: string): string[] {
	if (without !== '' || tail === '') {
		return [`${title} · ${without === '' ? 'printed nothing' : without}`, ''];
	}

	return [title, '', fence(tail, 'text'), ''];
}

function describeEvidence({events, titles}: Material): string[] {
	return events.flatMap(event => event.type === 'evidence-recorded'
		? event.data.files.map(({path, size, sha256}) => `- ${begin(titles.get(event.data.step) ?? event.data.step)}: ${code(path)} · ${count(size, 'byte')} · SHA-256 ${code(sha256)}`)
		: []);
}

/** All of them, also those that do not count any more. */
function describeSignatures({state, titles}: Material): string[] {
	return state.signatures.map(signature => {
		const {role, gate, decision, key, statement, mark, withdrawn, stale} = signature;
		return `- ${sentence(
			`${decision} as ${say(role)}: ${say(nameSigner(signature))}`,
			`gate: ${say(titles.get(gate) ?? gate)}`,
			describeTime(mark.at),
			`key ${code(key)}`,
			statement !== null && `statement ${code(statement)}`,
			withdrawn ? 'taken back' : stale && 'stale',
		)}`;
	});
}
