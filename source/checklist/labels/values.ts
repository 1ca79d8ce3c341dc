/** What stands behind a label, read as what it has to be. */
import {readSpokenDuration} from '../durations.js';
import {
	phases,
	type Evidence,
	type Expectation,
	type Phase,
	type Wait,
} from '../model.js';
import type {ForEach} from '../draft.js';
import type {Label} from '../labels.js';
import {onOneLine} from '../markdown.js';
import {isValueName} from '../names.js';
import type {Passage} from '../passage.js';
import {normaliseRole} from '../role.js';
import {
	positionAt,
	sliceOf,
	withoutEnd,
	type Source,
} from '../source.js';

/** Readings of a label's value; undefined means that it is not of its kind, and the label is text. */

/** The source around the code spans of a value: before the first, between them, behind the last. */
type CodeParts = {readonly codes: Passage['codes']; readonly around: readonly string[]};

const readCodes = (source: Source, {codes: all}: Passage, {value}: Label): CodeParts => {
	const codes = all.filter(({from}) => from >= value.from && from < value.to);
	const around: string[] = [];
	let at = value.from;
	for (const {from, to} of codes) {
		around.push(sliceOf(source, {from: at, to: from}));
		at = to;
	}

	return {codes, around: [...around, sliceOf(source, {from: at, to: Math.max(at, value.to)})]};
};

const onlySigns = /^[\s.;]*$/v;

