/** All of them. */
import type {Case} from './case.js';
import {background} from './background.js';
import {ending} from './ending.js';
import {missing} from './missing.js';
import {pipelines} from './pipelines.js';
import {processes} from './processes.js';
import {questions} from './questions.js';
import {reading} from './reading.js';
import {statements} from './statements.js';
import {substitutions} from './substitutions.js';
import {surroundings} from './surroundings.js';
import {within} from './within.js';

export const blocks: ReadonlyMap<string, readonly Case[]> = new Map(Object.entries({
	statements,
	pipelines,
	questions,
	within,
	substitutions,
	missing,
	ending,
	background,
	surroundings,
	reading,
	processes,
}));
