/** Who took part, and who signed as what. */
import {markdown} from './markdown.js';
import {nameSeal, standingSignatures, type Material} from './material.js';
import {describeTime, sentence} from './words.js';

const {say, strong} = markdown;

export function summarizePeople(material: Material): string[] {
	const {witness} = material.state;
	const {by} = material.started.mark;
	return [
		`operator: ${say(`${by.name} <${by.email}>`)}`,
		...(witness ? [`witness: ${say(`${witness.name} <${witness.email}>`)}`] : []),
		...nameOthers(material),
		...describeSignatures(material),
		...describeSeals(material),
	];
}

function nameOthers({events, started, state}: Material): string[] {
	const known = new Set([started.mark.by.email, state.witness?.email]);
	const others = new Map(events.filter(({by}) => !known.has(by.email)).map(({by}) => [by.email, by.name]));
	return [...others].map(([email, name]) => `also: ${say(`${name} <${email}>`)}`);
}

function describeSignatures(material: Material): string[] {
	return standingSignatures(material).map(({role, mark, gate, decision, statement, comment}) => {
		const word = {approve: 'approved', reject: 'rejected', waive: 'waived'}[decision];
		return sentence(
			`${word} as ${say(role)}: ${statement === null ? strong(`said by ${say(mark.by.name)}, not signed`) : say(mark.by.name)}`,
			`gate: ${say(material.titles.get(gate) ?? gate)}`,
			describeTime(mark.at),
			comment !== '' && `comment: ${say(comment)}`,
		);
	});
}

/** Seals are made over the finished record, so it cannot hold them. */
function describeSeals(material: Material): string[] {
	return material.state.decision
		? material.started.decision.map(role => `decision, ${say(role)}: ${say(nameSeal(role, material) ?? 'no seal')}`)
		: [];
}
