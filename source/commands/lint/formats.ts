/** How diagnostics are printed: for people, for programs, for GitHub's annotations. */
import {showText} from '../../checklist/escape.js';
import type {Diagnostic} from '../../checklist/model.js';
import {annotation} from '../annotation.js';

export type FileDiagnostics = {readonly file: string; readonly diagnostics: readonly Diagnostic[]};

const counted = (count: number, what: string): string => `${count === 0 ? 'no' : count} ${what}${count === 1 ? '' : 's'}`;

function textOf(files: readonly FileDiagnostics[]): string {
	const all = files.flatMap(({diagnostics}) => diagnostics);
	const errors = all.filter(({severity}) => severity === 'error').length;
	const lines = files.flatMap(({file, diagnostics}) => diagnostics.flatMap(({line, column, severity, message, rule, fix}) => [
		`${showText(file)}:${line}:${column}: ${severity}: ${showText(message)} (${rule})`,
		...(fix === undefined ? [] : [`    ${showText(fix)}`]),
	]));
	return files.length === 0 ? '' : `${[...lines, `${counted(files.length, 'file')}: ${counted(errors, 'error')}, ${counted(all.length - errors, 'warning')}`].join('\n')}\n`;
}

const jsonOf = (files: readonly FileDiagnostics[]): string =>
	`${JSON.stringify(files.flatMap(({file, diagnostics}) => diagnostics.map(diagnostic => ({file, ...diagnostic}))), undefined, 2)}\n`;

const githubOf = (files: readonly FileDiagnostics[]): string => files.flatMap(({file, diagnostics}) => diagnostics.map(({severity, rule, message, fix, line, column}) => {
	const said = annotation(severity, {
		file, line, col: column, title: rule,
	}, showText(fix === undefined ? message : `${message} ${fix}`));
	return `${said}\n`;
})).join('');

export const formats = {text: textOf, json: jsonOf, github: githubOf} as const;

export const isFormat = (name: string): name is keyof typeof formats => Object.hasOwn(formats, name);
