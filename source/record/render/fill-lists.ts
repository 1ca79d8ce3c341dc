/** How a list of our own is written between the document's lines, so that neither runs into the other. */

export type FittedList = {readonly indent: string; readonly bullet: string};

/**
A line below that is deeper than our bullet would become part of our list, so the list goes as deep as that line;
where that would make it code, there is no bullet.
*/
export function fitList(text: string, end: number, indent: string): FittedList {
	const below = lineBelow(text, end);
	const lead = leadOf(below, indent);
	const deeper = lead === undefined ? 0 : columnsOf(lead) - columnsOf(indent);
	if (deeper >= 4) {
		return {indent, bullet: ''};
	}

	const fitted = lead !== undefined && deeper >= 2 ? lead : indent;
	return {indent: fitted, bullet: `${chooseBullet(lead === undefined ? '' : below.slice(lead.length), bulletAbove(text, end, fitted))} `};
}

/** Of a different kind than the lists above and below: those never become one with it. */
function chooseBullet(below: string, above: string | undefined): string {
	return ['-', '*', '+'].find(bullet => bullet !== bulletOf(below) && bullet !== above) ?? '-';
}

function bulletOf(line: string): string | undefined {
	return /^(?<bullet>[*+\-])\s/v.exec(line)?.groups?.bullet;
}

function lineBelow(text: string, end: number): string {
	for (let from = text.indexOf('\n', end) + 1; from > 0; from = text.indexOf('\n', from) + 1) {
		const to = text.indexOf('\n', from);
		const line = text.slice(from, to === -1 ? text.length : to);
		if (/[^\s>]/v.test(line)) {
			return line;
		}
	}

	return '';
}

/** The white space in front of a line of the same container; undefined: the line is outside of it. */
function leadOf(line: string, indent: string): string | undefined {
	if (line.startsWith(indent)) {
		return indent + (/^\s*/v.exec(line.slice(indent.length))?.[0] ?? '');
	}

	const lead = /^\s*/v.exec(line)?.[0] ?? '';
	return indent.trim() === '' && columnsOf(lead) >= columnsOf(indent) ? lead : undefined;
}

/** Tabs reach to the next multiple of four. */
function columnsOf(lead: string): number {
	let column = 0;
	for (const sign of lead) {
		column += sign === '\t' ? 4 - (column % 4) : 1;
	}

	return column;
}

/** The nearest line above that is not deeper, when it is an item. */
function bulletAbove(text: string, end: number, indent: string): string | undefined {
	let to = end;
	while (to > 0) {
		const from = text.lastIndexOf('\n', to - 1) + 1;
		const line = text.slice(from, to);
		if (line.trim() !== '' && !(line.startsWith(indent) && /^\s/v.test(line.slice(indent.length)))) {
			return line.startsWith(indent) ? bulletOf(line.slice(indent.length)) : undefined;
		}

		to = from - 1;
	}

	return undefined;
}
