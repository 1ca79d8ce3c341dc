/** The numbered cases, each with its exact code. */
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {verifyRecord} from '../../../source/record/verify.js';
import type {VerifyRequest} from '../../../source/record/verify/request.js';
import {withEvidence} from '../changes.js';
import {honestSigners} from '../forge-texts.js';
import {sha} from '../forge-walk.js';
import type {Attack} from '../forge-attack.js';
import {forge} from '../forge.js';
import {writeRepository} from '../real-repository.js';
import {attacks} from './attacks.js';
import {pin, verifyReal} from './real-verify.js';
import {table} from './table.js';

/** Where somebody who is trusted changed the signers file itself, it is the one that is pinned. */
const isPinned = (number: string): boolean => /^(?:14|15|66|75|A10[a-z]?|A22[a-z]?)$/v.test(number);

/** What the attack makes pinned. */
const pinnedBy = (number: string, {signers = ''}: Attack): string => isPinned(number) ? signers : honestSigners;

const anchoredTo = (text: string): Pick<VerifyRequest, 'anchor'> => ({anchor: () => ({digest: sha(text), version: 3})});

const numbered = Object.entries(attacks).map(([number, attack]) => [`${number}: ${table[number]?.[1] ?? ''}`, {number, attack}] as const);

test('no number is missing: every case stands in the table once, and is tried', () => {
	const unknown = new Set([9, 17, 18, 19, 23]);
	const wanted = [
		...Array.from({length: 83}, (_, index) => String(index + 1)),
		...Array.from({length: 28}, (_, index) => index + 1).filter(number => !unknown.has(number)).map(number => `A${number}`),
	];
	expect(Object.keys(table)).toEqual(expect.arrayContaining(wanted));
	const missing = Object.entries(table).flatMap(([number, {3: where}]) => {
		const isThere = where === undefined ? Object.hasOwn(attacks, number) : readFileSync(path.join(import.meta.dirname, where), 'utf8').includes(`('${number}: `);
		return isThere ? [] : [number];
	});
	expect(missing).toEqual([]);
	expect(Object.keys(attacks).filter(number => table[number]?.length !== 3)).toEqual([]);
});

test('a release with evidence is VERIFIED before anybody attacks it', async () => {
	await pin();
	const verdict = await verifyReal(await writeRepository(forge(withEvidence)));
	expect(verdict, verdict.detail).toMatchObject({result: 'verified'});
});

describe('in a real repository', () => {
	test.for(numbered)('%s', async ([, {number, attack}]) => {
		await pin(pinnedBy(number, attack));
		const release = forge(attack);
		const verdict = await verifyReal(await writeRepository(release), {tag: release.tag});
		expect(verdict, verdict.detail).toMatchObject({result: 'rejected', code: table[number]?.[2]});
		expect(verdict.points.at(-1)).toMatchObject({ok: false});
	});
});

describe('under SHA-256 ids', () => {
	test.for(numbered)('%s', async ([, {number, attack}]) => {
		const verdict = await verifyRecord({...forge({...attack, idLength: 64}).request, ...anchoredTo(pinnedBy(number, attack))});
		expect(verdict, verdict.detail).toMatchObject({result: 'rejected', code: table[number]?.[2]});
	});
});
