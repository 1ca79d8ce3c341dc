/** What the rules say about a document's blocks, each placed in the document. */
import {fenceOffset, offsetInBlock} from '../../checklist/block-place.js';
import type {Finding} from '../../checklist/findings.js';
import type {Command} from '../../checklist/command.js';
import {writtenSteps} from '../../checklist/outline.js';
import type {Document} from '../../checklist/parse.js';
import {readBlock, type Block} from '../../checks/shell/block.js';
import {interpreterOf, watchedInterpreter} from '../../checks/shell/interpreters.js';
import {lintBlock, type BlockFinding} from '../../checks/lint/block.js';
import {lintEffects} from '../../checks/lint/effects.js';
import {findSyntaxFaults} from '../../checks/shell/shell-syntax.js';
import {readTracked} from './surroundings.js';

type Read = {readonly command: Command; readonly block: Block};

type Placed = Pick<BlockFinding, 'rule' | 'message' | 'line' | 'column'>;

/** Blocks that bash reads are looked into; one with placeholders is no shell's language yet, and other languages are not known here. */
export async function lintCommands({checklist, source}: Document, folder: string): Promise<Finding[]> {
	const commands = writtenSteps(checklist).flatMap(step => step.commands).filter(({mode}) => mode !== 'manual');
	const [bash, others] = [commands.filter(command => isBash(command)), commands.filter(command => !isBash(command))];
	const checks = bash.filter(({mode}) => mode === 'check');
	const read = bash.filter(({placeholders}) => placeholders.length === 0).map(command => ({command, block: readBlock(command.text)}));
	const [faults, isTracked] = await Promise.all([findFaults(read), readTracked(folder, checks.filter(({text}) => text.includes('>')))]);
	const place = (command: Command, {rule, message, line, column}: Placed): Finding => ({rule, message, offset: offsetInBlock(source, command, {line, column})});
	return [
		...faults.map(({command, fault}) => place(command, fault)),
		...read.filter(({command}) => command.mode === 'check').flatMap(({command, block}) =>
			[...lintBlock(block).filter(({rule}) => rule !== 'shell-syntax'), ...lintEffects(block, file => isTracked(command, file))].map(finding => place(command, finding))),
		...others.filter(({mode, irreversible}) => mode === 'check' && irreversible).map((command): Finding => ({
			rule: 'check-acts', message: 'This check holds a command that cannot be taken back, and a check may run unasked and again.', offset: fenceOffset(source, command),
		})),
	];
}

const isBash = ({language}: Command): boolean => interpreterOf(language) === watchedInterpreter;

/** Of what cannot be read, the first fault, since the others follow from it; bash itself is asked about what we could read. */
async function findFaults(read: readonly Read[]): Promise<Array<{readonly command: Command; readonly fault: Placed}>> {
	const unreadable = read.filter(({block}) => block.faults.length > 0);
	const readable = read.filter(({block}) => block.faults.length === 0);
	const faults = await findSyntaxFaults(readable.map(({block}) => block.text));
	return [
		...unreadable.flatMap(({command, block}) => {
			const [fault] = lintBlock(block).toSorted((one, other) => one.line === other.line ? one.column - other.column : one.line - other.line);
			return fault ? [{command, fault}] : [];
		}),
		...readable.flatMap(({command}, index) => {
			const fault = faults[index];
			return fault
				? [{
					command,
					fault: {
						rule: 'shell-syntax' as const, message: `bash cannot read this block: ${fault.message}.`, line: fault.line, column: 1,
					},
				}]
				: [];
		}),
	];
}
