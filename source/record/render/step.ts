/** What the record says under a step: how it stands, how it came to that, and everything that was said before. */
import type {Step} from '../../checklist/model.js';
import {stepsBelow} from '../../checklist/outline.js';
import type {StartedCommand} from '../../run/events.js';
import {writtenCommands} from '../../run/values/filling.js';
import {stateOf, wasOnlyShown} from '../../run/gates.js';
import type {
	Answer,
	Execution,
	Mark,
	Signature,
	StepState,
} from '../../run/state.js';
import {hasPassed} from './fill-answers.js';
import type {Line} from './fill-places.js';
import type {Dialect} from './markdown.js';
import {nameSeal, phaseOf, type Material} from './material.js';
import {describeCarried, tellCarried} from './carried.js';
import {describeExecution, describeFindings} from './execution.js';
import {tellEvidence} from './evidence.js';
import {
	count,
	describeTime,
	sentence,
	tally,
} from './words.js';

export function tellStep(step: Step, material: Material, dialect: Dialect): Line[] {
	if (step.signature?.seals) {
		return [{text: sentence(dialect.strong('seal'), dialect.say(nameSeal(step.signature.role, material) ?? 'not given'))}];
	}

	const state = stateOf(material.state, step.id);
	if (step.kind === 'group' && !step.asked) {
		return tellGroup(step, material, dialect);
	}

	const turns = readTurns(state);
	const last = turns.at(-1);
	const current = last?.answer?.status === state.status ? last : undefined;
	return [
		current ? tellTurn(current, step, material, dialect) : {text: describeStanding(step, state, material, dialect)},
		...turns.slice(0, current ? -1 : undefined).map(turn => {
			const line = tellTurn(turn, step, material, dialect);
			return turn.answer ? {...line, text: `earlier: ${line.text}`} : line;
		}),
		...tellEvidence(material.evidence.get(step.id) ?? [], material.titles, dialect),
		...tellDoubts(step, material, dialect),
		...state.notes.map(({note, mark}) => ({text: sentence(`note: ${dialect.say(note)}`, describeMark(mark, dialect))})),
	];
}

/** A rule that could not be judged left the step open. */
function tellDoubts({id}: Step, {state: {places, doubts}}: Material, dialect: Dialect): Line[] {
	return (places.get(id)?.conditions ?? []).flatMap(condition => {
		const why = doubts.get(condition);
		return why === undefined ? [] : [{text: sentence(`whether it applies ${dialect.strong('could not be told')}`, dialect.say(why))}];
	});
}

function tellGroup(step: Step, material: Material, dialect: Dialect): Line[] {
	if (hasPassed(step, material)) {
		return [];
	}

	const statuses = [...stepsBelow(step)].filter(({kind, asked}) => kind !== 'group' || asked).map(({id}) => stateOf(material.state, id).status);
	return [{text: `of ${count(statuses.length, 'step')}: ${tally(statuses).map(part => dialect.strong(part)).join(', ')}`}];
}

/** An answer and the commands that ran before it; the last one may still wait for its answer. */
type Turn = {readonly answer: Answer | undefined; readonly executions: readonly Execution[]};

function readTurns({answers, executions}: StepState): Turn[] {
	const turns: Turn[] = [];
	let rest = executions;
	for (const answer of answers) {
		const before = rest.filter(({started}) => started.seq <= answer.mark.seq);
		rest = rest.slice(before.length);
		turns.push({answer, executions: before});
	}

	return rest.length > 0 ? [...turns, {answer: undefined, executions: rest}] : turns;
}

function tellTurn({answer, executions}: Turn, step: Step, material: Material, dialect: Dialect): Line {
	const [only] = executions;
	const single = executions.length === 1 ? only : undefined;
	const inner = executions.flatMap(execution => [
		...(single ? [] : [{text: describeExecution(execution, dialect)}]),
		...tellCommands(execution.commands, step, material, dialect),
		...describeFindings(execution, dialect),
	]);
	const run = single && describeExecution(single, dialect);
	if (!answer) {
		return {text: sentence(dialect.strong('ran'), run, single && describeMark(single.started, dialect)), inner};
	}

	const note = answer.note === '' ? [] : [{text: `note: ${dialect.say(answer.note)}`}];
	return {text: sentence(describeAnswer(answer, step, material, dialect), run), inner: [...inner, ...note, ...tellCarried(answer, material.state, dialect)]};
}

