/** The table: one plain line for each figure, and a word where a bar is missed. */
import os from 'node:os';
import process from 'node:process';

export type Figure = {
	readonly name: string;
	readonly value: string;
	/** What it is compared with, in words, and the bar if there is one. */
	readonly note?: string;
	readonly bar?: {readonly is: number; readonly atMost: number; readonly unit: string};
};

export function sayMachine(): void {
	const [one, five] = os.loadavg();
	process.stdout.write(`Node ${process.version}, ${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? 'unknown'}, load ${(one ?? 0).toFixed(2)} ${(five ?? 0).toFixed(2)}\n`);
}

export function sayFigures(title: string, figures: readonly Figure[]): void {
	const width = Math.max(...figures.map(({name}) => name.length));
	const lines = figures.map(({name, value, note = '', bar}) => `  ${name.padEnd(width)}  ${value.padStart(9)}  ${[note, bar && sayBar(bar)].filter(Boolean).join(' · ')}`.trimEnd());
	process.stdout.write(`\n${title}\n${lines.join('\n')}\n`);
}

function sayBar({is, atMost, unit}: NonNullable<Figure['bar']>): string {
	return is <= atMost ? `within the bar of ${atMost}${unit}` : `MISSED: the bar is ${atMost}${unit}`;
}

export function sayMs(value: number): string {
	return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

/** A figure and its ratio to another one. */
export function compare(name: string, value: number, other: {name: string; value: number}, atMost?: number): Figure {
	const ratio = value / other.value;
	return {
		name, value: sayMs(value), note: `${ratio.toFixed(2)} × ${other.name}`, ...(atMost !== undefined && {bar: {is: ratio, atMost, unit: ' ×'}}),
	};
}
