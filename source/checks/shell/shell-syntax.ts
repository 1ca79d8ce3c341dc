/** What bash itself says about blocks that it only reads: `bash -n` runs nothing. */
import process from 'node:process';
import {execa} from 'execa';

export type SyntaxFault = {readonly line: number; readonly message: string};

/** Nothing of the person's own is read beforehand, and messages are in English. */
async function read(text: string): Promise<SyntaxFault | undefined> {
	const {exitCode, stderr} = await execa('bash', ['--noprofile', '--norc', '-n'], {
		input: text, reject: false, extendEnv: false, env: {PATH: process.env.PATH, LC_ALL: 'C'}, timeout: 10_000,
	});
	const {line = '1', message = 'bash cannot read it'} = /line (?<line>\d+): (?<message>[^\n]*)/v.exec(stderr)?.groups ?? {};
	return exitCode === undefined || exitCode === 0 ? undefined : {line: Number(line), message};
}

/** The first fault of each block, or undefined; without bash on this machine there are none. Blocks that were read to their end before can be read as one: mostly all of them are right. */
export async function findSyntaxFaults(blocks: readonly string[]): Promise<Array<SyntaxFault | undefined>> {
	if (blocks.length === 0 || !await read(blocks.join('\n\n'))) {
		return blocks.map(() => undefined);
	}

	const faults: Array<SyntaxFault | undefined> = [];
	for (const block of blocks) {
		// One after the other: there are few, and the machine may be small.
		faults.push(await read(block));
	}

	return faults;
}
