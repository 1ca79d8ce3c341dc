/** What is within a command: its words' substitutions, and its own lists. Pure. */
import type {Command, CommandNode, CompoundList} from 'unbash';
import {wordsOf} from '../shell/syntax.js';
import type {Place, Watch} from './place.js';
import {watchSubstitutions} from './words.js';

export function watchCommandWords(watch: Watch, command: Command): void {
	// The author's own EXIT trap must not take the place of ours, nor an ERR trap end the block as if all were well.
	const words = wordsOf(command);
	if (words[0] === 'trap' && command.name && words.slice(2).some(word => word === undefined || /^(?:sig)?exit$|^0$|^err$/iv.test(word))) {
		watch.script.appendRight(command.name.pos, '__hp_');
	}

	watchSubstitutions(watch, command, command.name === undefined ? 'assignment' : 'words');
}

export function watchInner(watch: Watch, node: CommandNode, place: Place): void {
	if (node.type === 'Command') {
		watchCommandWords(watch, node);
		return;
	}

	const list = (part: CompoundList, changed: Partial<Place> = {}): void => {
		watch.list(part.commands, {...place, ...changed});
	};

	watchSubstitutions(watch, node, 'words');
	switch (node.type) {
		case 'If': {
			list(node.clause, {asked: true, loop: false});
			list(node.then);
			for (const branch of node.elif) {
				list(branch.clause, {asked: true, loop: false});
				list(branch.then);
			}

			if (node.else) {
				list(node.else);
			}

			break;
		}

		case 'While': {
			list(node.clause, {asked: true, loop: false});
			list(node.body, {loop: true});
			break;
		}

		case 'For':
		case 'ArithmeticFor':
		case 'Select': {
			list(node.body, {loop: true});
			break;
		}

		case 'Case': {
			for (const item of node.items) {
				watchSubstitutions(watch, item, 'words');
				list(item.body);
			}

			break;
		}

		case 'Subshell':
		case 'BraceGroup': {
			list(node.body);
			break;
		}

		case 'Redirected': {
			watchInner(watch, node.command, place);
			break;
		}

		case 'Function': {
			watchBody(watch, node.body, {asked: watch.asked === undefined || watch.asked.has(node.name.value), inside: false, loop: false});
			break;
		}

		case 'Coproc': {
			watchBody(watch, node.body, {...place, asked: false});
			break;
		}

		case 'TestCommand':
		case 'ArithmeticCommand': {
			break;
		}
	}
}

function watchBody(watch: Watch, body: CommandNode | CompoundList, place: Place): void {
	if (body.type === 'CompoundList') {
		watch.list(body.commands, place);
	} else {
		watchInner(watch, body, place);
	}
}
