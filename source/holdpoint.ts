#!/usr/bin/env node
/** The entry: nothing but what any Node can read, so that an older one gets a sentence and not a stack trace. */
import module from 'node:module';
import path from 'node:path';
import process from 'node:process';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 12)) {
	// Ink asks chalk, and chalk knows FORCE_COLOR only; it has to stand before anything loads it.
	if (process.env.NO_COLOR !== undefined && process.env.NO_COLOR !== '') {
		process.env.FORCE_COLOR = '0';
		delete process.env.NO_COLOR;
	}

	// Reading this program's own code takes longer than anything else at start. Node keeps it as compiled; in the home, where nobody else may write.
	const home = process.env.HOME ?? process.env.USERPROFILE ?? '';
	if (path.isAbsolute(home)) {
		module.enableCompileCache(path.join(home, '.cache', 'holdpoint'));
	}

	for (const stream of [process.stdout, process.stderr]) {
		stream.on('error', (error: NodeJS.ErrnoException) => {
			// Whoever reads what is printed may have seen enough (`holdpoint runs | head -1`), and a terminal may be gone; a disk that is full is another thing.
			if (error.code !== 'EPIPE' && !(error.code === 'EIO' && stream.isTTY)) {
				throw error;
			}
		});
	}

	const {main} = await import('./cli.js');
	process.exitCode = await main(process.argv.slice(2));
} else {
	process.stderr.write(`holdpoint needs Node.js 22.12 or newer; this is ${process.versions.node}.\n`);
	process.exitCode = 2;
}
