/** Substitutions whose status bash throws away report it themselves. Pure. */
import type {SyntaxNode} from 'unbash';
import {
	isElsewhere,
	onlyOneMeansNo,
	substitutionsOf,
	type Substitution,
} from '../shell/syntax.js';
import type {Watch} from './place.js';

/** All but the one whose status becomes the statement's: the last of a statement that only assigns. */
export const swallowed = (found: readonly Substitution[], within: 'assignment' | 'words'): readonly Substitution[] =>
	within === 'words' ? found : found.slice(0, -1);

/** Runs in a shell of its own, which can say how it ended; `${ …; }` does not. */
export const isSeparate = ({text, script}: Substitution): boolean => script !== undefined && !isElsewhere(script) && /^(?:`|[$<>]\()/v.test(text);

export function watchSubstitutions(watch: Watch, node: SyntaxNode, within: 'assignment' | 'words'): void {
	const found = substitutionsOf(node);
	const unheard = swallowed(found, within);
	for (const substitution of found) {
		if (isSeparate(substitution)) {
			watchSubstitution(watch, substitution, unheard.includes(substitution));
		}
	}
}

function watchSubstitution(watch: Watch, substitution: Substitution, unheard: boolean): void {
	const statements = substitution.script?.commands ?? [];
	const [first] = statements;
	if (!first) {
		return;
	}

	if (unheard) {
		const id = watch.points.add('substitution', substitution);
		const {command} = first;
		// `$(<file)` is a form of its own, which must stay alone: `cat` does the same.
		const reads = statements.length === 1 && command.type === 'Command' && !command.name && command.prefix.every(({type}) => type === 'Redirect');
		watch.script.appendRight(first.pos, `__hp_t ${id} ${onlyOneMeansNo(statements.at(-1)) ? 1 : 0}; ${reads ? 'cat ' : ''}`);
	}

	watch.list(statements, {asked: false, inside: true, loop: false});
}
