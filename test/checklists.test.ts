/** What we ship as checklists is read without a word of complaint, and holds all of what its seed asks for. */
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import type {Section} from '../source/checklist/model.js';
import {allSteps, sectionsOf, stepsOf} from '../source/checklist/outline.js';
import {readDocument} from '../source/checklist/parse.js';
import {diagnose} from '../source/commands/lint/diagnose.js';
import {walkedSteps} from '../source/run/gates.js';
import {planWalk} from '../source/run/plan.js';
import {el9Golden} from './checklists/el9-golden.js';
import {goLive} from './checklists/go-live.js';
import {hardGates} from './checklists/hard-gates.js';
import {platformRelease} from './checklists/platform-release.js';
import {productRelease} from './checklists/product-release.js';

const folder = path.join(import.meta.dirname, '..', 'checklists');
const files = readdirSync(folder).filter(file => file.endsWith('.md') && file !== 'README.md');
const bytesOf = (file: string): Uint8Array => readFileSync(path.join(folder, file));

test.each(files)('%s', async file => {
	const document = readDocument(bytesOf(file));
	const {checklist} = document;
	expect(await diagnose(path.join(folder, file), document)).toEqual([]);
	expect(checklist.tagPlace.others).toEqual([]);
	expect(walkedSteps(planWalk(checklist)).length).toBeGreaterThan(0);
	expect(allSteps(checklist).flatMap(({commands}) => commands).flatMap(({placeholders}) => placeholders)).toEqual([]);
});

/** Marks, case and spaces do not matter where words are compared. */
const plain = (text: string): string => text.replaceAll(/[*`]|\\$/gmv, '').replaceAll('‑', '-').replaceAll(/\s+/gv, ' ').toLowerCase();

describe.each([el9Golden, hardGates, goLive, productRelease, platformRelease])('$file holds what its seed asks for', parts => {
	const {checklist} = readDocument(bytesOf(parts.file));
	const sections = [...sectionsOf(checklist.root)];
	const steps = allSteps(checklist);
	const commands = steps.flatMap(step => step.commands);
	const sectionCalled = (title: string): Section => {
		const found = sections.find(section => plain(section.title).includes(plain(title)));
		if (!found) {
			throw new Error(`no section is called ${title}`);
		}

		return found;
	};

	test('sections, in its order', () => {
		const places = parts.sections.map(title => sections.indexOf(sectionCalled(title)));
		expect(parts.sections.filter((_, index) => places[index] === -1)).toEqual([]);
	});

	test('every requirement, item and remark', () => {
		const prose = sections.flatMap(section => section.prose).map(({text}) => text);
		const said = plain([...steps.map(({title}) => title), ...prose, ...steps.flatMap(({expected}) => expected)].join(' '));
		expect(parts.says.filter(words => !said.includes(plain(words)))).toEqual([]);
	});

	test('every command', () => {
		const texts = commands.map(({text}) => text).join('\n');
		expect(parts.commands.filter(part => !texts.includes(part))).toEqual([]);
	});

	test('every limit, in an expectation of its gate', () => {
		const expectedIn = (title: string): string => stepsOf(sectionCalled(title)).flatMap(step => step.expectations).map(({expression}) => expression).toArray().join('\n');
		expect(parts.limits.filter(([title, limit]) => !expectedIn(title).includes(limit))).toEqual([]);
	});

	test('every file of evidence', () => {
		const globs = new Set(steps.flatMap(({evidence}) => evidence.map(({glob}) => glob)));
		expect(parts.evidence.filter(glob => !globs.has(glob))).toEqual([]);
	});

	test('roles, tag and decision', () => {
		expect(parts.signed.filter(([title, role]) => !stepsOf(sectionCalled(title)).some(({signature}) => signature?.role === role))).toEqual([]);
		expect(checklist.settings.decision).toEqual(parts.decision);
		expect(checklist.settings.tag).toBe(parts.tag);
		expect(checklist.tagPlace.id).toBeDefined();
	});

	test('what comes before what', () => {
		expect(parts.requires.filter(([title, before]) => !sectionCalled(title).requires.includes(sectionCalled(before).id))).toEqual([]);
		expect(parts.afterTheTag.map(title => [title, sectionCalled(title).phase])).toEqual(parts.afterTheTag.map(title => [title, 'after the tag']));
		expect(parts.rollingBack.map(title => [title, sectionCalled(title).phase])).toEqual(parts.rollingBack.map(title => [title, 'rolling back']));
		expect(sections.filter(({blocking}) => !blocking).map(({title}) => title)).toEqual(parts.notBlocking.map(title => sectionCalled(title).title));
	});

	test('how often, how long and where its commands run', () => {
		expect(parts.words.filter(([part, word]) => commands.every(({text, words}) => !(text.includes(part) && words.includes(word))))).toEqual([]);
	});
});
