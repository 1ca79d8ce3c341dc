/** `holdpoint sign`: a signature in a run that somebody else drives, from another terminal. */
import process from 'node:process';
import {showText} from '../checklist/escape.js';
import {isFault, type Fault} from '../journal/faults.js';
import {readWorkTree} from '../journal/folder.js';
import {openJournal} from '../journal/journal.js';
import {sayMeaning} from '../plain/meaning.js';
import {knownAt} from '../record/verify/journal.js';
import {findWorkTree} from '../repository/work-trees.js';
import {planShown} from '../run/values/shown.js';
import {meaningOfApproval, meaningOfSeal} from '../run/meaning.js';
import {leftByGate, rolesWanted} from '../run/left.js';
import type {Plan} from '../run/plan.js';
import {sealingRoles} from '../run/roles.js';
import type {RunState} from '../run/state.js';
import {openSigningApart, type SigningApart} from '../walk/sign-apart.js';
import {wrap} from '../ui/columns.js';
import type {HandOver} from '../walk/view.js';
import {exits, UserError, type Exit} from './exit.js';
import {findRun, strangerOf} from './runs/find-run.js';
import {readPlan} from './runs/read-plan.js';
import {readSigning} from './signing.js';
import {findLine} from './sign/find-line.js';
import {openWorkplace} from './workplace.js';

type Options = {
	readonly run: string | undefined;
	readonly role: string;
	readonly gate: string | undefined;
	readonly key: string | undefined;
	readonly reject: string | undefined;
	readonly yes: boolean;
	readonly repo: string;
};

export async function signCommand({run, repo, ...options}: Options): Promise<Exit> {
	const found = await findRun(run, repo, 'to write in');
	if (!found) {
		throw new UserError(run === undefined ? 'there is no run here that could be signed.' : strangerOf(run), exits.no);
	}

	const {
		plan, state, apart, top,
	} = await open(found.entry.folder, {repo, key: options.key}).catch(refuse);
	const filled = planShown(plan, state);
	if (options.role === '') {
		const roles = state.decision ? sealingRoles(state) : rolesWanted(leftByGate(filled, state));
		throw new UserError(`say as which role: \`holdpoint sign --as ROLE\`.${roles.length > 0 ? ` ${showText(state.started?.name ?? '')} wants ${roles.map(role => showText(role)).join(', ')}.` : ''}`);
	}

	const line = findLine(filled, state, options);
	if ('refusal' in line) {
		throw new UserError(line.refusal, exits.no);
	}

	const decision = options.reject === undefined ? 'approve' : 'reject';
	const look = async () => decision === 'approve' && line.planned ? lookAtEvidence(apart, top) : [];
	const unseen = await look();
	const meaning = line.planned ? meaningOfApproval(filled, state, line.planned, true) : meaningOfSeal(filled, state, line.role);
	print([...sayMeaning(meaning, options.reject), ...unseen]);
	if (!options.yes) {
		if (!await agrees(decision)) {
			print(['Nothing was signed.']);
			return exits.no;
		}

		// They may have read for long.
		await look();
	}

	const isTaken = line.planned ? await apart.approve(line.planned, {decision, comment: options.reject ?? ''}) : await apart.seal(line.role);
	if (!isTaken) {
		throw new UserError(showText(apart.refusal()), exits.no);
	}

	print([`${decision === 'reject' ? 'Rejected' : (line.planned ? 'Signed' : 'Sealed')} as ${showText(line.role)}; the walk of ${showText(state.started?.name ?? '')} shows it.`]);
	return exits.done;
}

async function open(folder: string, {repo, key}: Pick<Options, 'repo' | 'key'>): Promise<{plan: Plan; state: RunState; apart: SigningApart; top: string | undefined}> {
	const [workplace, journal] = await Promise.all([openWorkplace(repo), openJournal(folder)]);
	const opened = required(journal);
	const plan = await readPlan(folder, opened.events);
	const [first] = opened.events;
	const started = first?.type === 'run-started' ? first.data : undefined;
	if (!started?.signers) {
		throw new UserError(`${showText(started?.name ?? '')} is self-signed: only whoever walks it signs there. A signers file (.holdpoint/signers.yaml), committed before a run begins, lets others sign.`);
	}

	const {facts, by, environment} = workplace;
	const signing = await readSigning(workplace, {key, commit: knownAt(opened.events, opened.events.length).commit});
	const apart = openSigningApart({
		plan, journal: opened, by, facts, ...signing, clock: () => new Date(), environment,
	}, process.stdin.isTTY && process.stdout.isTTY ? lendTerminal : undefined);
	const workTree = await readWorkTree(folder);
	return {
		plan, state: apart.state(), apart, top: workTree === undefined ? undefined : await findWorkTree(facts, workTree),
	};
}

/** Nobody signs over files that are no longer what was recorded; what could not be looked at is told. */
async function lookAtEvidence(apart: SigningApart, top: string | undefined): Promise<string[]> {
	const {changed, unseen} = await apart.lookAtEvidence(top);
	if (changed.length > 0) {
		throw new UserError(`${changed.map(sentence => showText(sentence)).join(' ')} Nothing was signed: whoever walks the run records the files again, and then it can be.`, exits.no);
	}

	return unseen.length === 0 ? [] : ['Not looked at again, so that you sign for what was recorded of it:', ...unseen.map(file => `  ${showText(file)}`)];
}

/** Whatever is in the way, nothing is signed. */
function refuse(error: unknown): never {
	throw error instanceof UserError ? new UserError(error.message, exits.no) : error;
}

function required<T extends object>(value: T | Fault): T {
	if (isFault(value)) {
		throw new UserError(value.sentence);
	}

	return value;
}

/** Nothing is drawn here: the terminal only has to be left alone. */
const lendTerminal: HandOver = async (what, work) => {
	print(what.map(line => showText(line)));
	return work();
};

/** Typed, so that nobody signs by leaning on a key. */
async function agrees(decision: 'approve' | 'reject'): Promise<boolean> {
	if (!process.stdin.isTTY || !process.stdout.isTTY) {
		throw new UserError('nothing was signed, because nobody can be asked here: `--yes` signs what is shown above.', exits.no);
	}

	const {openLineTerminal} = await import('../plain/line-terminal.js');
	const terminal = openLineTerminal(process.stdin, process.stdout);
	try {
		const answer = await terminal.question(`Type yes to ${decision === 'reject' ? 'reject' : 'sign'}: `);
		return answer?.trim().toLowerCase() === 'yes';
	} finally {
		terminal.close();
	}
}

/** What somebody is to read before they sign is not broken within words. */
function print(lines: readonly string[]): void {
	const {isTTY, columns} = process.stdout;
	process.stdout.write(lines.flatMap(line => isTTY ? wrapIndented(line, columns) : line).map(line => `${line}\n`).join(''));
}

function wrapIndented(line: string, columns: number): string[] {
	const text = line.trimStart();
	const indent = line.slice(0, line.length - text.length);
	return wrap(text, Math.max(20, columns - indent.length)).map(piece => `${indent}${piece}`);
}
