/** A step's commands edited before they run. */
import {readWays, writeWays, type Ways} from '../checklist/command-ways.js';
import type {Command} from '../checklist/command.js';
import type {PlannedStep} from '../run/plan.js';
import type {WalkAct, WalkView} from '../walk/view.js';
import type {Ask} from './asking.js';
import {tell} from './words.js';

/** Asks for what stands for the placeholders, then for each command as it will run; undefined: one was not given. */
export async function askCommands({step}: PlannedStep, {plan, lastTime}: Pick<WalkView, 'plan' | 'lastTime'>, ask: Ask): Promise<Pick<Extract<WalkAct, {type: 'run'}>, 'edited' | 'filled' | 'ways'> | undefined> {
	const filled = new Map<string, string>();
	const asked = step.commands.flatMap(({mode, placeholders}) => mode === 'manual' ? [] : placeholders);
	for (const placeholder of new Set(asked)) {
		const value = await ask.value(`What stands for ${tell(placeholder)}?`, lastTime?.values.get(placeholder) ?? '');
		if (value === undefined) {
			return undefined;
		}

		filled.set(placeholder, value);
	}

	const edited = new Map<number, string>();
	for (const [index, {mode, text}] of step.commands.entries()) {
		if (mode === 'manual') {
			continue;
		}

		let proposed = text;
		for (const [placeholder, value] of filled) {
			proposed = proposed.replaceAll(placeholder, () => value);
		}

		const given = await ask.text('The command as it will run:', proposed);
		if (given === undefined) {
			return undefined;
		}

		edited.set(index, given);
	}

	const ways = step.kind === 'action' && !plan.checklist.settings.own ? await askWays(step.commands, ask) : undefined;
	return ways === 'none' ? undefined : {edited, filled, ...(ways && {ways})};
}

async function askWays(commands: readonly Command[], ask: Ask): Promise<Ways | 'none'> {
	const first = commands.find(({mode}) => mode !== 'manual');
	const written = first ? writeWays(first) : '';
	const typed = await ask.line(`Where and how? cwd=PATH, tty, background${written === '' ? ', or nothing' : ` (Enter: ${tell(written)})`}: `);
	const ways = readWays(typed === '' ? written : typed);
	if (typeof ways === 'string') {
		ask.say(`${tell(ways)} Nothing was done.`);
		return 'none';
	}

	return ways;
}
