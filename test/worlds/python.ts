/** Python as commands call it: the first of this machine's that has the modules. */
import {execFileSync} from 'node:child_process';
import {findTool} from './tools.js';

const has = (program: string, modules: readonly string[]): boolean => {
	try {
		execFileSync(program, ['-c', modules.map(name => `import ${name}`).join('\n')], {stdio: 'ignore'});
		return true;
	} catch {
		return false;
	}
};

/** A program for a world's `bin/`, and what `needs` says of it. */
export function pythonWith(...modules: readonly string[]) {
	const found = ['/usr/bin/python3', findTool('python3') ?? ''].find(program => program !== '' && has(program, modules)) ?? '/usr/bin/python3';
	return {
		program: `#!/bin/sh\nexec "${found}" "$@"\n`,
		need: [`Python with ${modules.join(', ')}`, found, '-c', `import ${modules.join(', ')}`],
	} as const;
}
