/** How a command ended and what was found. */
import type {Observation, StatementReport} from '../run/events.js';
import type {Execution} from '../run/state.js';
import type {Line} from './fill-places.js';
import type {Dialect} from './markdown.js';
import {describeDuration, sentence} from './render-words.js';

/** `exit 1 · 0.3 s · output 4` */
export function describeExecution({finished, output}: Execution, dialect: Dialect): string {
	return sentence(
		finished ? describeEnding(finished, dialect) : 'not finished',
		finished && describeDuration(finished.ms),
		finished?.private && 'output kept private',
		`output ${output}`,
	);
}

function describeEnding({ending, exit, signal}: Observation, dialect: Dialect): string {
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
			return 'not started';
		}
	}
}

/** Statements that did not pass, expectations with their values, and what was saved. */
export function describeFindings({finished}: Execution, dialect: Dialect): Line[] {
	if (!finished) {
		return [];
	}

	const {statements, expectations, saved} = finished;
	return [
		...statements.filter(({verdict}) => verdict !== 'passed').map(statement => ({text: describeStatement(statement, dialect)})),
		...expectations.map(({expression, ok, why}) => ({
			text: `expectation ${dialect.code(expression)} ${ok ? 'held' : dialect.strong('did not hold')}${why === '' ? '' : `: ${dialect.say(why)}`}`,
		})),
		...(saved ? [{text: `saved ${dialect.code(saved.name)}: ${dialect.say(saved.value)}`}] : []),
	];
}

function describeStatement({line, text, status, ms, verdict, why}: StatementReport, dialect: Dialect): string {
	return sentence(
		`line ${line}: ${dialect.code(text)} ${verdict === 'not reached' ? verdict : dialect.strong(verdict)}`,
		status !== null && `exit ${status}`,
		verdict !== 'not reached' && describeDuration(ms),
		why !== undefined && dialect.say(why),
	);
}
