/** What stands in a paragraph, a heading or a cell. */
import type {Link, PhrasingContent} from 'mdast';
import {Brackets, type Target} from './brackets.js';
import type {Content} from './content.js';
import {resolveEmphasis, runAt, type Piece} from './emphasis.js';
import {beforeSpaces} from './lines.js';
import {
	behindRun,
	readAddress,
	readAmpersand,
	readAngle,
	readAt,
	readCodeSpan,
	readEscape,
	type Span,
} from './spans.js';

/** Everything that may be more than words. */
const special = /[\u{21}\u{26}*<@\[\\\]_`~]|\r\n|[\n\r]|https?:\/\/|www\./giv;

const isWithoutLinks = (nodes: PhrasingContent[]): nodes is Link['children'] => nodes.every(({type}) => type !== 'link');

/** Reads what stands inside a paragraph, a heading or a cell. Every step says whether it is certain of what it read. */
class InlineReader {
	readonly #text: string;
	readonly #content: Content;
	readonly #brackets: Brackets;
	readonly #pieces: Piece[] = [];
	/** Lengths of runs of back-ticks that nothing ends from here on. */
	readonly #unended = new Set<number>();
	#at = 0;
	#tildes = 0;
	readonly #placeBetween = (from: number, to: number) => this.#content.placeBetween(from, to);

	constructor(content: Content, labels: ReadonlySet<string>) {
		this.#content = content;
		this.#text = content.text;
		this.#brackets = new Brackets(content.text, labels);
	}

	#take(span: Span): boolean {
		if (!span) {
			return false;
		}

		const {node, to} = span;
		if (!node) {
			return this.#words(to, span.value);
		}

		// The address in a link that writes it out stands where the link does, or between its angles.
		const [inner] = node.type === 'link' ? node.children : [];
		if (inner?.type === 'text' && !inner.position) {
			const inset = (to - this.#at - inner.value.length) / 2;
			inner.position = this.#placeBetween(this.#at + inset, to - inset);
		}

		this.#pieces.push({kind: 'node', node: {...node, position: this.#placeBetween(this.#at, to)}});
		this.#at = to;
		return true;
	}

	#words(to: number, value = this.#text.slice(this.#at, to)): true {
		if (to > this.#at) {
			this.#pieces.push({
				kind: 'words', from: this.#at, to, value,
			});
			this.#at = to;
		}

		return true;
	}

	#sign(found: string): boolean {
		const text = this.#text;
		const at = this.#at;
		switch (found) {
			case '\\': {
				return this.#take(readEscape(text, at));
			}

			case '`': {
				return this.#take(readCodeSpan(text, at, this.#unended));
			}

			case '*':
			case '_': {
				return this.#run();
			}

			case '[': {
				return this.#open(1);
			}

			case '!': {
				return text[at + 1] === '[' ? this.#open(2) : this.#words(at + 1);
			}

			case ']': {
				return this.#close();
			}

			case '<': {
				const span = readAngle(text, at);
				return !(span?.node?.type === 'link' && this.#brackets.areOpen) && this.#take(span);
			}

			case '&': {
				return this.#take(readAmpersand(text, at));
			}

			case '~': {
				// Two of them can strike out what stands between.
				this.#tildes++;
				return this.#tildes === 1 && !/[*_]/v.test(text.charAt(at - 1)) && this.#words(behindRun(text, at));
			}

			case '@': {
				return this.#take(readAt(text, at));
			}

			case '\n':
			case '\r':
			case '\r\n': {
				return this.#break(found);
			}

			default: {
				return !this.#brackets.areOpen && this.#take(readAddress(text, at));
			}
		}
	}

	#run(): boolean {
		const run = runAt(this.#text, this.#at);
		if (!run) {
			return false;
		}

		this.#pieces.push(run);
		this.#at = run.to;
		return true;
	}

	#open(length: number): boolean {
		this.#brackets.open({index: this.#pieces.length, to: this.#at + length, image: length === 2});
		return this.#words(this.#at + length);
	}

	#close(): boolean {
		const closed = this.#brackets.close(this.#at);
		return closed === 'words' ? this.#words(this.#at + 1) : closed !== undefined && this.#link(closed);
	}

	#link({opener: {index, to: from, image}, url, to}: Target): boolean {
		// Line endings in a label, and addresses that would be links of their own.
		if (/[\n\r]|:\/\/|www\./iv.test(this.#text.slice(from, this.#at))) {
			return false;
		}

		const children = resolveEmphasis(this.#pieces.splice(index).slice(1), this.#placeBetween);
		this.#at = from - (image ? 2 : 1);
		if (image) {
			const texts = children.map(child => child.type === 'text' ? child.value : undefined);
			return !texts.includes(undefined) && this.#take({
				node: {
					type: 'image', title: null, url, alt: texts.join(''),
				}, to,
			});
		}

		return isWithoutLinks(children) && this.#take({
			node: {
				type: 'link', title: null, url, children,
			}, to,
		});
	}

	/** Takes the spaces from the end of the line; how many there were, undefined when tabs are among them. */
	#endLine(): number | undefined {
		const last = this.#pieces.at(-1);
		if (last?.kind !== 'words') {
			return 0;
		}

		const length = beforeSpaces(last.value, 0, last.value.length);
		if (last.value[length - 1] === '\t') {
			return undefined;
		}

		const spaces = last.value.length - length;
		last.value = last.value.slice(0, length);
		last.to -= spaces;
		if (last.to === last.from) {
			this.#pieces.pop();
		}

		return spaces;
	}

	#break(ending: string): boolean {
		const spaces = this.#endLine();
		if (spaces === undefined) {
			return false;
		}

		const to = this.#at + ending.length;
		if (spaces < 2) {
			this.#words(to, ending);
		} else {
			this.#at -= spaces;
			this.#take({node: {type: 'break'}, to});
		}

		while (/[\t ]/v.test(this.#text.charAt(this.#at))) {
			this.#at++;
		}

		return true;
	}

	read(): PhrasingContent[] | undefined {
		const text = this.#text;
		// An address that is written with backslashes becomes a link later than others.
		if (text.includes('\\') && /@|http|www/iv.test(text)) {
			return undefined;
		}

		for (;;) {
			special.lastIndex = this.#at;
			const match = special.exec(text);
			this.#words(match?.index ?? text.length);
			if (!match) {
				return this.#endLine() === undefined ? undefined : resolveEmphasis(this.#pieces, this.#placeBetween);
			}

			if (!this.#sign(match[0])) {
				return undefined;
			}
		}
	}
}

/** What stands in a text, read directly; undefined when the library has to be asked. */
export const readDirectly = (content: Content, labels: ReadonlySet<string>): PhrasingContent[] | undefined => new InlineReader(content, labels).read();
