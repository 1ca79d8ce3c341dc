import {showText} from '../checklist/escape.js';

/** Lines that went and lines that came, for files as short as a signers file. */
export function describeDifference(before: string, after: string): string[] {
	const old = before.split('\n');
	const fresh = after.split('\n');
	return [
		...old.filter(line => !fresh.includes(line)).map(line => `- ${showText(line)}`),
		...fresh.filter(line => !old.includes(line)).map(line => `+ ${showText(line)}`),
	];
}
