/** What must hold after each death: everything said is kept, nothing is done twice, and nothing half-made is to be seen. */
import {readdirSync, readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import {parseChecklist} from '../../source/checklist/parse.js';
import {isFault} from '../../source/journal/faults.js';
import {journalFile, runPattern} from '../../source/journal/folder.js';
import {readJournal} from '../../source/journal/journal.js';
import {isSettled, progressOf, stateOf} from '../../source/run/gates.js';
import {planWalk, type Plan} from '../../source/run/plan.js';
import {initialState, replay} from '../../source/run/reduce.js';
import type {Event} from '../../source/run/events.js';
import type {RunState} from '../../source/run/state.js';
import {actions, document} from './document.js';
import {readTrace, type Pressed} from './life.js';
import {tag, type Place} from './place.js';

const plan: Plan = planWalk(parseChecklist(new TextEncoder().encode(document)));

export type Oracle = {
	/** The run's folder; undefined before its first event. */
	readonly run: () => string | undefined;
	/** True once the journal says that the run is over. */
	readonly isClosed: () => boolean;
	/** Says what is wrong after a death. Nobody starts an action a second time (`mostRuns`) unless it was killed itself. */
	readonly judge: (screen: string, pressed: Pressed, mostRuns: 1 | undefined) => Promise<string[]>;
};

export function openOracle(place: Place): Oracle {
	const holdpoint = path.join(place.top, '.git', 'holdpoint');
	let before = '';
	let seen = '';
	let closed = false;
	const run = (): string | undefined => {
		const folders = namesIn(holdpoint).filter(name => runPattern.test(name)).map(name => path.join(holdpoint, name));
		return folders.find(folder => statSync(journalFile(folder)).size > 0);
	};

	return {
		run,
		isClosed: () => closed,
		async judge(screen, pressed, mostRuns) {
			const wrong = judgeTrace(place, pressed, mostRuns);
			const {stdout: refs} = await place.git('for-each-ref', '--format=%(objectname) %(refname)');
			if (refs !== seen) {
				seen = refs;
				wrong.push(...await judgeRefs(place, refs));
			}

			const folder = run();
			if (folder === undefined) {
				return before === '' && !/ [1-9]\d* of \d+/v.test(screen) ? wrong : [...wrong, 'The run has vanished.'];
			}

			const journal = await readJournal(folder);
			if (isFault(journal)) {
				return [...wrong, `The journal cannot be read: ${journal.sentence}`];
			}

			const text = readFileSync(journalFile(folder), 'utf8');
			if (!text.startsWith(before)) {
				wrong.push('Bytes of the journal were written over.');
			}

			before = text.slice(0, text.lastIndexOf('\n') + 1);
			const state = replay(initialState(plan), journal.events);
			closed = state.closed !== undefined;
			return [...wrong, ...judgeScreen(screen, state), ...judgeEvents(journal.events, pressed)];
		},
	};
}

function namesIn(folder: string): string[] {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}

/** No action ran more often than a person said so. */
function judgeTrace(place: Place, {started}: Pressed, mostRuns: 1 | undefined): string[] {
	const lines = readTrace(place);
	return actions.entries().flatMap(([title, name]) => {
		const begun = lines.filter(line => line === `begin ${name}`).length;
		return begun > (mostRuns ?? started.get(title) ?? 0) ? [`“${name}” ran ${begun} times.`] : [];
	}).toArray();
}

/** What the screen had shown stands in the journal. */
function judgeScreen(screen: string, state: RunState): string[] {
	const shown = Number(/ (?<settled>\d+) of \d+/v.exec(screen)?.groups?.settled ?? 0);
	const {settled} = progressOf(plan.steps, state);
	const titles = Array.from(screen.matchAll(/^ ?✔ (?<title>.+?)(?: {2,}|$)/gmv), ({groups}) => groups?.title ?? '');
	const lost = titles.filter(title => plan.steps.some(({step}) => step.title === title && !isSettled(stateOf(state, step.id).status)));
	const made: ReadonlyArray<readonly [RegExp, boolean]> = [
		[/✔ Seal GO as release manager/v, state.seals.length > 0],
		[/✔ Commit the record/v, state.record !== undefined],
		[/✔ Tag v1\.0\.0/v, state.tagged !== undefined],
	];
	return [
		...(shown > settled ? [`The screen had shown ${shown} settled steps, the journal has ${settled}.`] : []),
		...lost.map(title => `The screen had shown “${title}” as passed, the journal does not.`),
		...made.filter(([pattern, isMade]) => pattern.test(screen) && !isMade).map(([pattern]) => `The screen had shown ${String(pattern)}, the journal does not.`),
	];
}

/** The journal says nothing that nobody has pressed, and each value stands where it was asked for. */
function judgeEvents(events: readonly Event[], {confirmed, started}: Pressed): string[] {
	const titleOf = (id: string): string => plan.byId.get(id)?.step.title ?? id;
	const starts = Map.groupBy(events.filter(({type}) => type === 'action-started'), ({data}) => titleOf('step' in data ? data.step : ''));
	const values = events.flatMap(({type, data}) => type === 'value-entered' ? [`${data.step === '' ? data.name : titleOf(data.step)}=${data.value}`] : []);
	return [
		...events.flatMap(({type, data}) => type === 'step-confirmed' ? data.steps.map(step => titleOf(step)) : [])
			.filter(title => !confirmed.has(title)).map(title => `“${title}” is confirmed, and nobody did.`),
		...starts.entries().filter(([title, all]) => all.length > (started.get(title) ?? 0)).map(([title, all]) => `“${title}” was started ${all.length} times, and nobody said so.`),
		...values.filter(value => value !== 'version=1.0.0' && value !== 'Ticket=REL-1').map(value => `A value stands where it does not belong: ${value}`),
	];
}

/** A ref exists only when what it names is whole and signed. */
async function judgeRefs(place: Place, refs: string): Promise<string[]> {
	const wrong: string[] = [];
	for (const line of refs.split('\n')) {
		const [object = '', ref = ''] = line.split(' ', 2);
		const isRight = await isWhole(place, object, ref);
		if (!isRight) {
			wrong.push(`${ref} names ${object}, which is not what it should be.`);
		}
	}

	return wrong;
}

async function isWhole({git}: Place, object: string, ref: string): Promise<boolean> {
	const isSigned = async () => {
		const {ok} = await git(ref === `refs/tags/${tag}` ? 'verify-tag' : 'verify-commit', object);
		return ok;
	};

	switch (ref) {
		case `refs/tags/${tag}`:
		case `refs/holdpoint/records/${tag}`: {
			return isSigned();
		}

		case 'refs/heads/main': {
			const {stdout: subject} = await git('show', '--no-patch', '--format=%s', object);
			return subject === 'A release' || isSigned();
		}

		default: {
			return false;
		}
	}
}
