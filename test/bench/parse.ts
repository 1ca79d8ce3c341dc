/** Reading checklists: with the rules and the outline, against the Markdown parser alone as one would use it. */
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {performance} from 'node:perf_hooks';
import {fromMarkdown} from 'mdast-util-from-markdown';
import {frontmatterFromMarkdown} from 'mdast-util-frontmatter';
import {gfmFromMarkdown} from 'mdast-util-gfm';
import {frontmatter} from 'micromark-extension-frontmatter';
import {gfm} from 'micromark-extension-gfm';
import {parseChecklist} from '../../source/checklist/parse.js';
import {outlineText} from '../../source/checklist/show.js';
import {interleave, median} from './measure.js';
import {compare, sayFigures} from './report.js';

const rounds = 5;
const ratioBar = 2;
const millionBar = 1000;

export async function measureParse(): Promise<void> {
	const corpus = '../shared/corpus';
	const folder = existsSync(corpus) ? corpus : 'test/seeds';
	const documents = readdirSync(folder).filter(name => name.endsWith('.md')).map(name => readFileSync(`${folder}/${name}`));
	const million = [makeMillion(documents.map(bytes => bytes.toString()))];
	// The one of a million signs comes first, as it does in a program that has just begun.
	for (const [name, set] of [['1 MB in one document', million], [`${documents.length} ${folder === corpus ? 'collected checklists' : 'seeds'}`, documents]] as const) {
		const first = timeOfAll(set, readAll);
		const times = await interleave(rounds, {
			ours: async () => timeOfAll(set, readAll),
			mdast: async () => timeOfAll(set, readMarkdown),
		});
		const mdast = {name: 'mdast alone', value: median(times.mdast)};
		sayFigures(`Reading ${name} (median of ${rounds})`, [
			compare('rules and outline', median(times.ours), mdast, ratioBar),
			{name: 'the same in a program that has just begun', value: `${first.toFixed(0)} ms`, ...(set === million && {bar: {is: first, atMost: millionBar, unit: ' ms'}})},
		]);
	}
}

function timeOfAll(documents: readonly Uint8Array[], act: (bytes: Uint8Array) => unknown): number {
	const from = performance.now();
	for (const bytes of documents) {
		act(bytes);
	}

	return performance.now() - from;
}

function readAll(bytes: Uint8Array): readonly string[] {
	return outlineText(parseChecklist(bytes));
}

function readMarkdown(bytes: Uint8Array): unknown {
	return fromMarkdown(bytes, {extensions: [gfm(), frontmatter()], mdastExtensions: [gfmFromMarkdown(), frontmatterFromMarkdown()]});
}

/** All of them, again and again, without their front matter. */
function makeMillion(texts: readonly string[]): Uint8Array {
	const once = texts.map(text => text.replace(/^---\n[\s\S]*?\n---\n/v, '')).join('\n\n');
	return new TextEncoder().encode(once.repeat(Math.ceil(1e6 / once.length)).slice(0, 1e6));
}
