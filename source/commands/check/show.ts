/** Showing what a check found, in the format that was asked for. */
import {appendFile} from 'node:fs/promises';
import os from 'node:os';
import process from 'node:process';
import {annotate, summarise} from './github.js';
import {describeReport, type About} from './json.js';
import {writeJunit} from './junit.js';
import {closingLine, type CheckResult, type Report} from './report.js';
import {describeGate, describeRest, describeResult} from './text.js';

export const formats = ['text', 'json', 'junit', 'github'] as const;
export type Format = (typeof formats)[number];

export type Display = {
	/** A line for people. */
	readonly say: (line: string) => void;
	/** A result, as it comes. */
	readonly tell: (result: CheckResult) => void;
	/** What it all came to. */
	readonly close: (report: Report, about: About) => Promise<void>;
};

/** Standard output is a program's own where a program reads it; people then read standard error. */
export function openDisplay(format: Format): Display {
	const print = (line: string) => {
		process.stdout.write(`${line}\n`);
	};

	const say = format === 'json' || format === 'junit'
		? (line: string) => {
			process.stderr.write(`${line}\n`);
		}
		: print;
	let before: CheckResult | undefined;
	return {
		say,
		tell(result) {
			for (const line of [...describeGate(result, before), ...describeResult(result)]) {
				say(line);
			}

			before = result;
		},
		async close(report, about) {
			await write(report, about, {format, print});
			for (const line of ['', ...describeRest(report), closingLine(report)]) {
				say(line);
			}
		},
	};
}

async function write(report: Report, about: About, {format, print}: {format: Format; print: (text: string) => void}): Promise<void> {
	switch (format) {
		case 'text': {
			return;
		}

		case 'json': {
			print(JSON.stringify(describeReport(report, about), undefined, 2));
			return;
		}

		case 'junit': {
			print(writeJunit(report, {at: about.at, host: os.hostname()}));
			return;
		}

		case 'github': {
			for (const line of annotate(report, about.file)) {
				print(line);
			}

			const summary = process.env.GITHUB_STEP_SUMMARY;
			if (summary !== undefined && summary !== '') {
				await appendFile(summary, summarise(report));
			}
		}
	}
}
