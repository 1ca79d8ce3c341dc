/** The points of one record, one after the other: the first that fails is why it does not count. */
import {listRules} from '../../run/decide/condition.js';
import {fault, isFault, type Fault} from '../record-fault.js';
import {checkBundle, type Files} from './bundle.js';
import {checkCarriedOver, listCarriedOver} from './carried.js';
import {checkChecklist, type Walked} from './checklist.js';
import {checkConditions} from './conditions.js';
import {checkRecordCommit, type RecordFolder} from './commit.js';
import {checkEvidence} from './evidence.js';
import {checkGates} from './gates.js';
import {checkJournal, type History} from './journal.js';
import {checkRendering} from './rendering.js';
import type {Passed, Point, VerifyRequest} from './request.js';
import {checkSeals, type Seals} from './seals.js';
import {checkStatements} from './statements.js';
import {findTarget, type Target} from './target.js';
import {checkTagSignature, checkTrust, type Trust} from './trust.js';

/** What was found before a point failed. */
export type Found = {
	target?: Target;
	trust?: Trust;
	folder?: RecordFolder;
	files?: Files;
	seals?: Seals;
	history?: History;
	walked?: Walked;
};

/** A record in which no point failed. */
export type Sealed = Readonly<Required<Found>>;

/** Fills in what it finds and a line for every point; comes to what failed. */
export async function examine(request: VerifyRequest, found: Found, points: Point[]): Promise<Fault | undefined> {
	/** Notes how a point went. */
	const note = <T>(name: string, outcome: Passed<T> | Fault): Passed<T> | Fault => {
		points.push({name, ok: !isFault(outcome), detail: isFault(outcome) ? outcome.message : outcome.detail});
		return outcome;
	};

	try {
		return await examineCommits(request, found, note) ?? await examineContent(request, found, note);
	} catch (error) {
		// Deep nesting and the like; whatever it was, it is not verified.
		const message = `The record cannot be read: ${error instanceof Error ? error.message : String(error)}`;
		points.push({name: 'limits', ok: false, detail: message});
		return fault('limits', message);
	}
}

type Note = <T>(name: string, outcome: Passed<T> | Fault) => Passed<T> | Fault;

/** Points 1 to 4: git's own objects. */
async function examineCommits(request: VerifyRequest, found: Found, note: Note): Promise<Fault | undefined> {
	const target = note('tag' in request.target ? 'tag' : 'commit', await findTarget(request));
	if (isFault(target)) {
		return target;
	}

	found.target = target;
	const trust = note('signers', await checkTrust(request, target));
	if (isFault(trust)) {
		return trust;
	}

	found.trust = trust;
	const operator = note('tag signature', await checkTagSignature(request, target, trust));
	if (isFault(operator)) {
		return operator;
	}

	const folder = note('record commit', await checkRecordCommit(request, target, trust, operator));
	if (isFault(folder)) {
		return folder;
	}

	found.folder = folder;
	return undefined;
}

/** Points 5 to 11: what stands in the record's folder. */
async function examineContent(request: VerifyRequest, found: Found, note: Note): Promise<Fault | undefined> {
	const {target, trust, folder} = found;
	if (!target || !trust || !folder) {
		throw new TypeError('The commits come before their content');
	}

	const files = note('bundle', await checkBundle(target, folder));
	if (isFault(files)) {
		return files;
	}

	found.files = files;
	const seals = note('seals', await checkSeals(request, {
		target, trust, folder, files,
	}));
	if (isFault(seals)) {
		return seals;
	}

	found.seals = seals;
	const history = note('journal', checkJournal(files, {
		target, trust, folder, seals,
	}));
	if (isFault(history)) {
		return history;
	}

	found.history = history;
	const walked = note('checklist', await checkChecklist(files, {
		target, trust, folder, history, seals,
	}));
	if (isFault(walked)) {
		return walked;
	}

	found.walked = walked;
	return examineWalk(request, {
		trust, folder, files, history, walked,
	}, note);
}

type Ground = {trust: Trust; folder: RecordFolder; files: Files; history: History; walked: Walked};

/** Points 9 to 11: statements, evidence, gates, what a machine answered, and the rendering. */
async function examineWalk(request: VerifyRequest, ground: Ground, note: Note): Promise<Fault | undefined> {
	const {files, history, walked} = ground;
	const evidence = note('evidence', checkEvidence(files, history));
	if (isFault(evidence)) {
		return evidence;
	}

	const statements = note('statements', await checkStatements(request, ground));
	if (isFault(statements)) {
		return statements;
	}

	const gates = note('gates', checkGates(ground));
	if (isFault(gates)) {
		return gates;
	}

	const hasRules = [walked.plan, ...walked.plan.earlier].some(plan => listRules(plan).size > 0);
	const conditions = hasRules ? note('conditions', await checkConditions(request, ground)) : undefined;
	if (isFault(conditions)) {
		return conditions;
	}

	const carried = listCarriedOver(walked.state).length > 0 ? note('carried over', await checkCarriedOver(request, walked)) : undefined;
	if (isFault(carried)) {
		return carried;
	}

	const rendering = note('rendering', checkRendering(request, files, history, walked));
	return isFault(rendering) ? rendering : undefined;
}
