import {PassThrough} from 'node:stream';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {openLineTerminal} from '../../source/plain/line-terminal.js';

/** A stream that says of itself that it is a terminal. */
class FakeTerminal extends PassThrough {
	readonly modes: boolean[] = [];

	get isTTY(): boolean {
		return true;
	}

	setRawMode(isRaw: boolean): this {
		this.modes.push(isRaw);
		return this;
	}
}

function openPipe() {
	const input = new PassThrough();
	const output = new PassThrough();
	return {input, output, terminal: openLineTerminal(input, output)};
}

function openFake() {
	const input = new FakeTerminal();
	const output = new FakeTerminal();
	return {input, output, terminal: openLineTerminal(input, output)};
}

/** Streams hand on what was written a few turns later. */
async function settle(): Promise<void> {
	for (let turn = 0; turn < 5; turn++) {
		await nextTurn();
	}
}

test('lines of a pipe are answers in their order; its end ends the answers', async () => {
	const {input, output, terminal} = openPipe();
	input.end('one\ntwo\nlast');
	for (const answer of ['one', 'two', 'last', undefined, undefined]) {
		expect(await terminal.question('? ')).toBe(answer);
	}

	terminal.write('bye');
	expect(String(output.read())).toContain('bye\n');
});

test('at a terminal, what was typed or pasted before the question answers nothing', async () => {
	const {input, output, terminal} = openFake();
	const first = terminal.question('Tag? ');
	input.write('v1\nv1.0.0\nyes\n');
	expect(await first).toBe('v1');
	await settle();
	const second = terminal.question('Type v1.0.0: ');
	input.write('v1.0\n');
	expect(await second).toBe('v1.0');
	expect(String(output.read())).toContain('2 lines that came before the question were not taken.');
	terminal.close();
});

test('a text of several lines takes what was pasted with it', async () => {
	const {input, terminal} = openFake();
	const first = terminal.question('| ');
	input.write('one\ntwo\n.\n');
	expect(await first).toBe('one');
	await settle();
	expect(await terminal.question('| ', 'more')).toBe('two');
	expect(await terminal.question('| ', 'more')).toBe('.');
	terminal.close();
});

test('Ctrl-C at a question is no answer, and elsewhere goes to who listens, as do lines', async () => {
	const {input, terminal} = openFake();
	const asked = terminal.question('? ');
	input.write('half\u{3}');
	expect(await asked).toBeUndefined();
	const heard: Array<string | undefined> = [];
	const forget = terminal.onUnasked?.(line => {
		heard.push(line);
	});
	input.write('\u{3}');
	await settle();
	input.write('s\n');
	await settle();
	forget?.();
	expect(heard.at(0)).toBeUndefined();
	expect(heard).toHaveLength(2);
	expect(heard[1]).toMatch(/s$/v);
	terminal.close();
});

test('the terminal is lent out of raw mode and unread, and taken back', async () => {
	const {input, output, terminal} = openFake();
	const result = await terminal.handOver(['Ada is about to sign'], async () => {
		expect(input.modes.at(-1)).toBe(false);
		expect(input.isPaused()).toBe(true);
		return 'signed';
	});
	expect(result).toBe('signed');
	expect(input.modes.at(-1)).toBe(true);
	expect(input.isPaused()).toBe(false);
	expect(String(output.read())).toContain('Ada is about to sign\n');
	await expect(terminal.handOver([], async () => {
		throw new Error('cancelled');
	})).rejects.toThrow('cancelled');
	expect(input.modes.at(-1)).toBe(true);
	terminal.close();
});

test.each([['at a terminal', openFake], ['through a pipe', openPipe]])('%s, a secret is not shown, and what follows is', async (_where, open) => {
	const {input, output, terminal} = open();
	const asked = terminal.question('Password: ', 'secret');
	input.write('hunter2\n');
	expect(await asked).toBe('hunter2');
	const next = terminal.question('Name: ');
	input.write('Ada\n');
	expect(await next).toBe('Ada');
	await settle();
	const shown = String(output.read());
	expect(shown).toContain('Password: ');
	expect(shown).not.toContain('hunter2');
	terminal.close();
});
