/** A walk of a document in a repository of its own, with a real journal, real commands and a real key. */
import path from 'node:path';
import {onTestFinished} from 'vitest';
import {openPreferences} from '../../source/commands/preferences.js';
import {verifyCommand} from '../../source/commands/verify.js';
import {startRun} from '../../source/commands/walk/start-run.js';
import {prepareWalk} from '../../source/commands/walk.js';
import {openWorkplace} from '../../source/commands/workplace.js';
import {isFault} from '../../source/journal/faults.js';
import {openJournal} from '../../source/journal/journal.js';
import {stateOf} from '../../source/run/gates.js';
import type {StepStatus} from '../../source/run/state.js';
import type {Walk, WalkAct} from '../../source/walk/view.js';
import {temporaryRepository, type TemporaryRepository} from '../repository/temporary-repository.js';

export const tag = 'v1.0.0';

/** GO, with its tag typed. */
export const go = {
	type: 'decide', decision: 'GO', reasons: [], typedTag: tag,
} as const;

type Options = {
	readonly set?: readonly string[];
	readonly pair?: string;
	readonly rehearse?: boolean;
	/** Besides the document. */
	readonly files?: Readonly<Record<string, string>>;
	/** Of the program: secret inputs are found there. */
	readonly environment?: Readonly<Record<string, string>>;
};

type Place = Omit<Options, 'files'> & {
	/** Where the walk is; undefined: the repository's top. */
	readonly top?: string;
	/** Of a run that is there; undefined: a new one is begun. */
	readonly folder?: string;
	readonly allowDirty?: boolean;
};

export type RealWalk = {
	readonly repository: TemporaryRepository;
	readonly top: string;
	readonly folder: () => string;
	readonly view: () => ReturnType<Walk['getView']>;
	readonly walk: () => Walk;
	/** By words of the title. */
	readonly id: (words: string) => string;
	readonly status: (words: string) => StepStatus;
	readonly step: (words: string) => ReturnType<typeof stateOf>;
	/** What was said, or empty when the act was taken without a word. */
	readonly act: (act: WalkAct) => Promise<string>;
	readonly confirm: (words: string) => Promise<string>;
	/** What `verify` says of the record: 4 is a self-signed one in which all is well. */
	readonly verify: () => Promise<number>;
	/** Leaves the walk, and comes back to it. */
	readonly reopen: () => Promise<void>;
	/** Leaves the walk, and begins the next attempt; `chosen` false: as a new run that happens to have the same tag. */
	readonly again: (chosen?: boolean) => Promise<void>;
};

export async function startWalk(document: string, {files = {}, ...place}: Options = {}): Promise<RealWalk> {
	const repository = await temporaryRepository({key: true});
	await repository.commit('A release', {'RELEASE.md': document, ...files});
	return walkIn(repository, place);
}

/** In a repository that holds the document already. */
export async function walkIn(repository: TemporaryRepository, {top = repository.top, folder: existing, set = ['version=1.0.0'], pair, rehearse, allowDirty = false, environment = {}}: Place = {}): Promise<RealWalk> {
	const open = async ({folder, after}: {folder?: string; after?: string | undefined} = {}): Promise<Walk> => {
		const found = await openWorkplace(top);
		const workplace = {...found, environment: {...found.environment, ...environment}};
		const preferences = openPreferences({HOLDPOINT_CONFIG_DIR: path.join(repository.home, '..', 'config')});
		const options = {
			set, key: undefined, allowDirty, plain: true, demo: false, pair, rehearse, after,
		};
		const begun = folder === undefined ? await startRun(workplace, path.join(top, 'RELEASE.md'), options) : {journal: await openJournal(folder), said: []};
		const {journal} = begun;
		if (isFault(journal)) {
			throw new Error(journal.sentence);
		}

		return prepareWalk({
			...begun, journal, workplace, preferences, key: undefined, allowDirty, plain: true,
		});
	};

	let walk = await open(existing === undefined ? {} : {folder: existing});
	onTestFinished(async () => walk.close());
	await walk.act({type: 'consent'});
	const view = () => walk.getView();
	const id = (words: string): string => {
		const found = view().plan.steps.find(({step}) => step.title.includes(words));
		if (!found) {
			throw new Error(`No step has “${words}” in its title: ${view().plan.steps.map(({step}) => step.title).join(' | ')}`);
		}

		return found.step.id;
	};

	const step = (words: string) => stateOf(view().state, id(words));
	const act = async (wanted: WalkAct): Promise<string> => {
		await walk.act({type: 'dismiss message'});
		await walk.act(wanted);
		return view().message?.text ?? '';
	};

	const folder = () => path.dirname(path.dirname(walk.logPath(1)));
	return {
		repository, top, folder, view, walk: () => walk, id, step, act,
		status: words => step(words).status,
		confirm: async words => act({type: 'confirm', steps: [id(words)]}),
		async verify() {
			return verifyCommand({
				tag, json: true, anchor: undefined, repo: top,
			});
		},
		async reopen() {
			const place = folder();
			await walk.close();
			walk = await open({folder: place});
			await walk.act({type: 'consent'});
		},
		async again(chosen = true) {
			const after = chosen ? folder() : undefined;
			await walk.close();
			walk = await open({after});
			await walk.act({type: 'consent'});
		},
	};
}