function describeAnswer(answer: Answer, step: Step, material: Material, dialect: Dialect): string {
	const {state, judged, events} = material;
	const {together, byHand, witness, reason, mark} = answer;
	const signature = state.signatures.find(({mark: {seq}}) => seq === mark.seq);
	const isTakenBack = events[mark.seq - 1]?.type === 'signature-withdrawn';
	const isRuled = answer.as === 'rule' && judged.has(answer.answer);
	return sentence(
		signature ? describeSigned(signature, dialect) : (isTakenBack ? dialect.strong('taken back') : nameAnswer(answer, step, material, dialect)),
		signature?.withdrawn && 'taken back later',
		hasWords(answer, step) && `answer: ${dialect.say(answer.answer)}`,
		answer.as === 'value' && answer.answer === '' && 'answer not written',
		describeCarried(answer, stateOf(state, step.id), state, dialect),
		reason !== '' && `reason: ${dialect.say(reason)}`,
		isRuled ? `by a rule, ${describeTime(mark.at)}` : describeMark(mark, dialect),
		step.by !== undefined && isByPerson(answer) && `answered as ${dialect.say(step.by)}`,
		witness && `witness: ${dialect.say(witness.name)}`,
		together && 'confirmed together with others',
		byHand && (step.kind === 'evidence' ? 'seen, not kept' : 'done by hand'),
	);
}

/** Not what a machine found out, or what was waived by a role of its own. */
function isByPerson({status, output, as}: Answer): boolean {
	return output === undefined && status !== 'waived' && status !== 'open' && !['rule', 'wait'].includes(as);
}

function nameAnswer({status, as}: Answer, step: Step, {state}: Material, dialect: Dialect): string {
	if (wasOnlyShown(step, status, state)) {
		return `${dialect.strong('shown')}, and not run`;
	}

	switch (status) {
		case 'open': {
			return dialect.strong('reopened');
		}

		case 'waived': {
			return `${dialect.strong('waived')}${as === '' ? '' : ` as ${dialect.say(as)}`}`;
		}

		case 'set-aside': {
			return dialect.strong(as === 'person' ? 'set aside by a person' : 'set aside');
		}

		case 'running':
		case 'interrupted':
		case 'passed':
		case 'failed':
		case 'stale': {
			return dialect.strong(status);
		}
	}
}

/** The answer field also holds ids and signers; only words that a person chose are shown. */
function hasWords({answer, as, status}: Answer, step: Step): boolean {
	return answer !== '' && status !== 'set-aside' && step.signature === undefined && as !== 'rule';
}

function describeStanding(step: Step, state: StepState, material: Material, dialect: Dialect): string {
	if (material.checklist.tagPlace.id === step.id && state.status === 'open') {
		return describeTagPlace(material, dialect);
	}

	const {status} = state;
	const phase = phaseOf(material);
	return sentence(
		dialect.strong(status),
		state.awaiting && 'the command succeeded; nobody said whether its output is what was expected',
		state.stale !== '' && dialect.say(state.stale),
		state.later && 'put off',
		status === 'open' && step.phase !== phase && step.phase,
	);
}

/** The tag comes after the record, which can only say that it will. */
export function describeTagPlace({started: {tag, kind}, state: {decision}}: Material, dialect: Dialect): string {
	const what = tag !== null && kind === 'release' && decision?.decision === 'GO'
		? `the tag ${dialect.code(tag)} is made after this record is sealed and committed`
		: 'no tag is made by this run';
	return sentence(dialect.strong('the tag’s place'), what);
}

/** Whether somebody signed or, in a self-signed run, only said it; and for how many more the line waits. */
export function describeSigned({decision, statement, role, missing}: Signature, dialect: Dialect): string {
	const word = {approve: 'signed', reject: 'rejected', waive: 'waived'}[decision];
	return sentence(`${dialect.strong(statement === null ? `${word}, said and not signed,` : word)} as ${dialect.say(role)}`, missing > 0 && `${missing} more to sign`);
}

export function describeMark({by, at}: Mark, dialect: Dialect): string {
	return `by ${dialect.say(by.name)}, ${describeTime(at)}`;
}

/** What ran, where it is not what the checklist says; with its names filled in nobody has edited it. */
function tellCommands(ran: readonly StartedCommand[], step: Step, {checklist, state}: Material, dialect: Dialect): Line[] {
	const commands = step.commands.filter(({mode}) => mode !== 'manual');
	const filled = writtenCommands({commands}, checklist, state.values);
	return ran.flatMap(({text, cwd, edited}, index) => {
		const command = commands[index];
		const moved = command && (command.cwd ?? '') !== cwd ? ` in ${dialect.code(cwd === '' ? '.' : cwd)}` : '';
		const isEdited = edited === true || filled[index]?.text !== text;
		return moved !== '' || isEdited || command?.text !== text
			? [{text: `ran${isEdited ? ` ${dialect.strong('edited')}` : ''}${moved}: ${dialect.code(text)}`}]
			: [];
	});
}