/** One expression in back-ticks, and nothing beside it. */
export const readExpectation = (source: Source, passage: Passage, label: Label): Expectation | undefined => {
	const {codes, around} = readCodes(source, passage, label);
	const [code, ...others] = codes;
	const [before = '', behind = ''] = around;
	if (!code || others.length > 0 || before.trim() !== '' || !onlySigns.test(behind)) {
		return undefined;
	}

	const fence = /^`+ ?/v.exec(sliceOf(source, code))?.[0].length ?? 1;
	const {line, column} = positionAt(source, code.from + fence);
	return {expression: code.text, line, column};
};

const operators = /[!<=>]=|\s[<>]\s|\u{26}{2}|\|\||\sin\s/v;

const member = /^!?[a-z]\w*(?:\(|\[|\.[A-Z_a-z])\S*$/v;

/** True for what could judge something. In a document that was not written for us, words behind "Expect:" are what should be seen. */
export const isJudgement = (expression: string): boolean =>
	member.test(expression) || (operators.test(expression) && !/[\-=]>|<[^\s<>]+>/v.test(expression));

const pathOf = (text: string): string => text.trim().replaceAll('\\', '/');

const separators = /^(?:[\s\u{26},;]|\band\b)*/v;

const ageOf = (text: string): Evidence['age'] | undefined => {
	if (text === '') {
		return 'run';
	}

	return /^any age$/iv.test(text) ? 'any' : readSpokenDuration(/^newer than (?<age>.+)$/iv.exec(text)?.groups?.age ?? '');
};

type Behind = {readonly age: Evidence['age']; readonly name: string | undefined};

/** Between two globs: how old the first may be, and the second's name. */
const readBetween = (text: string): Behind | undefined => {
	const bracketed = /^\((?<age>[^\(\)]*)\)/v.exec(text.trimStart());
	const rest = text.trimStart().slice(bracketed?.[0].length ?? 0).replace(separators, '');
	const age = ageOf(bracketed?.groups?.age?.trim() ?? '');
	const named = /^(?:(?<name>[a-z][0-9_a-z]*)\s*=\s*)?$/v.exec(rest);
	const name = named?.groups?.name;
	return age === undefined || !named || (name !== undefined && !isValueName(name)) ? undefined : {age, name};
};

/** ``soak = `artifacts/soak-<date>.json` (newer than 7d), `log.txt` `` */
export const readEvidence = (source: Source, passage: Passage, label: Label): Evidence[] | undefined => {
	const {codes, around} = readCodes(source, passage, label);
	const between = around.map((text, index) => readBetween(index === codes.length ? withoutEnd(text, ' \t.') : text));
	const found: Evidence[] = [];
	for (const [index, code] of codes.entries()) {
		const before = between[index];
		const behind = between[index + 1];
		const glob = pathOf(code.text).replaceAll(/<[^\s<>]+>/gv, '*');
		if (!before || !behind || glob === '' || (index === 0 && before.age !== 'run')) {
			return undefined;
		}

		found.push({
			name: before.name, glob, line: positionAt(source, code.from).line, age: behind.age,
		});
	}

	return found.length > 0 && between.at(-1)?.name === undefined ? found : undefined;
};

const isGlob = (text: string): boolean => /^[^\-\/:\\~][^:\\]*$/v.test(text) && !text.split('/').includes('..');

/** Paths inside the repository, in back-ticks or bare, separated by commas or spaces. */
export const readGlobs = (source: Source, passage: Passage, label: Label): string[] | undefined => {
	const {codes, around} = readCodes(source, passage, label);
	const apart = codes.length === 0 || around.every(text => withoutEnd(text, '.').replace(separators, '') === '');
	const globs = codes.length === 0 ? sliceOf(source, label.value).split(/[\s,;]+/v) : codes.map(({text}) => pathOf(text));
	return apart && globs.length > 0 && globs.every(glob => isGlob(glob)) ? globs : undefined;
};

const longestList = 50;

/** ``region in `eu, us` `` */
export const readForEach = (source: Source, passage: Passage, label: Label): ForEach | undefined => {
	const {codes, around} = readCodes(source, passage, label);
	const [before = '', ...between] = around;
	const {name = '', bare = ''} = /^(?<name>[a-z][0-9_a-z]*) in(?<bare>(?: .*)?)$/v.exec(onOneLine(before))?.groups ?? {};
	const apart = codes.length === 0 || (bare.trim() === '' && between.every(text => withoutEnd(text, '.').replace(separators, '') === ''));
	const values = (codes.length === 0 ? withoutEnd(bare, ' .') : codes.map(({text}) => text).join(',')).split(',').map(value => value.trim());
	const holds = apart && isValueName(name) && values.length <= longestList && values.every(value => value !== '') && new Set(values).size === values.length;
	return holds ? {name, values, offset: label.value.from} : undefined;
};

const zoned = /^(?<day>\d{4}-\d{2}-\d{2})(?:[ T](?<time>\d{2}:\d{2}(?::\d{2})?) ?(?<zone>Z|UTC|GMT|[+\-]\d{2}:\d{2}))?$/v;

/** A day is its beginning in UTC; a time without its zone is a different one for everybody. */
const readMoment = (text: string): string | undefined => {
	const {day, time = '00:00', zone = 'Z'} = zoned.exec(text.toUpperCase())?.groups ?? {};
	if (day === undefined || Number.isNaN(Date.parse(`${day}T00:00Z`)) || !new Date(`${day}T00:00Z`).toISOString().startsWith(day)) {
		return undefined;
	}

	const at = new Date(`${day}T${time}${/^[+\-]/v.test(zone) ? zone : 'Z'}`);
	return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
};

/** `24h`, `30 minutes`, `until 2026-12-01 09:00 UTC`. */
export const readWait = (text: string): Wait | undefined => {
	const bare = text.replaceAll('`', '').trim();
	const until = /^until (?<moment>.*)$/iv.exec(bare)?.groups?.moment;
	if (until !== undefined) {
		const at = readMoment(until);
		return at === undefined ? undefined : {kind: 'until', at};
	}

	const ms = readSpokenDuration(bare);
	return ms === undefined ? undefined : {kind: 'for', ms};
};

export const readYesNo = (text: string): boolean | undefined => ({yes: true, no: false})[text.toLowerCase()];

export const readPhase = (text: string): Phase | undefined => phases.find(phase => phase === text.toLowerCase());

export type RoleCount = {readonly role: string; readonly count: number};

/** `release manager, director (2)`. */
export const readRoles = (text: string): RoleCount[] | undefined => {
	const roles: RoleCount[] = [];
	for (const part of text.split(',')) {
		const match = /^(?<role>\p{Letter}[\p{Letter}\p{Mark}\p{Number} \-.\/]{0,60}?)(?: ?\((?<count>[1-9])\))?$/v.exec(part.trim());
		if (!match) {
			return undefined;
		}

		roles.push({role: normaliseRole(match.groups?.role ?? ''), count: Number(match.groups?.count ?? 1)});
	}

	return roles;
};

/** One role, without a count. */
export const readRole = (text: string): string | undefined => {
	const [only, ...others] = readRoles(text) ?? [];
	return only && others.length === 0 && !/\(\d\)$/v.test(text) ? only.role : undefined;
};
