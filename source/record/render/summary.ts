/** What somebody reads who reads nothing else: the decision, what did not simply pass, who, when, how to verify. */
import type {EarlierAttempt} from '../../run/event-fields.js';
import {isException} from '../../run/decision.js';
import {stateOf, walkedSteps} from '../../run/gates.js';
import {planWalk, type PlannedStep} from '../../run/plan.js';
import {escapeForm, markdown} from './markdown.js';
import {describeCarried} from './carried.js';
import {phaseOf, type Material} from './material.js';
import {describeMark} from './step.js';
import {
	describeDuration,
	describeTime,
	sentence,
} from './words.js';
import {summarizePeople} from './summary-people.js';
import {summarizeGates} from './summary-gates.js';

const {
	say, begin, code, strong,
} = markdown;

export function summarize(material: Material): string {
	return [
		`# ${describeTitle(material)}`,
		...describeMarks(material),
		describeDecision(material),
		...describeExceptions(material),
		list('Release', describeRelease(material)),
		list('People', summarizePeople(material)),
		list('Times', describeTimes(material)),
		list('Gates', summarizeGates(material)),
		...describeNotes(material),
		describeVerification(material),
	].join('\n\n');
}

function describeTitle({started}: Material): string {
	const what = started.kind === 'release' ? `${started.rehearsal ? 'Rehearsal' : 'Release'} record` : `Record ${started.kind === 'after the tag' ? 'after the tag' : 'of rolling back'}`;
	return `${what}: ${say(started.tag ?? started.name)}`;
}

/** Anything that makes this less than a release. */
function describeMarks({started}: Material): string[] {
	return [
		...(started.demo ? [`${strong('DEMO')}: a demonstration with keys made for it. It says nothing about a real release.`] : []),
		...(started.rehearsal ? [`${strong('REHEARSAL')}: actions were shown and not run. It cannot become a release.`] : []),
		...(started.dirty ? [`${strong('Modified work tree')}: the run was made with modified tracked files (\`--allow-dirty\`), so what was tested is not only what the commit holds.`] : []),
		...(started.signers === null ? [`${strong('Self-signed')}: there is no \`.holdpoint/signers.yaml\`, so only the operator signed, with a key that nobody else vouches for.`] : []),
	];
}

function describeDecision({state: {decision}, started}: Material): string {
	return decision
		? `${strong(decision.decision)}, decided by ${say(decision.mark.by.name)}, ${describeTime(decision.mark.at)}.`
		: (started.kind === 'release' ? `${strong('No decision')} was made.` : 'A follow-up: nothing was decided in this run.');
}

/** Waivers first, then what a person set aside, what failed, and why it is NO-GO. */
function describeExceptions(material: Material): string[] {
	const {checklist, state} = material;
	const steps = walkedSteps(planWalk(checklist, undefined, phaseOf(material)));
	const withStatus = (status: string) => steps.filter(({step}) => stateOf(state, step.id).status === status);
	const [byPerson, afterFailing] = partition(withStatus('set-aside').filter(({step}) => isException(stateOf(state, step.id))), ({step}) => stateOf(state, step.id).answers.at(-1)?.as === 'person');
	const {decision} = state;
	const tell = (those: readonly PlannedStep[]) => those.map(planned => describeException(planned, material));
	return [
		list('Waived', tell(withStatus('waived'))),
		list('Set aside by a person', tell(byPerson)),
		list('Set aside by a rule after failing', tell(afterFailing)),
		list('Failed', tell(withStatus('failed'))),
		list('Stale', tell(withStatus('stale'))),
		list('Interrupted', tell(withStatus('interrupted'))),
		list(decision?.decision === 'NO-GO' ? 'Blocking issues' : 'Reasons', decision?.reasons.map(reason => begin(reason)) ?? []),
	].filter(part => part !== '');
}

function partition<Item>(items: readonly Item[], holds: (item: Item) => boolean): readonly [Item[], Item[]] {
	return [items.filter(item => holds(item)), items.filter(item => !holds(item))];
}

