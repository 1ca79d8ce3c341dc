/** What may be done with a step, as choices to type; one table says for each what is asked and which act it comes to. */
import {openCondition, stateOf} from '../run/gates.js';
import type {Act, Offer} from '../run/intents.js';
import {offersFor} from '../run/offers.js';
import type {PlannedStep} from '../run/plan.js';
import {answeredBy} from '../run/standing.js';
import type {WalkAct} from '../walk/view.js';
import type {Ask} from './asking.js';
import {askCommands} from './edit-commands.js';
import type {Standing} from './standing.js';
import {tell} from './words.js';

/** One thing to type, and what it asks and does. */
export type Choice = {
	/** The first is shown. */
	readonly keys: readonly string[];
	readonly label: string;
	/** Asks what has to be known; undefined: it was not given, and nothing is done. */
	readonly prepare: (ask: Ask) => Promise<WalkAct | undefined>;
};

type Given = {
	readonly step: string;
	/** The reason, note or value; empty when nothing was said. */
	readonly text: string;
	readonly typedTag: string | undefined;
	readonly edited: Awaited<ReturnType<typeof askCommands>>;
	readonly answer: string | undefined;
	/** The planned step has an alternative of that name that fails it. */
	readonly fails: boolean;
	readonly condition: string;
	readonly initials: string | undefined;
};

type Row = {
	/** The question for what the offer asks. */
	readonly ask: string;
	/** More than the offer itself says. */
	readonly wants?: 'text' | 'note' | 'tag too';
	readonly act: (given: Given) => WalkAct;
};

const optional = <Name extends string>(name: Name, text: string | undefined) => (text === undefined || text === '' ? {} : {[name]: text}) as Readonly<Partial<Record<Name, string>>>;
const confirm = ({step, text, answer, initials}: Given): WalkAct => ({
	type: 'confirm', steps: [step], ...optional('note', text), ...optional('answer', answer), ...optional('initials', initials),
});
const confirmByHand = ({step, text, initials}: Given): WalkAct => ({
	type: 'confirm', steps: [step], byHand: true, ...optional('note', text), ...optional('initials', initials),
});
const fail = ({step, text, answer}: Given): WalkAct => ({
	type: 'fail', step, reason: text, ...optional('answer', answer),
});
const run = ({step, edited, typedTag}: Given): WalkAct => ({
	type: 'run', step, ...edited, ...optional('typedTag', typedTag),
});

const note = 'A note, link or file:';
const table: Readonly<Record<Act, Row>> = {
	yes: {ask: note, wants: 'note', act: confirm},
	no: {ask: 'What failed?', act: fail},
	'not applicable': {
		ask: 'Why does it not apply?', act: ({step, text, initials}) => ({
			type: 'set aside', steps: [step], reason: text, ...optional('initials', initials),
		}),
	},
	later: {ask: '', act: ({step}) => ({type: 'later', step})},
	comment: {ask: 'Comment, link or file:', wants: 'text', act: ({step, text}) => ({type: 'note', about: step, note: text})},
	waive: {
		ask: 'Why is it accepted although it did not pass? This is a waiver and stands first in the record.', wants: 'tag too', act: ({step, text, typedTag = ''}) => ({
			type: 'waive', step, reason: text, typedTag,
		}),
	},
	'carry over': {
		ask: 'Why does it still count, with these commits since? This is a waiver and stands first in the record.', wants: 'tag too', act: ({step, text, typedTag = ''}) => ({
			type: 'waive', step, reason: text, typedTag, carry: true,
		}),
	},
	reopen: {ask: 'Why is it opened again?', act: ({step, text}) => ({type: 'reopen', steps: [step], reason: text})},
	run: {ask: '', act: run},
	edit: {ask: '', act: run},
	'by hand': {ask: 'What was done? Output can be pasted.', wants: 'text', act: confirmByHand},
	worked: {ask: note, wants: 'note', act: confirmByHand},
	'had failed': {ask: 'What failed?', act: fail},
	'still holds': {ask: note, wants: 'note', act: confirm},
	enter: {
		ask: 'Value:', act: ({step, text, initials}) => ({
			type: 'enter', step, value: text, ...optional('initials', initials),
		}),
	},
	choose: {ask: 'Why?', wants: 'note', act: given => given.fails ? fail(given) : confirm(given)},
	applies: {ask: '', act: ({condition}) => ({type: 'condition', condition, holds: true})},
	'does not apply': {ask: '', act: ({condition}) => ({type: 'condition', condition, holds: false})},
	sign: {
		ask: 'A comment that stands beside the signature', act: ({step, text}) => ({
			type: 'sign', step, decision: 'approve', comment: text,
		}),
	},
	record: {
		ask: 'Which files? Paths, separated by semicolons; they are hashed and stay where they are:', act: ({step, text}) => ({
			type: 'record', step, ...(text !== '' && {files: text.split(';').map(path => path.trim()).filter(path => path !== '')}),
		}),
	},
	'start waiting': {ask: '', act: ({step}) => ({type: 'start waiting', step})},
	'name witness': {ask: 'Who is the witness? As in Grace Hopper <grace@example.com>:', act: ({text}) => ({type: 'witness', witness: text})},
	withdraw: {ask: 'Why is the signature withdrawn?', act: ({step, text}) => ({type: 'withdraw', step, reason: text})},
};

