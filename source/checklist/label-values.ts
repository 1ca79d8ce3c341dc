import {
	type Evidence,
	type Expectation,
	type Phase,
	phases,
} from './model.js';
import type {Label} from './labels.js';
import type {Passage} from './passage.js';
import {positionAt, sliceOf, type Source} from './source.js';

/** Readings of a label's value; undefined means that it is not of its kind, and the label is text. */

export const readExpectation = (source: Source, passage: Passage, {value}: Label): Expectation | undefined => {
	const codes = passage.codes.filter(code => code.from >= value.from && code.from < value.to);
	const [code] = codes;
	if (!code || codes.length > 1 || sliceOf(source, {from: value.from, to: code.from}).trim() !== '' || !/^[\s.;]*$/v.test(sliceOf(source, {from: code.to, to: Math.max(code.to, value.to)}))) {
		return undefined;
	}

	const fence = /^`+ ?/v.exec(sliceOf(source, code))?.[0].length ?? 1;
	const {line, column} = positionAt(source, code.from + fence);
	return {expression: code.text, line, column};
};

const between = /^(?:[\s\u{26},;]|\band\b|\(any age\)|\(newer than \d+[a-z]\))*(?:(?<name>[a-z][0-9_a-z]*)\s*=\s*)?$/v;

export const readEvidence = (source: Source, passage: Passage, {value}: Label): Evidence[] | undefined => {
	const found: Evidence[] = [];
	let at = value.from;
	const codes = passage.codes.filter(({from}) => from >= value.from && from < value.to);
	for (const code of codes) {
		const lead = between.exec(sliceOf(source, {from: at, to: code.from}));
		if (!lead) {
			return undefined;
		}

		const glob = code.text.trim().replaceAll('\\', '/').replaceAll(/<[^\s<>]+>/gv, '*');
		found.push({
			name: lead.groups?.name, glob, line: positionAt(source, code.from).line, age: 'run',
		});
		at = code.to;
	}

	return found.length > 0 && between.test(sliceOf(source, {from: at, to: Math.max(at, value.to)}).replace(/\.$/v, '')) ? found : undefined;
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

		roles.push({role: (match.groups?.role ?? '').toLowerCase(), count: Number(match.groups?.count ?? 1)});
	}

	return roles;
};
