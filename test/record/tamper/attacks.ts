/** All attacks on the forge's release, by the numbers of the table. */
import type {Attack} from '../forge-attack.js';
import {onCommits} from './on-commits.js';
import {onFiles} from './on-files.js';
import {onGates} from './on-gates.js';
import {onJournal} from './on-journal.js';
import {onStatements} from './on-statements.js';

export const attacks: Readonly<Record<string, Attack>> = {
	...onCommits, ...onFiles, ...onGates, ...onJournal, ...onStatements,
};
