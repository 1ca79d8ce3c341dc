/** What is measured: the program, and a bare Ink hello world bundled the same way. Made anew, apart from `dist`. */
import {mkdir, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {build} from 'esbuild';
import {bundleOptions, programEntries} from '../../esbuild.options.js';

export type Bundles = {readonly program: string; readonly hello: string; readonly remove: () => Promise<void>};

/** Needs the project's top as the working directory. */
export async function makeBundles(): Promise<Bundles> {
	// Apart from those of another run at the same time.
	const cache = path.resolve(`node_modules/.cache/bench/${process.pid}`);
	await mkdir(cache, {recursive: true});
	// As in the package; otherwise Node would look into each file to find out what it is.
	await writeFile(path.join(cache, 'package.json'), '{"type": "module"}\n');
	const options = {...bundleOptions, absWorkingDir: process.cwd(), logLevel: 'error'} as const;
	await build({...options, entryPoints: programEntries, outdir: path.join(cache, 'program')});
	await build({...options, entryPoints: ['test/bench/hello.tsx'], outdir: path.join(cache, 'hello')});
	return {
		program: path.join(cache, 'program', 'holdpoint.js'),
		hello: path.join(cache, 'hello', 'hello.js'),
		remove: async () => rm(cache, {recursive: true, force: true}),
	};
}
