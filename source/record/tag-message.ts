/** Messages of the tag and of the record commit, and the trailers that bind them to the record. */
import {fault, type Fault} from './record-fault.js';

export type Trailers = {
	readonly run: string;
	/** The record commit; the commit itself cannot name it. */
	readonly record: string | undefined;
	/** SHA-256 of `bundle.json`. */
	readonly bundle: string;
	/** SHA-256 of each seal's file, in ascending order. */
	readonly seals: readonly string[];
};

export type Message = {
	/** The first line. */
	readonly subject: string;
	/** One line each, first of all. */
	readonly waivers: readonly string[];
	/** One line each. */
	readonly summary: readonly string[];
	readonly trailers: Trailers;
};

/** The message with its trailers last. Every text is one line behind a mark, so that none can pass for a trailer or a signature. */
export function writeMessage({subject, waivers, summary, trailers}: Message): string {
	const paragraphs = [
		oneLine(subject),
		...(waivers.length === 0 ? [] : [[`${waivers.length === 1 ? 'One step was' : `${waivers.length} steps were`} waived:`, ...waivers.map(line => `- ${oneLine(line)}`)].join('\n')]),
		...(summary.length === 0 ? [] : [summary.map(line => `- ${oneLine(line)}`).join('\n')]),
		writeTrailers(trailers),
	];
	return `${paragraphs.join('\n\n')}\n`;
}

/** Control, format and separator characters would be obeyed by terminals that show the message. */
function oneLine(text: string): string {
	const line = text.replaceAll(/[\p{Other}\p{Separator}]+/gv, ' ').trim();
	return /^(?:-----|holdpoint-)/iv.test(line) ? `“${line}”` : line;
}

function writeTrailers({run, record, bundle, seals}: Trailers): string {
	return [
		`Holdpoint-Run: ${run}`,
		...(record === undefined ? [] : [`Holdpoint-Record: ${record}`]),
		`Holdpoint-Bundle: sha256:${bundle}`,
		...seals.toSorted().map(seal => `Holdpoint-Seal: sha256:${seal}`),
	].join('\n');
}

const block = new RegExp([
	String.raw`^Holdpoint-Run: (?<run>[\da-f]{32})\n`,
	String.raw`(?:Holdpoint-Record: (?<record>[\da-f]{40}|[\da-f]{64})\n)?`,
	String.raw`Holdpoint-Bundle: sha256:(?<bundle>[\da-f]{64})\n`,
	String.raw`(?<seals>(?:Holdpoint-Seal: sha256:[\da-f]{64}\n)+)$`,
].join(''), 'v');

/** Reads the trailers: the last paragraph, whole, in their one order; and nothing that looks like one anywhere else. */
export function readTrailers(message: string): Trailers | Fault<'tag.trailers'> {
	const start = message.lastIndexOf('\n\n') + 2;
	const found = start < 2 ? undefined : block.exec(message.slice(start))?.groups;
	if (!found) {
		return fault('tag.trailers', 'The message does not end in the trailers of a record, each once, in their order and nothing else.');
	}

	if (/^[\t ]*holdpoint-/imv.test(message.slice(0, start))) {
		return fault('tag.trailers', 'A line of the message looks like a trailer and is none.');
	}

	const seals = (found.seals ?? '').match(/[\da-f]{64}/gv) ?? [];
	if (seals.some((seal, at) => at > 0 && seal <= (seals[at - 1] ?? ''))) {
		return fault('tag.trailers', 'A seal is named twice, or the seals are not in order.');
	}

	return {
		run: found.run ?? '', record: found.record, bundle: found.bundle ?? '', seals,
	};
}
