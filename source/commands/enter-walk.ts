/** `holdpoint [FILE]`: into the walk, as fast as can be. */
import process from 'node:process';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {UserError, type Exit} from './exit.js';
import type {FollowUpOptions} from './walk/follow-up.js';
import type {WalkOptions} from './walk.js';
import {openWorkplace} from './workplace.js';

type Asked = WalkOptions & {readonly file: string | undefined; readonly repo: string};

export async function walkCommand({repo, file, ...given}: Asked): Promise<Exit> {
	requireTerminal();
	const options = {...given, plain: given.plain || wantsLines()};
	const [workplace, chooseRun] = await Promise.all([openWorkplace(repo), loadChoice(file, options)]);
	const chosen = await chooseRun(workplace, file, {
		...options,
		onShown() {
			setImmediate(() => {
				// What is missing is said when it is needed.
				loadWalk(options).catch(() => undefined);
			});
		},
	});
	const walkIn = await loadWalk(options);
	return walkIn(workplace, chosen, options);
}

export async function followUpCommand({repo, ...given}: FollowUpOptions & {readonly repo: string}): Promise<Exit> {
	requireTerminal();
	const options = {...given, plain: given.plain || wantsLines()};
	const [workplace, {followUpIn}] = await Promise.all([openWorkplace(repo), import('./walk/follow-up.js')]);
	return followUpIn(workplace, options);
}

/**
Reading this program's own code takes longer than all that git is asked: git goes first, and works meanwhile. Who names
no file is offered a choice, and the rest is read while they look at it: it must not be looked for only when this program was replaced by a newer one.
*/
async function loadChoice(file: string | undefined, {plain}: {plain: boolean}) {
	await nextTurn();
	const later = file === undefined ? (plain ? undefined : import('../ui/ask-questions.js')) : loadWalk({plain});
	const {chooseRun} = await import('./walk/choose-run.js');
	await later;
	return chooseRun;
}

async function loadWalk({plain}: {plain: boolean}) {
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
