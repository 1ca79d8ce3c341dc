/** `holdpoint [FILE]`: into the walk, as fast as can be. */
import process from 'node:process';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {UserError, type Exit} from './exit.js';
import type {FollowUpOptions} from './walk/follow-up.js';
import type {WalkOptions} from './walk.js';
import {openWorkplace} from './workplace.js';

export async function walkCommand({repo, ...given}: WalkOptions & {readonly repo: string}): Promise<Exit> {
	requireTerminal();
	const options = {...given, plain: given.plain || wantsLines()};
	const [workplace, walkIn] = await Promise.all([openWorkplace(repo), loadWalk(options)]);
	return walkIn(workplace, options);
}

export async function followUpCommand({repo, ...given}: FollowUpOptions & {readonly repo: string}): Promise<Exit> {
	requireTerminal();
	const options = {...given, plain: given.plain || wantsLines()};
	const [workplace, {followUpIn}] = await Promise.all([openWorkplace(repo), import('./walk/follow-up.js')]);
	return followUpIn(workplace, options);
}

/** Reading this program's own code takes longer than all that git is asked: git goes first, and works meanwhile. */
async function loadWalk({plain}: {plain: boolean}) {
	await nextTurn();
	const screen = plain ? undefined : import('../ui/show-walk.js');
	const {walkIn} = await import('./walk.js');
	await screen;
	return walkIn;
}

function requireTerminal(): void {
	if (!process.stdin.isTTY || !process.stdout.isTTY) {
		throw new UserError('a walk asks a person, and there is no terminal here. `holdpoint check FILE` runs its checks and asks nothing; `holdpoint show FILE` says what a walk would ask.');
	}
}

/** Terminals on which nothing can be drawn, and screen readers. */
function wantsLines(): boolean {
	return process.env.TERM === 'dumb' || process.env.INK_SCREEN_READER === 'true';
}
