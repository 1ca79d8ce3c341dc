/** Documents to read, drawn from a seed: made of what Markdown is made of, or real ones with something changed in them. */

import {Draw} from '../draw.js';

const words = [
	'build', 'the release', 'v1.2.3', 'Tag the release', 'Note', 'If it rains:', 'Otherwise:', 'when:', '(optional)', 'Purpose', 'Rollback', 'Sign-off', 'NO-GO', 'go/no-go', '漢字', '✅', 'e\u{301}', '👩‍🚀', '\u{202E}abc',
] as const;

const inline = [
	'**bold**',
	'*it*',
	'__b__',
	'_i_',
	'***',
	'**',
	'*',
	'_',
	'~~s~~',
	'~',
	'`code`',
	'``a ` b``',
	'`',
	'```',
	'[link](#x)',
	'[a](https://x.org "t")',
	'[ref]',
	'[text][ref]',
	'[ref][]',
	'![i](a.png)',
	'![',
	'[',
	']',
	'](',
	'(',
	')',
	'<b>',
	'</b>',
	'<word here>',
	'<version>',
	'<!-- c -->',
	'<',
	'>',
	'<https://a.b>',
	'https://example.org/a_b(c).',
	'www.example.org',
	'a@b.org',
	'@user',
	'http://localhost:80',
	'mailto:a@b.c',
	'&amp;',
	'&#35;',
	'&',
	String.raw`\[ ]`,
	String.raw`\*`,
	'\\',
	'[^1]',
	'|',
	'!',
	'\t',
	'  ',
	':',
	'"',
	'\'',
] as const;

const asked = [
	'____', '[TBD]', '[Date]', '[ ]', '[x]', '[X]', '[ ] PASS [ ] FAIL', '⬜ GO ⬜ NO-GO', 'Signed by: ____', '**Signed by**: release manager', 'Date: ____', '**Expect**: `exit == 0`', '**Evidence**: soak = `a/*.b`', '**Requires**: build', '**Blocking**: no', '**When**: after the tag', '**Only if**: `inputs.x == "y"`', '**For each**: n in `a, b`', '**Wait**: 10m', '**Fresh**: 1h', '**About**: `src/**`', '**By**: qa', '**Witness**: required', '{{version}}', 'vX.Y.Z',
] as const;

const markers = ['- ', '* ', '+ ', '1. ', '2) ', '10. ', '-   ', '-     ', '-\t', '-', '*', '1.', '- - ', '- [ ] ', '- [x] ', '* [X]\t', '- [ ]', '1. [ ] ', '- []', '> - [ ] '] as const;
const indents = ['', '', '', '  ', ' '.repeat(3), ' '.repeat(4), '\t', '> ', '>', ' '.repeat(6), '  > ', '\u{A0}'] as const;
const fences = ['```', '```bash', '```bash check timeout=1m', '```sh irreversible', '~~~', '~~~~console', '````python', '``` ```', '$ make', '- [ ] in code', 'make <x>', 'set -e', '#!/bin/sh'] as const;
const blocks = ['---', '***', '===', '-', '=', '# ', '#', '## Gate', '### A: b', '# **T** #', '#x', '<details><summary><h3>S</h3></summary>', '</details>', '<div>', '<pre>', '<!--', '-->', '<?', '<a href="x">', '| a | b |', '|--|--|', '| :- | -: |', '--|--', '| x | [ ] PASS [ ] FAIL |', 'a | b', '| `a\\|b` | \\| |', '|', '**Overall sign-off**:', '[^1]: note', '[ref]: https://x.org', '[a b]: <x> "t"', '[ref]:', '"title"'] as const;
const fronts = ['', '', '', '---\nrelease: x\n---\n', '---\nsteps: lists\ninputs:\n  x: {choices: [y, z]}\n---\n\n', '---\n\nname: other\n\n---\n', '---\n', '\u{FEFF}', '--- \na: [\n---\n'] as const;

const drawWords = (draw: Draw): string => [draw.from([...words, ...inline, ...asked]), ...draw.some(6, () => draw.from([...words, ...inline, ...inline, ...asked]))].join(draw.from([' ', ' ', '']));

