/** What the screen follows besides the walk: the clock, the log that is looked at, and the end of what ran long. */
import {
	useEffect,
	useEffectEvent,
	useRef,
	useState,
} from 'react';
import type {LiveOutput, Walk, WalkView} from '../walk/view.js';
import {liveOf} from './facts.js';
import {emptyPage, readPage, type LogPage} from './log.js';
import {fitPage} from './scroll.js';
import type {View} from './screen.js';

/** Milliseconds since the epoch, once a second. */
export function useNow(clock: () => number): number {
	const [now, setNow] = useState(clock);
	const tick = useEffectEvent(() => {
		setNow(clock());
	});
	useEffect(() => {
		const timer = setInterval(() => {
			tick();
		}, 1000);
		return () => {
			clearInterval(timer);
		};
	}, []);
	return now;
}

/** The page of the log that is looked at; read again whenever the place or the log's size changes. */
export function useLogPage({walk, view, shown, rows, columns, onFault}: {walk: Walk; view: WalkView; shown: View; rows: number; columns: number; onFault: (text: string) => void}): LogPage {
	const [page, setPage] = useState(emptyPage);
	const output = shown.kind === 'log' ? shown.output : undefined;
	const place = shown.kind === 'log' ? shown.place : undefined;
	const size = shown.kind === 'log' ? liveOf(view, shown.step)?.size : undefined;
	const fault = useEffectEvent(onFault);
	const pathOf = useEffectEvent((log: number) => walk.logPath(log));
	useEffect(() => {
		let isWanted = true;
		const read = async () => {
			if (output === undefined || place === undefined) {
				return;
			}

			try {
				const next = fitPage(await readPage(pathOf(output), place, rows), place, {rows, columns});
				if (isWanted) {
					setPage(next);
				}
			} catch (error) {
				fault(`The output cannot be read: ${error instanceof Error ? error.message : String(error)}`);
			}
		};

		void read();
		return () => {
			isWanted = false;
		};
	}, [output, place, rows, columns, size]);
	return page;
}

const long = 20_000;

/** Rings when something ends that took more than 20 s, and whenever the walk calls for the person. */
export function useBell({live, rings}: Pick<WalkView, 'live' | 'rings'>, clock: () => number, ring: () => void): void {
	const heard = useRef(rings);
	const called = useEffectEvent(ring);
	useEffect(() => {
		if (heard.current === rings) {
			return;
		}

		heard.current = rings;
		called();
	}, [rings]);
	const last = useRef<LiveOutput>(undefined);
	const ended = useEffectEvent((before: LiveOutput) => {
		if (clock() - before.startedAt > long) {
			ring();
		}
	});
	useEffect(() => {
		const before = last.current;
		last.current = live;
		if (before && (before.step !== live?.step || before.startedAt !== live.startedAt)) {
			ended(before);
		}
	}, [live]);
}
