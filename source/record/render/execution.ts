/** How a command ended and what was found. */
import type {Attempt, Observation, StatementReport} from '../../run/events.js';
import type {Execution} from '../../run/state.js';
import type {Line} from './fill-places.js';
import type {Dialect} from './markdown.js';
import {describeFile} from './evidence.js';
import {
	count,
	describeDuration,
	describeTime,
	sentence,
} from './words.js';

/** `exit 1 · 0.3 s · output 4` */
export function describeExecution({finished, output}: Execution, dialect: Dialect): string {
	return sentence(
		finished ? describeEnding(finished, dialect) : 'not finished',
		finished && describeDuration(finished.ms),
		finished?.private && 'output kept private',
		`output ${output}`,
	);
}

function describeEnding({ending, exit, signal, statements}: Observation, dialect: Dialect): string {
	switch (ending) {
		case 'exited':
		case 'terminal': {
			return exit === null ? 'no exit status' : `exit ${exit}`;
		}

		case 'signalled': {
			return `ended by ${dialect.say(signal ?? 'a signal')}`;
		}

		case 'timed out': {
			return 'timed out';
		}

		case 'stopped': {
			return 'stopped';
		}

		case 'not started': {
			return statements.length === 0 ? 'judged without a command' : 'not started';
		}
	}
}

/** Statements that did not pass, expectations with their values, and what was saved. */
export function describeFindings({finished}: Execution, dialect: Dialect): Line[] {
	if (!finished) {
		return [];
	}

	const {
		statements, expectations, saved, attempts = [], evidence = [],
	} = finished;
	return [
		...statements.filter(({verdict}) => verdict !== 'passed').map(statement => ({text: describeStatement(statement, dialect)})),
		...expectations.map(({expression, ok, why}) => ({
			text: `expectation ${dialect.code(expression)} ${ok ? 'held' : dialect.strong('did not hold')}${why === '' ? '' : `: ${dialect.say(why)}`}`,
		})),
		...tellAttempts(attempts, dialect),
		...evidence.flatMap(({name, files}) => files.map(file => ({text: describeFile(file, name, dialect)}))),
		...(saved ? [{text: `saved ${dialect.code(saved.name)}: ${dialect.say(saved.value)}`}] : []),
	];
}

/** How many there were, and those that did not pass. */
function tellAttempts(attempts: readonly Attempt[], dialect: Dialect): Line[] {
	if (attempts.length === 0) {
		return [];
	}

	const failed = attempts.entries().filter(([, {ok}]) => !ok).toArray();
	return [
		{text: `${attempts.length - failed.length} of ${count(attempts.length, 'attempt')} passed`},
		...failed.slice(0, mostFailed).map(([index, {at, ms, exit, why}]) => ({
			text: sentence(`attempt ${index + 1} ${dialect.strong('did not pass')}`, exit !== null && `exit ${exit}`, describeDuration(ms), dialect.say(why), describeTime(at)),
		})),
		...(failed.length > mostFailed ? [{text: `and ${failed.length - mostFailed} more that did not`}] : []),
	];
}

const mostFailed = 10;

function describeStatement({line, text, status, ms, verdict, why}: StatementReport, dialect: Dialect): string {
	return sentence(
		`line ${line}: ${dialect.code(text)} ${verdict === 'not reached' ? verdict : dialect.strong(verdict)}`,
		status !== null && `exit ${status}`,
		verdict !== 'not reached' && describeDuration(ms),
		why !== undefined && dialect.say(why),
	);
}
