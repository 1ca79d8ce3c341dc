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
// eslint-disable-next-line regexp/no-control-character, no-control-regex -- the escape character is what is looked for
const keyPattern = /\u{1B}\[200~[\s\S]*?(?:\u{1B}\[201~|$)|\u{1B}{1,2}(?:\[[^\p{Control}\p{Letter}@~]*[\p{Letter}@~]|O[\d;]*\p{Letter}|[^\u{1B}])?|\p{Control}|\P{Control}+/gv;

/** Text on both sides of a line's end within one chunk: a paste, also where the terminal does not say so. An Enter in it would answer. */
const severalLines = /\P{Control}{2}[\n\r]+\P{Control}|[\n\r]\P{Control}{2}/v;
/** What comes this soon after it belongs to it, in milliseconds. */
const pasteRest = 50;

/** What one chunk holds, key by key; nothing is lost. */
export function splitKeys(chunk: string): string[] {
	return chunk.match(keyPattern) ?? [];
}

/** One key, and whether it only goes on from the one before: held down, it comes again and again. */
type Stroke = {readonly text: string; readonly isRepeated: boolean};

type Pause = {
	/** How long the same key has to rest to be a press of its own, in milliseconds: terminals repeat a held one every 30 to 100. 0: each press is one. */
	readonly pauseMs?: number;
	/** Milliseconds that never run backwards. */
	readonly clock?: () => number;
};

/** What a terminal's input is to us; with an encoding set, it reads strings. */
export type Source = Pick<ReadStream, 'isTTY' | 'setRawMode' | 'setEncoding' | 'ref' | 'unref' | 'on' | 'off' | 'pause'> & {
	readonly read: () => string | null;
};

// Ink listens by the methods of Node's streams, which an EventTarget has not.
// eslint-disable-next-line unicorn/prefer-event-target
export class Keyboard extends EventEmitter {
	readonly #source: Source;
	readonly #pauseMs: number;
	readonly #clock: () => number;
	readonly #waiting: Stroke[] = [];
	#current: string | undefined;
	#isRepeated = false;
	#last = {key: '', at: 0};
	#isOpen = false;
	#isResting = false;
	#isDelivering = false;
	/** Within a paste that has come in part, everything belongs to it. */
	#pasting = '';
	#pastedAt = -Infinity;

	readonly #take = () => {
		for (let chunk = this.#source.read(); chunk !== null; chunk = this.#source.read()) {
			this.#keep(chunk);
		}

		void this.#deliver();
	};

	constructor(source: Source, {pauseMs = 0, clock = () => performance.now()}: Pause = {}) {
		super();
		this.#source = source;
		this.#pauseMs = pauseMs;
		this.#clock = clock;
		// Before the first frame: a key that is pressed as soon as something is seen must not meet a terminal that still waits for lines.
		source.setRawMode(true);
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

	#keep(read: string) {
		const chunk = this.#mark(read);
		const text = this.#pasting + chunk;
		const start = text.lastIndexOf(pasteStart);
		const isOpenPaste = start !== -1 && !text.includes(pasteEnd, start);
		this.#pasting = isOpenPaste ? text.slice(start) : '';
		const at = this.#clock();
		for (const piece of splitKeys(isOpenPaste ? text.slice(0, start) : text)) {
			const key = /^(?<first>\P{Control})\k<first>*$/v.exec(piece)?.groups?.first ?? piece;
			this.#waiting.push({text: piece, isRepeated: key === this.#last.key && at - this.#last.at < this.#pauseMs});
			this.#last = {key, at};
		}
	}

	#mark(chunk: string): string {
		const at = this.#clock();
		const isText = this.#pasting === '' && !chunk.includes(escape);
		const isPaste = isText && (severalLines.test(chunk) || at - this.#pastedAt < pasteRest);
		this.#pastedAt = isPaste ? at : this.#pastedAt;
		return isPaste ? pasteStart + chunk + pasteEnd : chunk;
	}

	async #deliver() {
		if (this.#isDelivering) {
			return;
		}

		this.#isDelivering = true;
		while (this.#waiting.length > 0) {
			const stroke = this.#waiting.shift();
			this.#current = stroke?.text;
			this.#isRepeated = stroke?.isRepeated === true;
			this.emit('readable');
			// The screen takes in one key before it gets the next.
			await macrotask();
		}

		this.#isDelivering = false;
	}

	get isTTY(): boolean {
		return this.#source.isTTY;
	}

	/** Whether the key that was read last is one held down. */
	get isRepeated(): boolean {
		return this.#isRepeated;
	}

	/** True while the terminal is lent: its Ctrl-C is meant for whoever has it. */
	get isResting(): boolean {
		return this.#isResting;
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

	/** One key, as often as `readable` says so; then null, as streams do. */
	read() {
		const key = this.#current;
		this.#current = undefined;
		return key ?? null;
	}

	/** Lets go of the terminal, so that a program that is started next gets every key. */
	async rest(): Promise<void> {
		this.#isResting = true;
		await macrotask();
		this.#source.pause();
		await macrotask();
	}

	/** Takes the terminal back before anything is seen again: a key that is pressed at once must not meet one that waits for lines and shows them. */
	wake(): void {
		this.#source.setRawMode(true);
	}
}
