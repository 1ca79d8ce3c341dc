/** `holdpoint doctor`: what a walk needs here, each with what helps where it is not so. Nothing is changed. */
import process from 'node:process';
import {seeChecklists} from './doctor/checklists.js';
import type {Point} from './doctor/point.js';
import {seeRepository} from './doctor/repository.js';
import {seeSigning} from './doctor/signing.js';
import {seeTerminal} from './doctor/terminal.js';
import {exits, type Exit} from './exit.js';

type Options = {readonly file: string | undefined; readonly key: string | undefined; readonly json: boolean; readonly repo: string};

export async function doctorCommand({file, key, json, repo}: Options): Promise<Exit> {
	const {env: environment} = process;
	const {top, commit, points: repository} = await seeRepository(repo);
	const isThere = repository.some(({name}) => name === 'identity');
	const [signing, checklists] = await Promise.all([
		seeSigning({
			top, commit, key, environment,
		}),
		isThere || file !== undefined ? seeChecklists(top, file, environment) : [],
	]);
	const points = [...repository, ...signing, ...checklists, seeTerminal(environment)];
	const ok = points.every(point => point.ok);
	process.stdout.write(json ? `${JSON.stringify({ok, points}, undefined, 2)}\n` : describe(points));
	return ok ? exits.done : exits.no;
}

function describe(points: readonly Point[]): string {
	const lines = points.flatMap(({name, ok, detail, remedy}) => [
		`${ok ? '✔' : '✘'} ${name}: ${detail}`,
		...(remedy === undefined ? [] : [`  ${remedy}`]),
	]);
	const missing = points.filter(({ok}) => !ok).length;
	return `${[...lines, '', missing === 0 ? 'Everything is here for a walk.' : `${missing} ${missing === 1 ? 'thing needs' : 'things need'} mending.`].join('\n')}\n`;
}
