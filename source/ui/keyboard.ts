/**
The keyboard as Ink reads it, one key at a time. A chunk that holds several keys (typed ahead, or sent by a slow line)
would otherwise be handled before the screen has taken in the first of them, and a choice would be made from the old one.
*/
import {EventEmitter} from 'node:events';
import {setImmediate as macrotask} from 'node:timers/promises';
import type {ReadStream} from 'node:tty';

const escape = '\u{1B}';
const pasteStart = `${escape}[200~`;
const pasteEnd = `${escape}[201~`;

/** A paste, an escape sequence, a control character, or a run of text. */
const keyPattern = new RegExp([
	String.raw`${escape}\[200~[\s\S]*?(?:${escape}\[201~|$)`,
	String.raw`${escape}${escape}?(?:\[\[?[^\p{L}~@\p{Control}]*[\p{L}~@]|O[\d;]*\p{L}|[\s\S])?`,
	String.raw`\p{Control}`,
	String.raw`\P{Control}+`,
].join('|'), 'gv');

/** What one chunk holds, key by key; nothing is lost. */
export function splitKeys(chunk: string): string[] {
	return chunk.match(keyPattern) ?? [];
}

type Source = Pick<ReadStream, 'isTTY' | 'setRawMode' | 'setEncoding' | 'ref' | 'unref' | 'read' | 'on' | 'off' | 'pause'>;

export class Keyboard extends EventEmitter {
	readonly isTTY = true;
	readonly #source: Source;
	readonly #waiting: string[] = [];
	#current: string | undefined = null;
	#isOpen = false;
	#isResting = false;
	#isDelivering = false;
	/** Within a paste that has come in part, everything belongs to it. */
	#pasting = '';

	constructor(source: Source) {
		super();
		this.#source = source;
		this.on('newListener', (event: string) => {
			if (event === 'readable') {
				this.#open();
			}
		});
		this.on('removeListener', (event: string) => {
			if (event === 'readable' && this.listenerCount('readable') === 0) {
				this.#close();
			}
		});
	}

	setEncoding(encoding: BufferEncoding): this {
		this.#source.setEncoding(encoding);
		return this;
	}

	setRawMode(isRaw: boolean): this {
		this.#source.setRawMode(isRaw);
		return this;
	}

	ref(): this {
		this.#source.ref();
		return this;
	}

	unref(): this {
		this.#source.unref();
		return this;
	}

	read(): string | undefined {
		const key = this.#current;
		this.#current = null;
		return key;
	}

	/** True while the terminal is lent: its Ctrl-C is meant for whoever has it. */
	get isResting(): boolean {
		return this.#isResting;
	}

	/** Lets go of the terminal, so that a program that is started next gets every key. */
	async rest(): Promise<void> {
		this.#isResting = true;
		await macrotask();
		this.#source.pause();
		await macrotask();
	}

	readonly #take = () => {
		for (let chunk: unknown = this.#source.read(); chunk !== null; chunk = this.#source.read()) {
			this.#keep(String(chunk));
		}

		void this.#deliver();
	};

	#open() {
		if (this.#isOpen) {
			return;
		}

		this.#isOpen = true;
		this.#isResting = false;
		this.#source.on('readable', this.#take);
	}

	#close() {
		this.#isOpen = false;
		this.#waiting.length = 0;
		this.#pasting = '';
		this.#source.off('readable', this.#take);
	}

	#keep(chunk: string) {
		const text = this.#pasting + chunk;
		const start = text.lastIndexOf(pasteStart);
		const isOpenPaste = start !== -1 && !text.includes(pasteEnd, start);
		this.#pasting = isOpenPaste ? text.slice(start) : '';
		this.#waiting.push(...splitKeys(isOpenPaste ? text.slice(0, start) : text));
	}

	async #deliver() {
		if (this.#isDelivering) {
			return;
		}

		this.#isDelivering = true;
		while (this.#waiting.length > 0) {
			this.#current = this.#waiting.shift() ?? null;
			this.emit('readable');

			await macrotask();
		}

		this.#isDelivering = false;
	}
}