function describeException({step, section}: PlannedStep, {state}: Material): string {
	const now = stateOf(state, step.id);
	const {answers, stale} = now;
	const last = answers.at(-1);
	return sentence(
		`${begin(step.title)}${section.title === '' ? '' : `, in ${say(section.title)}`}`,
		last?.status === 'waived' && `as ${say(last.as)}`,
		last && describeCarried(last, now, state, markdown),
		last && last.reason !== '' && `reason: ${say(last.reason)}`,
		stale !== '' && say(stale),
		last && describeMark(last.mark, markdown),
	);
}

function describeRelease({started, state, checklist, events}: Material): string[] {
	const secrets = new Set(events.flatMap(event => event.type === 'value-entered' && event.data.secret ? [event.data.name] : []));
	return [
		...(started.tag === null ? [] : [`tag: ${code(started.tag)}`]),
		`project: ${say(started.project)}`,
		`run: ${code(started.name)}, ${code(state.run)}`,
		...(started.earlier ? [describeEarlier(started.earlier)] : []),
		`commit: ${code(state.commit)}`,
		`tree: ${code(state.tree)}`,
		...(state.branch === undefined ? [] : [`branch: ${code(state.branch)}`]),
		...(started.previous === null ? [] : [`tag before: ${code(started.previous)}`]),
		`checklist: ${code(started.checklist.path)}, SHA-256 ${code(checklist.digest)}`,
		...(started.signers === null ? [] : [`signers: version ${started.signers.version}, SHA-256 ${code(started.signers.digest)}`]),
		...[...state.values].map(([name, value]) => `value ${code(name)}: ${say(value)}`),
		...[...secrets].map(name => `value ${code(name)}: secret, not written`),
	];
}

function describeEarlier({name, run, outcome, at, reasons, record}: EarlierAttempt): string {
	return sentence(
		`attempt before: ${code(name)}, ${code(run)}`,
		`${strong(outcome)}, ${describeTime(at)}`,
		...reasons.map(reason => `reason: ${say(reason)}`),
		record === undefined ? 'it left no record' : `its record: commit ${code(record)}`,
	);
}

function describeTimes({started, state}: Material): string[] {
	return [
		`started: ${describeTime(started.mark.at)}`,
		...(state.decision ? [`decided: ${describeTime(state.decision.mark.at)}`] : []),
		`active: ${describeDuration(state.activeMs)}`,
		...state.moves.map(({
			from, to, branch, mark,
		}) => `${from === to ? describeBranch(branch) : `HEAD moved from ${code(from.slice(0, 12))} to ${code(to.slice(0, 12))}`}: ${describeTime(mark.at)}`),
	];
}

function describeBranch(branch: string | null): string {
	return branch === null ? 'HEAD detached, at the same commit' : `HEAD put on ${code(branch)}, at the same commit`;
}

function describeNotes({state, titles}: Material): string[] {
	const notes = state.notes.filter(({about}) => !titles.has(about));
	return notes.length === 0 ? [] : [list('Notes', notes.map(({note, mark}) => sentence(`note: ${say(note)}`, describeMark(mark, markdown))))];
}

function describeVerification({started, state}: Material): string {
	if (started.rehearsal) {
		return '## How to verify\n\nIt cannot be verified: a rehearsal leaves no tag, and no commit holds this file.';
	}

	const tag = escapeForm(started.tag ?? '');
	const ref = `refs/holdpoint/records/${tag.replaceAll('/', '_')}`;
	const commands = started.tag !== null && started.kind === 'release' && state.decision?.decision === 'GO'
		? [`holdpoint verify ${tag}`, '', '# with git alone; the first line shows which record commit the tag names', `git cat-file -p ${tag}`, `git verify-tag ${tag}`, `git verify-commit ${ref}`]
		: ['# COMMIT is the commit that added this file', 'holdpoint verify COMMIT', '', '# with git alone', 'git verify-commit COMMIT'];
	return ['## How to verify', '', '```sh', ...commands, '```'].join('\n');
}

function list(title: string, items: readonly string[]): string {
	return items.length === 0 ? '' : [`## ${title}`, '', ...items.map(item => `- ${item}`)].join('\n');
}