const drawLine = (draw: Draw): string => {
	const indent = draw.from(indents) + (draw.below(4) === 0 ? draw.from(indents) : '');
	switch (draw.below(9)) {
		case 0: {
			return `${'#'.repeat(1 + draw.below(6))} ${drawWords(draw)}`;
		}

		case 1:
		case 2: {
			return indent + draw.from(markers) + drawWords(draw);
		}

		case 3: {
			return indent + draw.from(fences);
		}

		case 4: {
			return indent + draw.from(blocks);
		}

		case 5:
		case 6: {
			return '';
		}

		default: {
			return indent + drawWords(draw) + draw.from(['', '', ' ', '  ', '\t', '\\']);
		}
	}
};

const drawNew = (draw: Draw): string => draw.from(fronts) + draw.some(40, () => drawLine(draw)).join(draw.from(['\n', '\n', '\n', '\r\n', '\r', '\n\n']));

const odd = ['\0', '\r', '\n', '\r\n', '\u{FEFF}', '\u{2028}', '\u{85}', '\u{1B}[31m', '\u{D800}', '\u{DFFF}', '\u{A0}', '\u{200D}', '\u{7F}', '\t', '\u{FFFD}'] as const;

const nestings = ['> ', '- ', '1. ', '[', '*', '_a', '<div>', '`', '![', '(', '**a ', '  - a\n', '| ', '&', '<', '~'] as const;

/** One change somewhere in a document. */
const change = (draw: Draw, text: string): string => {
	const from = draw.below(text.length + 1);
	const to = Math.min(text.length, from + draw.below(60));
	const put = (what: string, until = from): string => text.slice(0, from) + what + text.slice(until);
	const lines = text.split('\n');
	const line = draw.below(lines.length);
	switch (draw.below(10)) {
		case 0: {
			return put('', to);
		}

		case 1: {
			return put(text.slice(from, to), from);
		}

		case 2: {
			return put(draw.from(odd));
		}

		case 3: {
			return put(draw.from([...inline, ...asked, ...markers, ...fences, ...blocks]));
		}

		case 4: {
			return lines.toSpliced(line, 1 + draw.below(3)).join('\n');
		}

		case 5: {
			return lines.toSpliced(line, 0, lines[draw.below(lines.length)] ?? '').join('\n');
		}

		case 6: {
			return lines.toSpliced(line, 0, drawLine(draw)).join('\n');
		}

		case 7: {
			return lines.with(line, draw.from(indents) + (lines[line] ?? '')).join('\n');
		}

		case 8: {
			const most = draw.below(20) === 0 ? 400 : 12;
			return put(draw.from(nestings).repeat(1 + draw.below(most)));
		}

		default: {
			return draw.below(6) === 0 ? lines.join(draw.from(['\r\n', '\r'])) : put(draw.from([' ', '\n', '\n\n', '  \n']));
		}
	}
};

const drawChanged = (draw: Draw, documents: readonly [string, ...string[]]): string => {
	let text = draw.from(documents);
	// A stretch of a long one says as much, sooner.
	const from = draw.below(Math.max(1, text.length - 3000));
	text = draw.below(3) === 0 ? text : text.slice(from, from + 500 + draw.below(5000));
	for (let changes = 1 + draw.below(6); changes > 0; changes--) {
		text = change(draw, text);
	}

	return text;
};

/** The document of a number: always the same one. */
export const documentOf = (number: number, documents: readonly [string, ...string[]]): string => {
	const draw = new Draw(number);
	return draw.below(2) === 0 ? drawNew(draw) : drawChanged(draw, documents);
};

/** The same in UTF-8, now and then with a byte missing or too many. */
export const bytesOf = (number: number, documents: readonly [string, ...string[]]): Uint8Array => {
	const bytes = new TextEncoder().encode(documentOf(number, documents));
	const draw = new Draw(number + 1);
	if (draw.below(40) > 0 || bytes.length === 0) {
		return bytes;
	}

	const at = draw.below(bytes.length);
	return Uint8Array.from([...bytes.subarray(0, at), ...draw.below(2) === 0 ? [] : [draw.below(256)], ...bytes.subarray(at + 1)]);
};
