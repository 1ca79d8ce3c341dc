import type {
	EventData,
	EventType,
	Event,
	Participant,
} from '../../run/events.js';
import {markdown} from './markdown.js';
import type {Material} from './material.js';
import {
	count,
	describeDuration,
	describeTime,
	sentence,
} from './words.js';

const {say, code} = markdown;

/** `2026-11-20 14:02 UTC · Ada Lovelace · check finished · …` */
export function describeEvent(event: Event, {titles}: Material): string {
	const name = (id: string) => titles.has(id) ? `“${say(titles.get(id) ?? '')}”` : (id === '' ? 'the run' : code(id));
	return sentence(describeTime(event.at), say(event.by.name), event.type.replaceAll('-', ' '), describeData(event, name));
}

type Name = (id: string) => string;
type Tellers = {readonly [T in EventType]: (data: EventData[T], name: Name) => string};

function describeData(event: Event, name: Name): string {
	// The table's key and the event's type are the same word; the compiler cannot follow that.
	return (tellers[event.type] as (data: EventData[EventType], name: Name) => string)(event.data, name);
}

const because = (reason: string) => reason === '' ? '' : `reason: ${say(reason)}`;
const tellWitness = (witness: Participant | undefined) => witness && `witness: ${say(witness.name)}`;
const names = (ids: readonly string[], name: Name) => ids.map(id => name(id)).join(', ');

function tellStart({step, output, commands}: EventData['check-started'], name: Name): string {
	return sentence(name(step), `output ${output}`, ...commands.map(({text, edited}) => `${edited ? 'edited ' : ''}${code(text)}`));
}

function tellFinish({step, output, ok, why, ms}: EventData['check-finished'], name: Name): string {
	return sentence(name(step), `output ${output}`, ok ? 'succeeded' : 'failed', describeDuration(ms), say(why));
}

const tellers: Tellers = {
	'run-started': ({name, commit, checklist, earlier}) => sentence(say(name), `commit ${code(commit)}`, `checklist ${code(checklist.digest)}`, earlier && `after ${say(earlier.name)}, ${earlier.outcome}`),
	'value-entered': ({
		name, value, secret, step, witness,
	}, title) => sentence(step === '' ? '' : title(step), `${say(name)}: ${secret ? 'secret, not written' : say(value)}`, tellWitness(witness)),
	'check-started': tellStart,
	'check-finished': tellFinish,
	'action-started': tellStart,
	'action-finished': tellFinish,
	'step-confirmed': ({steps, together, answer, note, byHand, witness}, name) => sentence(
		names(steps, name),
		together && 'together',
		answer !== '' && `answer: ${say(answer)}`,
		byHand && 'done by hand',
		tellWitness(witness),
		note !== '' && `note: ${say(note)}`,
	),
	'step-failed': ({step, reason, answer}, name) => sentence(name(step), answer !== '' && `answer: ${say(answer)}`, because(reason)),
	'step-set-aside': ({
		steps, reason, by, witness,
	}, name) => sentence(names(steps, name), `by a ${by}`, because(reason), tellWitness(witness)),
	'step-waived': ({
		step, reason, role, carried,
	}, name) => sentence(name(step), `as ${say(role)}`, carried && `carried over from ${code(carried.from)}, event ${carried.passed}${carried.run === undefined ? '' : ` of ${code(carried.run)}`}`, because(reason)),
	'step-reopened': ({steps, reason}, name) => sentence(names(steps, name), because(reason)),
	'step-interrupted': ({step, output}, name) => sentence(name(step), `output ${output}`),
	'step-left': ({step}, name) => name(step),
	'condition-answered': ({
		condition, holds, steps, why,
	}, name) => sentence(
		name(condition),
		why === undefined ? (holds ? 'applies' : 'does not apply') : `cannot be told: ${say(why)}`,
		steps.length > 0 && `sets aside ${count(steps.length, 'step')}`,
	),
	'note-added': ({about, note}, name) => sentence(name(about), `note: ${say(note)}`),
	'evidence-recorded': ({
		step, files, ok = true, why = '', kept = true,
	}, name) => sentence(
		name(step),
		!ok && `was not there: ${say(why)}`,
		...files.map(({path, sha256}) => `${code(path)} SHA-256 ${code(sha256)}`),
		!kept && 'not kept',
	),
	'evidence-changed': ({step, path}, name) => sentence(name(step), code(path)),
	'wait-ended': ({step}, name) => name(step),
	'wait-started': ({step, until, after}, name) => sentence(name(step), `until ${say(until)}`, after !== undefined && `counted from ${name(after)}`),
	'gate-signed': ({gate, role, decision, statement, comment}, name) => sentence(
		name(gate),
		`${decision} as ${say(role)}`,
		statement === null ? 'said, not signed' : `statement ${code(statement)}`,
		comment !== '' && `comment: ${say(comment)}`,
	),
	'signature-withdrawn': ({gate, role, reason}, name) => sentence(name(gate), `as ${say(role)}`, because(reason)),
	'head-moved': ({
		from, to, branch, commits, paths, own,
	}) => sentence(
		`from ${code(from)} to ${code(to)}`,
		from === to && (branch === null ? 'detached' : `on ${code(branch)}`),
		own && 'by an action of the run',
		`${count(commits.length, 'commit')}, ${count(paths.length, 'path')}`,
		...commits.map(commit => say(commit)),
	),
	'checklist-changed': ({digest, taken, added, removed, changed, moved}) => sentence(
		`SHA-256 ${code(digest)}`,
		taken ? 'taken' : 'not taken',
		`${added.length} added, ${removed.length} removed, ${changed.length} changed, ${moved.length} moved`,
	),
	'input-corrected': ({
		name, value, steps, old = '', tag,
	}) => sentence(
		`${say(name)}: ${say(value)}`,
		old !== '' && `was ${say(old)}`,
		tag !== undefined && `tag ${say(tag)}`,
		steps.length > 0 && `${count(steps.length, 'result')} stale`,
	),
	'signers-changed': ({digest, version, from}) => sentence(
		from && `from version ${from.version}, SHA-256 ${code(from.digest)}`,
		`to version ${version}, SHA-256 ${code(digest)}`,
	),
	'witness-joined': ({witness}) => say(`${witness.name} <${witness.email}>`),
	'run-paused': ({why}) => say(why),
	'run-resumed': ({gap}) => `after ${describeDuration(gap)}`,
	'driver-changed': ({from, why}) => sentence(`from ${say(from)}`, say(why)),
	'handed-over': ({to}) => say(`${to.name} <${to.email}>`),
	'output-left-out': ({output, leftOut}) => `output ${output}${leftOut ? '' : ' taken in again'}`,
	'decision-made': ({decision, reasons}) => sentence(decision, ...reasons.map(reason => because(reason))),
	'decision-withdrawn': ({reason}) => because(reason),
	'seal-signed': ({role, statement}) => sentence(`as ${say(role)}`, `statement ${code(statement)}`),
	'record-committed': ({commit, folder}) => sentence(`commit ${code(commit)}`, code(folder)),
	'tag-created': ({tag, commit}) => sentence(code(tag), `commit ${code(commit)}`),
	pushed: ({remote, refs}) => sentence(say(remote), ...refs.map(ref => code(ref))),
	'run-closed': ({outcome, reason}) => sentence(outcome, because(reason)),
};
