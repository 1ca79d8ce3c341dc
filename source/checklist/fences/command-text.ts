/** What a block runs: its text without prompts, and what its comments say. */
import {isSession, isShell} from './languages.js';

const prompt = /^(?:\s*(?:\([\w\-.]+\) ?)?(?:(?:[\w\-.]+@[\w\-.]+(?::\S*)? ?|\[[\w\-.]+@[^\]]{1,60}\] ?)?[$%]|[\w\-.]+@[\w\-.]+:\S* ?#|\[[\w\-.]+@[^\]]{1,60}\] ?#) |\s*PS [^>]*> )/v;

/** Keeps what was typed behind prompts, with continued lines, and leaves the output out. */
const withoutPrompts = (lines: readonly string[], sign: RegExp): string[] => {
	const typed: string[] = [];
	let continued = false;
	for (const line of lines) {
		if (sign.test(line)) {
			typed.push(line.replace(sign, ''));
		} else if (continued) {
			typed.push(line.replace(/^> /v, ''));
		} else {
			continued = false;
			continue;
		}

		continued = /\\\s*$/v.test(line);
	}

	return typed;
};

/** A block's command: LF line endings; of a transcript only what was typed. */
export const commandText = (language: string, value: string): string => {
	const lines = value.split(/\r\n|[\n\r]/v);
	const first = lines.find(line => line.trim() !== '' && !/^\s*#/v.test(line)) ?? '';
	if (isShell(language) && (isSession(language) ? lines.some(line => prompt.test(line)) : prompt.test(first))) {
		return withoutPrompts(lines, prompt).join('\n');
	}

	// A root prompt can only be told from a comment where nothing else is typed.
	if (isSession(language) && lines.some(line => line.startsWith('# '))) {
		return withoutPrompts(lines, /^# /v).join('\n');
	}

	return lines.join('\n');
};

/** The lines that are not comments alone: what is looked at for placeholders and dangers. */
export const withoutComments = (text: string): string => text.split('\n').filter(line => !/^\s*(?:#|\/\/)/v.test(line)).join('\n');

/** What comments in a block say that should be seen: `# Expected: 200`, `# → 401`. */
export const expectedInComments = (text: string): string[] => text.split('\n').flatMap(line => {
	const said = /(?:^|\s)#\s*(?<said>(?:expect(?:ed|s)?\b|→).*)$/iv.exec(line)?.groups?.said;
	return said === undefined ? [] : [said.trim()];
});
