/** Links and images. */
import {normaliseLabel} from './label.js';
import {matchAt} from './lines.js';
import {holdsEntity} from './spans.js';

/** A bracket that may begin a link or an image: which piece it is, where its label begins. */
type Opener = {readonly index: number; readonly to: number; readonly image: boolean};

/** A link or an image up to an offset. */
export type Target = {readonly opener: Opener; readonly url: string; readonly to: number};

const target = /\((?<url>[^\s\p{Control}"'\(\)<>\\]*)\)/vy;

/** An address ends with a space, and only a title may follow. */
const noTarget = /\([^\s\p{Control}"'\(\)<>\\]+ +[^\s"'\(\)]/vy;

/** A label that is longer is left to the library. */
const longestLabel = 5000;

/** The brackets of a text, and what becomes of them. */
export class Brackets {
	readonly #text: string;
	readonly #labels: ReadonlySet<string>;
	readonly #openers: Opener[] = [];
	/** So many of the openers from the first one hold a link already, and a link holds no link. */
	#inactive = 0;
	/** Where the text's last parenthesis stands, once that was asked. */
	#lastParenthesis: number | undefined;

	constructor(text: string, labels: ReadonlySet<string>) {
		this.#text = text;
		this.#labels = labels;
	}

	#mayBeTarget(at: number): boolean {
		if (this.#text[at] !== '(') {
			return false;
		}

		this.#lastParenthesis ??= this.#text.lastIndexOf(')');
		return this.#lastParenthesis > at && !matchAt(noTarget, this.#text, at);
	}

	#target(opener: Opener, at: number): Target | undefined {
		const match = matchAt(target, this.#text, at);
		if (!match || holdsEntity(match[0])) {
			return undefined;
		}

		if (!opener.image) {
			this.#inactive = this.#openers.length;
		}

		return {opener, url: match.groups?.url ?? '', to: at + match[0].length};
	}

	get areOpen(): boolean {
		return this.#openers.length > 0;
	}

	open(opener: Opener): void {
		this.#openers.push(opener);
	}

	/** What the closing bracket there makes of the one that it closes; undefined when the library has to be asked. */
	close(at: number): Target | 'words' | undefined {
		const opener = this.#openers.pop();
		if (!opener) {
			return 'words';
		}

		if (this.#labels.size > 0 && (at - opener.to > longestLabel || this.#labels.has(normaliseLabel(this.#text.slice(opener.to, at))))) {
			return undefined;
		}

		const isInactive = !opener.image && this.#openers.length < this.#inactive;
		this.#inactive = Math.min(this.#inactive, this.#openers.length);
		return isInactive || !this.#mayBeTarget(at + 1) ? 'words' : this.#target(opener, at + 1);
	}
}
