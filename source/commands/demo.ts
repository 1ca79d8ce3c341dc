/** `holdpoint demo`: the whole ceremony in a repository of its own. */
import path from 'node:path';
import process from 'node:process';
import {narrate} from '../plain/narrate.js';
import {makeDemoRepository} from './demo/repository.js';
import {playWalk} from './demo/play.js';
import {exits, type Exit} from './exit.js';
import {openPreferences} from './preferences.js';
import {startRun} from './walk/start-run.js';
import {pinSigners} from './trust.js';
import {verifyCommand} from './verify.js';
import {prepareWalk} from './walk.js';
import {showAndLeave} from './walk/show.js';
import {openWorkplace} from './workplace.js';

export async function demoCommand({directory, plain}: {directory: string | undefined; plain: boolean}): Promise<Exit> {
	const write = (line: string) => {
		process.stdout.write(`${line}\n`);
	};

	const {top, isTemporary} = await makeDemoRepository(directory);
	const isPlayed = !process.stdin.isTTY || !process.stdout.isTTY;
	write(`DEMO: a repository of its own, with its own keys, in ${top}`);
	if (isPlayed) {
		write('There is no terminal here, so the demo plays itself: every answer below is given by a script, every command really runs.');
	}

	const workplace = await openWorkplace(top);
	const preferences = openPreferences();
	await pinSigners({
		preferences, top, commit: workplace.facts.head.commit, digest: undefined,
	});
	const options = {
		set: isPlayed ? ['version=1.0.0'] : [], key: undefined, allowDirty: false, plain, demo: true,
	};
	const {journal, said, secrets} = await startRun(workplace, path.join(top, 'RELEASE.md'), options);
	const walk = await prepareWalk({
		workplace, preferences, journal, said, secrets, key: undefined, allowDirty: false, plain,
	});
	const exit = isPlayed ? await play(walk, write) : await showAndLeave(walk, {preferences, plain});
	const {tagged} = walk.getView().state;
	if (tagged) {
		write('');
		write(`$ holdpoint verify ${tagged.tag}`);
		await verifyCommand({
			tag: tagged.tag, json: false, anchor: undefined, repo: top,
		});
	}

	write(`The repository is in ${top}${isTemporary ? ' (temporary: remove it when you have looked)' : ''}.`);
	return exit;
}

async function play(walk: Awaited<ReturnType<typeof prepareWalk>>, write: (line: string) => void): Promise<Exit> {
	const stop = narrate(walk, write);
	try {
		return await playWalk(walk, write) ? exits.done : exits.no;
	} finally {
		stop();
		await walk.close();
	}
}
