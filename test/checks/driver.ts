/** The room as a program of its own, to be killed or given a terminal. */
import path from 'node:path';
import process from 'node:process';
import {build} from 'esbuild';

const entries = ['expectation-worker', 'expectation-language', 'expectation-functions', 'expectation-evidence', 'expectation-contents', 'expectation-names', 'background-keeper'];

const banner = {js: 'import {createRequire as __createRequire} from \'node:module\'; const require = __createRequire(import.meta.url);'};

/** A script that runs the request in its first argument and prints what was observed. */
export async function buildDriver(folder: string, call: 'startCommands(request).done' | 'startBackground(request).done' | 'runOnTerminal(request)'): Promise<string> {
	await build({
		stdin: {
			contents: `import {startBackground} from './source/checks/background.ts';
				import {runOnTerminal, startCommands} from './source/checks/run.ts';
				const request = JSON.parse(process.argv[2]);
				const observation = await ${call};
				console.log(JSON.stringify(observation));`,
			resolveDir: process.cwd(),
			sourcefile: 'driver.ts',
		},
		outfile: path.join(folder, 'driver.js'),
		bundle: true,
		platform: 'node',
		format: 'esm',
		banner,
		logLevel: 'error',
	});
	await build({
		entryPoints: Object.fromEntries(entries.map(name => [name, `source/checks/${name}.ts`])), outdir: folder, bundle: true, splitting: true, platform: 'node', format: 'esm', logLevel: 'error', banner,
	});
	return path.join(folder, 'driver.js');
}
