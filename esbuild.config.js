import {chmod, rm} from 'node:fs/promises';
import process from 'node:process';
import {build} from 'esbuild';
import {bundleOptions, programEntries} from './esbuild.options.js';

await rm('dist', {recursive: true, force: true});
await build({
	...bundleOptions,
	entryPoints: programEntries,
	outdir: 'dist',
	logLevel: process.env.CI ? 'error' : 'warning',
});
await chmod('dist/holdpoint.js', 0o755);
