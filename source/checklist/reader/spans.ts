/** What stands inside a line of text and can be told from what stands there alone: code, HTML, addresses, signs that mean themselves. */
import type {PhrasingContent} from 'mdast';
import {matchAt} from './lines.js';

/** What was read, up to an offset: a node, for which the caller knows the place, or words; undefined when the library has to be asked. */
export type Span = {readonly to: number; readonly node?: PhrasingContent; readonly value?: string} | undefined;

const name = String.raw`[A-Za-z][\-0-9A-Za-z]*`;
const value = String.raw`(?:[^\s"'<=>\u{60}]+|'[^\n\r']*'|"[^\n\r"]*")`;
const attribute = String.raw`[\t ]+[:A-Z_a-z][\w\-.:]*(?:[\t ]*=[\t ]*${value})?`;

/** A tag that stands on one line. */
export const tag = String.raw`<(?:${name}(?:${attribute})*[\t ]*/?|/${name}[\t ]*)>`;

const html = new RegExp(String.raw`${tag}|<!--(?!-?>)(?:(?!--)[^\n\r])*-->`, 'vy');

const autolink = /<(?<url>[A-Za-z][+\-.0-9A-Za-z]{1,31}:[^\p{Control} <>]*)>/vy;

/** A tag, a comment, an address between angles; or the angle alone. */
export const readAngle = (text: string, at: number): Span => {
	const link = matchAt(autolink, text, at);
	if (link) {
		const url = link.groups?.url ?? '';
		return holdsEntity(url)
			? undefined
			: {
				node: {
					type: 'link', title: null, url, children: [{type: 'text', value: url}],
				}, to: at + link[0].length,
			};
	}

	const element = matchAt(html, text, at);
	if (element) {
		return {node: {type: 'html', value: element[0]}, to: at + element[0].length};
	}

	// An instruction, a declaration; a tag that goes on in the next line, somebody's mail address.
	const next = text.charAt(at + 1);
	return /[!?]/v.test(next) || (/[\/A-Za-z]/v.test(next) && /[\n\r@]/v.test(text)) ? undefined : {to: at + 1};
};

/** A backslash takes the meaning from the sign behind it. */
export const readEscape = (text: string, at: number): Span => {
	const next = text.charAt(at + 1);
	if (next === '\n' || next === '\r') {
		return undefined;
	}

	return /^[\p{Punctuation}\p{Symbol}]$/v.test(next) && next < '\u{80}' ? {to: at + 2, value: next} : {to: at + 1};
};

/** True when an ampersand may write a sign. */
export const holdsEntity = (text: string): boolean => /&#?[0-9A-Za-z]+;/v.test(text);

const entity = /&#?[0-9A-Za-z]+;/vy;

/** An ampersand that writes no sign. */
export const readAmpersand = (text: string, at: number): Span => matchAt(entity, text, at) ? undefined : {to: at + 1};

const host = /@[\w\-]+\.[\w\-]/vy;

/** An @ that stands in no mail address: that would become a link. */
export const readAt = (text: string, at: number): Span => /[\w+\-.]/v.test(text.charAt(at - 1)) && matchAt(host, text, at) ? undefined : {to: at + 1};

const address = /https?:\/\/[\-0-9a-z]*[0-9a-z](?:\.[\-0-9a-z]*[0-9a-z])+(?::\d+)?(?:\/(?:[\w#$%+,\-.\/=?@]*[\/0-9A-Za-z])?)?(?=[\n\r ]|[\),.:;?]*(?:[\n\r ]|$))/vy;

/** An address that stands alone and holds nothing special. */
export const readAddress = (text: string, at: number): Span => {
	const url = /^[\s\(]?$/v.test(text.charAt(at - 1)) ? matchAt(address, text, at)?.[0] : undefined;
	return url === undefined
		? undefined
		: {
			node: {
				type: 'link', title: null, url, children: [{type: 'text', value: url}],
			}, to: at + url.length,
		};
};

/** The end of a run of a sign. */
export const behindRun = (text: string, at: number): number => {
	let to = at;
	while (to < text.length && text[to] === text[at]) {
		to++;
	}

	return to;
};

/** Code between back-ticks; `unended` keeps the lengths of runs that nothing ends. */
export const readCodeSpan = (text: string, at: number, unended: Set<number>): Span => {
	const from = behindRun(text, at);
	const run = text.slice(at, from);
	for (let close = unended.has(run.length) ? -1 : text.indexOf(run, from); close !== -1;) {
		const to = behindRun(text, close);
		if (to - close === run.length) {
			const inside = text.slice(from, close);
			const isPadded = inside.startsWith(' ') && inside.endsWith(' ') && /[^ ]/v.test(inside);
			const isBroken = /[\n\r]/v.test(inside) && inside.trim() !== inside;
			return isBroken ? undefined : {node: {type: 'inlineCode', value: isPadded ? inside.slice(1, -1) : inside}, to};
		}

		close = text.indexOf(run, to);
	}

	unended.add(run.length);
	return {to: from};
};
