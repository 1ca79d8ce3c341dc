/** A walk as it happens, in lines: for a pipe, a log, a screen reader. Nothing is told twice. */
import {stateOf} from '../run/gates.js';
import type {Walk} from '../walk/view.js';
import {sayChanges} from './changes.js';
import {followEnd, followLive, type Followed} from './follow.js';
import {sayRun} from './lines.js';
import {tell} from './words.js';

/** Writes what changes, from now on until what it returns is called. */
export function narrate(walk: Pick<Walk, 'getView' | 'subscribe'>, write: (line: string) => void): () => void {
	let view = walk.getView();
	let followed: Followed | undefined;
	const writeAll = (lines: readonly string[]) => {
		for (const line of lines) {
			write(line);
		}
	};

	const follow = (live: typeof view.live) => {
		// Its end is told from the event, which has the last lines too.
		if (!live || stateOf(view.state, live.step).status !== 'running') {
			return;
		}

		const news = followLive(followed, live);
		followed = news.followed;
		writeAll(news.lines);
	};

	writeAll([
		sayRun(view),
		...view.changes.map(change => tell(change)),
		...(view.message ? [tell(view.message.text)] : []),
	]);
	follow(view.live);

	return walk.subscribe(() => {
		const before = view;
		view = walk.getView();
		writeAll(sayChanges(view.plan, before.state, view.state, finished => {
			const lines = followEnd(followed, finished);
			followed = undefined;
			return lines;
		}));
		if (view.live !== before.live) {
			follow(view.live);
		}

		if (view.busy !== undefined && view.busy !== before.busy) {
			write(tell(view.busy.replace(/…$/v, ' ...')));
		}

		if (view.message && view.message !== before.message) {
			write(tell(view.message.text));
		}
	});
}
