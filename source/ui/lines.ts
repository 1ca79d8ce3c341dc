/** What stands on the screen, as data: lines of spans. Views make them; `lines-view.tsx` draws them. */
import {showText} from '../checklist/escape.js';
import {
	fit,
	fitColoured,
	widthOf,
	wrap,
} from './columns.js';

/** How a span looks. Colour carries no meaning alone: the text says the same. */
export type Tone = 'plain' | 'strong' | 'quiet' | 'good' | 'bad' | 'warn' | 'current' | 'mark';

export type Span = {
	readonly text: string;
	readonly tone?: Tone;
	/** Command output: carries its own colour sequences. */
	readonly coloured?: boolean;
};

export type Line = readonly Span[];

export const emptyLine: Line = [];

/** Our own words. What comes from documents, commands and people goes through `told`. */
export function span(text: string, tone: Tone = 'plain'): Span {
	return {text, tone};
}

/** Text from outside, made harmless, on one line. */
export function told(text: string, tone: Tone = 'plain'): Span {
	return {text: clean(text), tone};
}

export function clean(text: string): string {
	return showText(text);
}

export function lineWidth(line: Line): number {
	return line.reduce((sum, {text}) => sum + widthOf(text), 0);
}

/** At most `width` columns; what is cut off leaves a mark, also where it is whole spans. */
export function fitLine(line: Line, width: number): Line {
	if (lineWidth(line) <= width) {
		return line;
	}

	let room = width - 1;
	const spans: Span[] = [];
	for (const part of line) {
		const wide = widthOf(part.text);
		if (wide > room) {
			// One more column than there is: it is cut, and marked, even if it ends just here.
			const text = `${part.text} `;
			return [...spans, {...part, text: part.coloured ? fitColoured(text, room + 1) : fit(text, room + 1)}];
		}

		spans.push(part);
		room -= wide;
	}

	return spans;
}

/** Exactly `width` columns. */
export function padLine(line: Line, width: number): Line {
	const cut = fitLine(line, width);
	const missing = width - lineWidth(cut);
	return missing > 0 ? [...cut, span(' '.repeat(missing))] : cut;
}

/** Left and right in one line of `width` columns; the left gives way. */
export function spread(left: Line, right: Line, width: number): Line {
	const end = fitLine(right, width);
	const room = width - lineWidth(end);
	return [...padLine(left, Math.max(0, room - 1)), ...(room > 0 ? [span(' ')] : []), ...end];
}

/** Words of one tone, wrapped, each line behind the same indentation; `lead` stands before the first alone. */
export function paragraph(text: string, width: number, {tone = 'plain', lead = '', indent = ' '.repeat(widthOf(lead))}: {tone?: Tone; lead?: string; indent?: string} = {}): Line[] {
	const room = Math.max(1, width - widthOf(indent));
	return text.split(/\r\n|\r|\n/v).flatMap(line => wrap(clean(line), room)).map((line, index) => [span(index === 0 && lead !== '' ? lead : indent), span(line, tone)]);
}

/** At most `count` lines; what is left out is not left out silently. */
export function cutTo(lines: readonly Line[], count: number, width: number): readonly Line[] {
	const last = lines[count - 1];
	return last && lines.length > count ? [...lines.slice(0, count - 1), fitLine([...last, span(' …')], width)] : lines;
}

/** Lines `[top, top + height)`, filled up with empty ones. */
export function windowOf(lines: readonly Line[], top: number, height: number): Line[] {
	const shown = lines.slice(top, top + height);
	return [...shown, ...Array.from({length: Math.max(0, height - shown.length)}, () => emptyLine)];
}
