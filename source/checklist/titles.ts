/** What titles say: their words without numbering, and the kinds of section that they name. */
import type {Phase} from './model.js';
import {mapMatches} from './source.js';

/** Hyphens of any kind are one hyphen; key-cap and variation signs are dropped. */
const plainSigns = (text: string): string => /^\p{ASCII}*$/v.test(text)
	? text
	: text.normalize('NFC')
		.replaceAll(/[\u{2010}-\u{2015}\u{2212}]/gv, '-')
		.replaceAll(/\p{Default_Ignorable_Code_Point}|\u{20E3}/gv, '');

/** `1.`, `3A:`, `1.1`, `2 ·`, `(4)`, and a key-cap digit, also one that came through a wrong encoding (`7ï¸âƒ£`). */
const numbering = /^\P{Letter}{0,20}?(?:\d{1,3}(?:\.\d{1,3})+[\).:]?|\d{1,3}[A-Za-z]?(?:[\).:]|\s*[·–]|\s-)|\d\P{ASCII}{1,20})(?=\s|$)/v;

const bareNumber = /^\P{Letter}{0,20}?(?:(?:step|phase|stage|gate|part)\s+)?\d{1,2}[a-z]?(?=[\s\-.:·]|$)/iv;

/** True for titles such as `## 7. ZIP content` or `## Step 3 — Build`. */
export const isNumbered = (title: string): boolean => {
	const text = plainSigns(title);
	return numbering.test(text) || (bareNumber.test(text) && !/^\P{Letter}*\d-/v.test(text));
};

/** Title or text without numbering, case, marks, signs and spacing: lower-case words joined by `-`. */
export const normalise = (text: string): string => {
	const words = plainSigns(text).replace(numbering, '').toLowerCase().match(/[\p{Letter}\p{Mark}\p{Number}]+/gv);
	return words?.join('-') ?? '';
};

/** Boxes and pictures beside the words. */
const signs = /[\p{Extended_Pictographic}\u{25A0}-\u{25A2}\u{2713}-\u{2718}]|\d\u{20E3}/gv;

/** A number that has its sign behind it, stands in a line of its own, or has a word with a capital: `99.9 %` and `1.5 GB` are none. */
const surelyNumber = /^\s*\(?\d{1,3}(?:\.\d{1,3})*(?:[A-Za-z]?[\).:](?=\s|$)|[A-Za-z]?\s*[·–]|\s-(?=\s)|\s*\n|(?<=\.\d{1,3})\s(?=\p{Uppercase}\p{Lowercase}))/v;

/** Text without the number that only counts it. */
export const withoutNumber = (text: string): string => text.replaceAll(signs, '').replace(surelyNumber, '');

/** Text without case, signs that are pictures, ticks, the length of blanks, and the stops behind words: what it says is kept, unlike in `normalise`. */
export const foldText = (text: string): string => plainSigns(text).replaceAll(signs, '').toLowerCase()
	.replaceAll(/[‘’]/gv, '\'')
	.replaceAll(/[“”]/gv, '"')
	.replaceAll('[x]', '[ ]')
	.replaceAll(/_{2,}/gv, '__')
	.replaceAll(/[!,.:;?]{1,9}(?=\s|$)/gv, '')
	.replaceAll(/\s+/gv, ' ');

/** The words of a title, numbers kept: what `Requires` and table rows are matched by. */
export const wordSet = (text: string): Set<string> => new Set(plainSigns(text).toLowerCase().match(/[\p{Letter}\p{Mark}\p{Number}]+/gv));

const withoutBrackets = (title: string): string => title.replaceAll(/\([^\(\)]*\)/gv, ' ');

const bracketed = (title: string): string[] => mapMatches(title, /\((?<inside>[^\(\)]*)\)/gv, ({groups}) => groups?.inside ?? '');

/** The title as words with single spaces: `4. Post‑Release (GA)` is `post release`. */
const spoken = (title: string): string => normalise(withoutBrackets(title)).replaceAll('-', ' ');

const onlyWords = (text: string, allowed: ReadonlySet<string>): boolean => text !== '' && text.split(' ').every(word => allowed.has(word));

const wordsOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const rollbackWords = wordsOf('the emergency roll back rolling rollback plan procedure procedures process steps instructions checklist playbook runbook strategy guide how to if needed');
const noGoWords = wordsOf('no go nogo decision if actions procedure steps on when the in case of');
const decisionWords = wordsOf('the a final release releases go no nogo decision decisions success criteria criterion approval or and');

const isNoGo = (text: string): boolean => /\b(?:no go|nogo)\b/v.test(text) && !/\bgo no go|go nogo\b/v.test(text) && onlyWords(text, noGoWords);

/** `After a successful release:` and the like, as a title or in front of a section's first list. */
export const introducesAfter = (text: string): boolean =>
	/^(?:after (?:a |the )?(?:successful |final |official )?release|once (?:the release is |it is |it's )?(?:released|published|shipped))\b/iv.test(text.trim());

/** The phase that a section's title calls for. */
export const calledPhase = (title: string): Phase | undefined => {
	for (const part of [withoutBrackets(title), ...bracketed(title)]) {
		const text = spoken(part);
		if (introducesAfter(text) || (/\bpost ?(?:release|deploy|deployment|launch|publication|go live)\b/v.test(text) && !/\bpre\b/v.test(text))) {
			return 'after the tag';
		}

		if (/\broll(?:ing)? ?back\b/v.test(text) && onlyWords(text, rollbackWords)) {
			return 'rolling back';
		}
	}

	return isNoGo(spoken(title)) ? 'no-go' : undefined;
};

/** The phase that a short label calls for where it stands in front of a list or block: `**Rollback:**`. */
export const labelPhase = (text: string): Phase | undefined => text.endsWith(':') && spoken(text).split(' ').length <= 4 ? calledPhase(text) : undefined;

/** Called go/no-go, decision, success or release criteria: confirmed at the decision. */
export const isCriteria = (title: string): boolean => {
	const text = spoken(title);
	return onlyWords(text, decisionWords) && !isNoGo(text) && /\bgo no ?go\b|\bgo decision\b|\bdecisions?\b|\b(?:success|release|go) criteri(?:a|on)\b/v.test(text);
};

/** Sections that can hold the decision's signature lines besides those called decision. */
export const isSignOff = (title: string): boolean => /\bsign(?:ed)? ?off\b|\bsignatures?\b|\bapprovals?\b|\bdecision\b|\bverdict\b/v.test(spoken(title));

/** Sections whose lists are text in a document that is walked by its lists. */
export const isTextTitle = (title: string): boolean =>
	/^(?:purpose|overview|introduction|about|about this .*|scope|background|summary|notes?|legend|(?:.* )?terminology|glossary|definitions|(?:table of )?contents|references?|resources?|appendix.*|how to use.*|troubleshooting|faqs?|frequently asked questions|see also|further reading)$/v.test(spoken(title));

/** `(non-blocking)`, `(non-gate)`, `(info)` in a heading. */
export const isNonBlocking = (title: string): boolean => bracketed(plainSigns(title))
	.flatMap(part => part.split(/[,\/;]/v))
	.some(part => /^(?:non-? ?blocking|non-? ?gate|info)$/iv.test(part.trim()));

/** A version in a document's own title, such as `v0.1.0`. */
export const versionIn = (title: string): string | undefined =>
	/(?<![\w.])v?\d+\.\d+(?:\.\d+)*(?:-[\dA-Za-z]+(?:\.[\dA-Za-z]+)*)?(?![\w.]*\w)/v.exec(title)?.[0];
