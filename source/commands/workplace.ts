/** What a run needs of the place it is walked in: the repository and the person. */
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {
	noCommits,
	readFacts,
	type Facts,
	readHead,
} from '../repository/facts.js';
import {isRepositoryFault} from '../repository/faults.js';
import {readPlace} from '../repository/place.js';
import type {Person} from '../run/events.js';
import type {FactsWithHead} from '../walk/materials.js';
import {UserError} from './exit.js';

export type Workplace = Surroundings & {readonly facts: FactsWithHead};

/** A repository that may have no commit yet. */
export type Surroundings = {
	readonly facts: Facts;
	readonly by: Person;
	/** Where the runs live. */
	readonly holdpointDirectory: string;
	/** The variables that are set, for commands and for keys. */
	readonly environment: Readonly<Record<string, string>>;
};

/** Where and what is checked out: all that somebody needs who looks at a repository and is nobody in it. Git compares nothing for it, and runs nothing. */
export async function findCheckedOut(repo: string): Promise<{readonly top: string; readonly commit: string}> {
	const [place, head] = await Promise.all([readPlace(repo), readHead(repo)]);
	if (isRepositoryFault(place)) {
		throw new UserError(place.sentence);
	}

	if (isRepositoryFault(head)) {
		throw new UserError(head.sentence);
	}

	if (!head) {
		throw new UserError(noCommits(place.top).sentence);
	}

	return {top: place.top, commit: head.commit};
}

export async function openWorkplace(repo: string): Promise<Workplace> {
	const {facts, ...others} = await openSurroundings(repo);
	const {head} = facts;
	if (!head) {
		throw new UserError(noCommits(facts.top).sentence);
	}

	return {...others, facts: {...facts, head}};
}

export async function openSurroundings(repo: string): Promise<Surroundings> {
	const facts = await readFacts(repo);
	if (isRepositoryFault(facts)) {
		throw new UserError(facts.sentence);
	}

	return {
		facts,
		by: {...facts.identity, host: os.hostname()},
		holdpointDirectory: path.join(facts.commonDirectory, 'holdpoint'),
		environment: Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => value === undefined ? [] : [[name, value]])),
	};
}
