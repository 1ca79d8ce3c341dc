/** `--set` on coming back to a run: a corrected value wins over the one that the run has. */
import {showText} from '../../checklist/escape.js';
import type {Walk} from '../../walk/view.js';
import {UserError} from '../exit.js';
import {readPairs, requireFitting} from '../inputs.js';

/** Ends the program where one cannot be taken: to go on as if it counted would be a lie. */
export async function correctInputs(walk: Walk, set: readonly string[]): Promise<void> {
	const given = readPairs(set);
	requireFitting(walk.getView().plan.checklist.settings.inputs, given);
	for (const [name, value] of given) {
		const {values} = walk.getView().state;
		if (values.get(name) !== value && !await walk.act({type: 'correct', name, value})) {
			throw new UserError(`--set ${showText(name)}=…: ${showText(walk.getView().message?.text ?? '')} Leave it out to go on.`);
		}
	}
}
