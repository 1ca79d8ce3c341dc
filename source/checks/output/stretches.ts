/** Which part of an output is whose. */
import type {Source} from '../observed.js';
import type {Marks} from '../process-file.js';

/** Of what was printed, where expectations and `save` read it. */
export type Sources = {readonly stdout: Source; readonly stderr: Source; readonly output: Source};

/** What was printed between two moments; `to` undefined: until the end. */
export type Stretch = {readonly from: Marks; readonly to: Marks | undefined};

/** One after the other, as one text. */
function joinParts(parts: readonly Source[]): Source {
	const [first] = parts;
	return first && parts.length === 1 ? first : {parts};
}

/** The sources of these stretches, each made by `cut` from the stream and its bounds. */
export function sourcesOf(stretches: readonly Stretch[], cut: (stream: keyof Sources, from: number, to: number | undefined) => Source): Sources {
	const sourceOf = (stream: keyof Sources): Source => joinParts(stretches.map(({from, to}) => cut(stream, from[stream], to?.[stream])));
	return {stdout: sourceOf('stdout'), stderr: sourceOf('stderr'), output: sourceOf('output')};
}

/** How far a stream has come, and whether it stands at the beginning of a line. */
export type Gauge = {readonly push: (chunk: Uint8Array) => void; readonly size: () => number; readonly lineBegins: () => boolean};

export function openGauge(): Gauge {
	let size = 0;
	let last: number | undefined = 10;
	return {
		push(chunk) {
			size += chunk.length;
			last = chunk.at(-1) ?? last;
		},
		size: () => size,
		lineBegins: () => last === 10,
	};
}

/** A line of ours between what commands print. */
export const lineBetween = (line: string, gauge: Gauge): string => `${gauge.lineBegins() ? '' : '\n'}${line}\n`;
