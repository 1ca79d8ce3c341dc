/** What the parts of watching share. */
import type MagicString from 'magic-string';
import type {Statement} from 'unbash';
import type {Points} from './points.js';

export type Watch = {
	readonly script: MagicString;
	readonly points: Points;
	/** Names of functions that are asked questions; undefined: any may be. */
	readonly asked: ReadonlySet<string> | undefined;
	/** Watches the statements of a list below the top. */
	readonly list: (statements: readonly Statement[], place: Place) => void;
};

/** What surrounds a statement. */
export type Place = {
	/** The status is an answer: bash ignores `set -e` here. */
	readonly asked: boolean;
	/** Within a substitution, whose pipelines answer by their last stage as in bash. */
	readonly inside: boolean;
	/** What follows the last statement of this list does not see its status. */
	readonly loop: boolean;
};
