/** The built program, asked as a person would. */
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {exitCodeOf, verdictSchema, type Verdict} from '../../source/record/verify/verdict.js';
import {isolation} from '../repository/temporary-repository.js';

/** Throws when it printed anything but a verdict, or its exit code is another than the verdict's. */
export async function askProgram(directory: string, anchor: string): Promise<Verdict> {
	const program = path.join(process.cwd(), 'dist', 'holdpoint.js');
	const {stdout, stderr, exitCode} = await execa(process.execPath, [program, 'verify', 'v1.0', '--json', '--repo', directory, '--signers-digest', anchor], {
		env: {...isolation, PATH: process.env.PATH ?? '', HOLDPOINT_CONFIG_DIR: path.join(directory, 'no-preferences')}, extendEnv: false, reject: false, stdin: 'ignore',
	});
	const verdict = stdout === '' ? undefined : verdictSchema.parse(JSON.parse(stdout));
	if (!verdict || stderr !== '' || exitCode !== exitCodeOf(verdict)) {
		throw new Error(`exit ${exitCode ?? 'unknown'}: ${stderr}`);
	}

	return verdict;
}
