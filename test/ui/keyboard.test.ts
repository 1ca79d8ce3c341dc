import {EventEmitter} from 'node:events';
import {expect, test} from 'vitest';
import {Keyboard, splitKeys, type Source} from '../../source/ui/keyboard.js';

test('a chunk is split into its keys, and nothing is lost', () => {
	expect(splitKeys('\u{1B}[B\u{1B}[B\r')).toEqual(['\u{1B}[B', '\u{1B}[B', '\r']);
	expect(splitKeys('yes\r\u{3}')).toEqual(['yes', '\r', '\u{3}']);
	expect(splitKeys('\u{1B}[200~a\nb\u{1B}[201~q')).toEqual(['\u{1B}[200~a\nb\u{1B}[201~', 'q']);
	expect(splitKeys('\u{1B}OA\u{1B}\u{1B}[A\u{1B}x\u{1B}[1;5C')).toEqual(['\u{1B}OA', '\u{1B}\u{1B}[A', '\u{1B}x', '\u{1B}[1;5C']);
	for (const chunk of ['\u{1B}', '\u{1B}[', 'é漢\u{7F}', '\u{1B}[200~open', '\u{1B}[[A', 'a\u{1B}']) {
		expect(splitKeys(chunk).join('')).toBe(chunk);
	}
});

// eslint-disable-next-line unicorn/prefer-event-target -- it stands for one of Node's streams
class Terminal extends EventEmitter {
	isTTY = true;
	chunks: string[] = [];
	paused = 0;

	read() {
		return this.chunks.shift() ?? null;
	}

	setRawMode() {
		return this;
	}

	setEncoding() {
		return this;
	}

	ref() {
		return this;
	}

	unref() {
		return this;
	}

	pause() {
		this.paused += 1;
		return this;
	}

	send(...chunks: string[]) {
		this.chunks.push(...chunks);
		this.emit('readable');
	}
}

function connect(...options: [{pauseMs: number; clock: () => number}] | []) {
	const terminal = new Terminal();
	// A stream's own type has a hundred members more.
	const keyboard = new Keyboard(terminal as unknown as Source, ...options);
	const read: string[] = [];
	const listener = () => {
		for (let key = keyboard.read(); key !== null; key = keyboard.read()) {
			read.push(key);
		}
	};

	keyboard.on('readable', listener);
	return {
		terminal, keyboard, read, listener,
	};
}

test('keys come one in a turn, so that each meets the screen that the one before has made', async () => {
	const {terminal, read} = connect();
	terminal.send('\u{1B}[B\r');
	expect(read).toEqual(['\u{1B}[B']);
	await expect.poll(() => read).toEqual(['\u{1B}[B', '\r']);
});

test('a key that comes again too soon is one held down; another key, or a pause, makes it a press of its own', async () => {
	let now = 0;
	const {terminal, keyboard, read} = connect({pauseMs: 120, clock: () => now});
	const strokes: boolean[] = [];
	keyboard.on('readable', () => {
		strokes.push(keyboard.isRepeated);
	});
	const send = async (after: number, chunk: string) => {
		now += after;
		const count = strokes.length + splitKeys(chunk).length;
		terminal.send(chunk);
		await expect.poll(() => strokes.length).toBe(count);
		return strokes.slice(-splitKeys(chunk).length);
	};

	expect(await send(0, 'y')).toEqual([false]);
	expect(await send(500, 'y')).toEqual([false]);
	expect(await send(33, 'yy')).toEqual([true]);
	expect(await send(119, 'y')).toEqual([true]);
	expect(await send(120, 'y')).toEqual([false]);
	expect(await send(1, 'n')).toEqual([false]);
	expect(await send(1, 'y')).toEqual([false]);
	expect(await send(500, '\r\r')).toEqual([false, true]);
	expect(read.join('')).toBe('yyyyyyny\r\r');
});

test('a paste that comes in pieces stays one', async () => {
	const {terminal, read} = connect();
	terminal.send('a\u{1B}[200~one\n');
	terminal.send('two\u{1B}[20');
	terminal.send('1~b');
	await expect.poll(() => read).toEqual(['a', '\u{1B}[200~one\ntwo\u{1B}[201~', 'b']);
});

test('while the terminal is lent, its keys are not ours, and it says so', async () => {
	const {terminal, keyboard, read, listener} = connect();
	keyboard.off('readable', listener);
	await keyboard.rest();
	expect(keyboard.isResting).toBe(true);
	expect(terminal.paused).toBe(1);
	terminal.send('secret');
	expect(read).toEqual([]);
	expect(terminal.chunks).toEqual(['secret']);
	keyboard.on('readable', listener);
	expect(keyboard.isResting).toBe(false);
});

test('several lines in one piece are a paste, also where the terminal does not say so', async () => {
	let now = 0;
	const {terminal, read} = connect({pauseMs: 120, clock: () => now});
	terminal.send('one\rtwo\r');
	now += 10;
	terminal.send('three\r');
	now += 500;
	terminal.send('four\r');
	terminal.send('y\r\r');
	await expect.poll(() => read).toEqual(['\u{1B}[200~one\rtwo\r\u{1B}[201~', '\u{1B}[200~three\r\u{1B}[201~', 'four', '\r', 'y', '\r', '\r']);
});
