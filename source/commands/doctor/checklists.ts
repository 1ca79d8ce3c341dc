/** The checklists of the repository, and the programs that run their blocks. */
import path from 'node:path';
import {showText} from '../../checklist/escape.js';
import {writtenSteps} from '../../checklist/outline.js';
import type {Checklist} from '../../checklist/model.js';
import {findInterpreter, interpreterOf} from '../../checks/shell/interpreters.js';
import {findChecklists} from '../../repository/checklists.js';
import {isRepositoryFault} from '../../repository/faults.js';
import {findProgram, type Environment} from '../../signing/program.js';
import {readChecklist} from '../checklist-file.js';
import {UserError} from '../exit.js';
import type {Point} from './point.js';

export async function seeChecklists(top: string, file: string | undefined, environment: Environment): Promise<Point[]> {
	const found = file === undefined ? await findChecklists(top) : [file];
	if (isRepositoryFault(found)) {
		return [{name: 'checklists', ok: false, detail: found.sentence}];
	}

	const points = await Promise.all(found.map(async one => seeChecklist(one, file === undefined ? path.join(top, one) : one, environment)));
	return points.length > 0
		? points
		: [{
			name: 'checklists', ok: false, detail: 'there is none here', remedy: '`holdpoint init` writes a first one',
		}];
}

async function seeChecklist(name: string, file: string, environment: Environment): Promise<Point> {
	try {
		const {checklist} = await readChecklist(file);
		const errors = checklist.diagnostics.filter(({severity}) => severity === 'error').length;
		const missing = await findMissing(checklist, environment);
		const shown = showText(name);
		if (errors > 0) {
			return {
				name: 'checklist', ok: false, detail: `${shown} has ${errors} ${errors === 1 ? 'error' : 'errors'} and cannot be walked`, remedy: `\`holdpoint lint ${shown}\` says where`,
			};
		}

		return missing.length > 0
			? {
				name: 'checklist', ok: false, detail: `${shown} has blocks for ${missing.join(' and ')}, which ${missing.length === 1 ? 'is' : 'are'} not on the PATH`, remedy: 'install it, or walk where it is installed',
			}
			: {name: 'checklist', ok: true, detail: `${shown}${describePrograms(checklist)}`};
	} catch (error) {
		return {name: 'checklist', ok: false, detail: error instanceof UserError ? error.message : String(error)};
	}
}

function interpretersOf(checklist: Checklist): string[] {
	const commands = writtenSteps(checklist).flatMap(step => step.commands).filter(({mode}) => mode !== 'manual');
	return [...new Set(commands.map(({language}) => interpreterOf(language)))];
}

async function findMissing(checklist: Checklist, environment: Environment): Promise<string[]> {
	const names = interpretersOf(checklist);
	const found = await Promise.all(names.map(async name => isInstalled(findInterpreter(name)?.programs ?? [name], environment)));
	return names.filter((_, index) => found[index] === false).map(name => showText(name));
}

/** One of them is enough. */
async function isInstalled(programs: readonly string[], environment: Environment): Promise<boolean> {
	const found = await Promise.all(programs.map(async program => findProgram(program, environment)));
	return found.some(program => program !== undefined);
}

function describePrograms(checklist: Checklist): string {
	const names = interpretersOf(checklist);
	return names.length === 0 ? ', without commands' : `, run by ${names.map(name => showText(name)).join(', ')}`;
}
