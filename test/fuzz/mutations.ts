/** Small changes of honest records, and of the disk below them: none is VERIFIED, and each comes to a code of the table. */
import {withVerification} from '../../source/commands/open-verification.js';
import {verifyRecord} from '../../source/record/verify.js';
import type {Verdict} from '../../source/record/verify/verdict.js';
import {honestSigners} from '../record/forge-texts.js';
import {sha} from '../record/forge-walk.js';
import {Draw} from '../draw.js';
import {
	makeRepository,
	withDamage,
	withRepository,
	type DamagedRepository,
} from './damaged-repository.js';
import {
	depths,
	makeBase,
	mutateRecord,
	type Base,
	type Depth,
} from './mutated-record.js';
import {askProgram} from './program.js';
import {faultInVerdict} from './verdict-faults.js';

/** Of a hundred; the rest is in memory. */
const onDisk = 14;

export type Tried = {
	readonly way: string;
	readonly what: string;
	readonly code: string;
	/** What does not hold. */
	readonly fault: string | undefined;
};

export type Fuzz = {
	/** The change of a number: always the same one, but for keys. */
	readonly tryNumber: (number: number) => Promise<Tried>;
	readonly close: () => Promise<void>;
};

const anchor = sha(honestSigners);

/** `byProgram`: a part of the changes is shown to the built program. */
export async function openFuzz({byProgram = 0}: {readonly byProgram?: number} = {}): Promise<Fuzz> {
	const bases: readonly [Base, Base] = [await makeBase(40), await makeBase(64)];
	const [one, other] = bases;
	const repositories = await Promise.all([makeRepository(one, 'loose'), makeRepository(one, 'packed'), makeRepository(other, 'loose'), makeRepository(other, 'packed')] as const);
	return {
		async tryNumber(number) {
			const draw = new Draw(number);
			const lot = draw.below(100);
			if (lot < byProgram) {
				return tryProgram(draw, draw.from(repositories), draw.from(bases));
			}

			return lot < byProgram + onDisk ? tryDisk(draw, draw.from(repositories)) : tryMemory(draw, draw.from(bases), draw.from(depths));
		},
		async close() {
			await Promise.all(repositories.map(async repository => repository.remove()));
		},
	};
}

async function tryMemory(draw: Draw, base: Base, depth: Depth): Promise<Tried> {
	const mutated = mutateRecord(draw, base, depth);
	const way = `in memory, ${depth}`;
	return judge(way, mutated.what, async () => verifyRecord(mutated.request));
}

async function tryDisk(draw: Draw, repository: DamagedRepository): Promise<Tried> {
	const {name, directory: repo} = repository;
	return damage(draw, repository, {way: `on the disk, ${name}`, verify: async () => withVerification({repo, anchor}, async ({request}) => verifyRecord(request({tag: 'v1.0'})))});
}

/** The real program: on a damaged disk, and on a changed release that was written into a repository. */
async function tryProgram(draw: Draw, repository: DamagedRepository, base: Base): Promise<Tried> {
	if (draw.below(2) === 0) {
		return damage(draw, repository, {way: 'by the program, damaged disk', verify: async () => askProgram(repository.directory, anchor)});
	}

	const depth = draw.from(depths);
	const mutated = mutateRecord(draw, base, depth);
	return withRepository(mutated, async directory => judge(`by the program, ${depth}`, mutated.what, async () => askProgram(directory, anchor)));
}

type Damaging = {readonly way: string; readonly verify: () => Promise<Verdict>};

/** A byte that git does not hand out, or has in another place too, may change: then what git hands out is the same as before. */
async function damage(draw: Draw, repository: DamagedRepository, {way, verify}: Damaging): Promise<Tried> {
	return withDamage(repository, draw, async what => {
		const tried = await judge(way, what, verify);
		return tried.code === 'verified' && await repository.isUnharmed() ? {...tried, code: 'unharmed', fault: undefined} : tried;
	});
}

async function judge(way: string, what: string, verify: () => Promise<Verdict>): Promise<Tried> {
	try {
		const verdict = await verify();
		return {
			way, what, code: verdict.code ?? verdict.result, fault: faultInVerdict(verdict),
		};
	} catch (error) {
		return {
			way, what, code: 'exception', fault: error instanceof Error ? error.stack ?? error.message : String(error),
		};
	}
}