export function choicesFor(planned: PlannedStep, standing: Standing): Choice[] {
	const offers = offersFor(standing.plan, standing.state, planned.step.id);
	let number = 0;
	return offers.flatMap(offer => {
		const name = offer.answer ?? offer.act;
		const key = offer.key ?? (offer.answer === undefined ? offer.act : String(++number));
		const label = tell(offer.label.replaceAll('…', '...'));
		const choice: Choice = {keys: [key, name.toLowerCase()], label, prepare: async ask => prepare(offer, planned, standing, ask)};
		return offer.act === 'sign' ? [choice, ...otherSignatures(planned)] : [choice];
	});
}

/** The key of another person at this terminal, and the other answer. */
function otherSignatures({step: {id: step}}: PlannedStep): Choice[] {
	return [
		{
			keys: ['k', 'key'], label: 'Sign with another person\'s key file...', async prepare(ask) {
				const key = await ask.needed('Path of the key file: ');
				return key === undefined
					? undefined
					: {
						type: 'sign', step, decision: 'approve', comment: await ask.line(`${table.sign.ask} (may stay empty): `), key,
					};
			},
		},
		{
			keys: ['n', 'reject'], label: 'Reject, and sign that...', async prepare(ask) {
				const comment = await ask.reason('Why is it rejected?');
				return comment === undefined
					? undefined
					: {
						type: 'sign', step, decision: 'reject', comment,
					};
			},
		},
	];
}

async function prepare(offer: Offer, planned: PlannedStep, {plan, state, lastTime}: Standing, ask: Ask): Promise<WalkAct | undefined> {
	const {step} = planned;
	const row = table[offer.act];
	const edited = offer.act === 'edit' ? await askCommands(planned, {plan, lastTime}, ask) : undefined;
	if (!edited && offer.act === 'edit') {
		return undefined;
	}

	const wantsNote = row.wants === 'note' && plan.checklist.settings.note && !stateOf(state, step.id).awaiting;
	const text = await askText({row, offer, wantsNote}, planned, {ask, lastTime});
	const wantsTag = offer.asks === 'tag' || row.wants === 'tag too';
	const typedTag = wantsTag && text !== undefined ? await ask.tag(state) : '';
	const initials = text !== undefined && offer.witness ? await ask.initials(state) : '';
	if (text === undefined || typedTag === undefined || initials === undefined) {
		return undefined;
	}

	const condition = openCondition(planned, state);
	return row.act({
		step: step.id,
		text,
		typedTag,
		edited,
		answer: offer.answer,
		initials,
		fails: step.alternatives.some(({label, fails}) => fails && label === offer.answer),
		condition: condition ? answeredBy(condition) : '',
	});
}

async function askText({row, offer, wantsNote}: {row: Row; offer: Offer; wantsNote: boolean}, {step}: PlannedStep, {ask, lastTime}: {readonly ask: Ask; readonly lastTime: Standing['lastTime']}): Promise<string | undefined> {
	if (row.wants === 'text') {
		return offer.act === 'by hand' ? ask.text(step.kind === 'evidence' ? 'What was seen, and where? It is not kept.' : row.ask) : ask.needed(`${row.ask} `);
	}

	switch (offer.asks) {
		case 'nothing':
		case 'tag': {
			return wantsNote ? ask.needed(`${note} (this checklist wants one with every confirmation) `) : '';
		}

		case 'reason': {
			return ask.reason(offer.answer === undefined ? row.ask : `Why ${tell(offer.answer)}?`);
		}

		case 'note': {
			return ask.line(`${row.ask} (may stay empty) `);
		}

		case 'value': {
			const last = lastTime?.answers.get(step.id);
			return offer.act === 'enter' ? ask.value(tell(step.value?.label ?? step.title), last?.as === 'value' ? last.answer : '') : ask.needed(`${row.ask} `);
		}
	}
}
