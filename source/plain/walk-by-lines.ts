/** The walk by typed lines: the same questions, offers and rules as on the screen. */
import {findWhyNotOffered} from '../run/offers.js';
import {describeEnding, type Ending} from '../walk/ending.js';
import type {Walk} from '../walk/view.js';
import {
	InputEnded,
	openAsking,
	type LineTerminal,
} from './asking.js';
import {
	awaitCommand,
	followAnswer,
	openDesk,
	type Answer,
	type Desk,
} from './desk.js';
import {narrate} from './narrate.js';
import {placeOf} from './places.js';
import {sayLeaving} from './reports.js';
import {quote, tell} from './words.js';

/** `finished`: GO, recorded and tagged; `no-go`: recorded without a tag. */
export type WalkEnd = 'paused' | 'finished' | 'no-go';

/** `ending`: what ends the walk from outside. A command that the walk waits for is not waited for then. */
export async function walkByLines({walk, terminal, ending}: {walk: Walk; terminal: LineTerminal; ending?: Promise<Ending>}): Promise<WalkEnd> {
	const stopTelling = narrate(walk, terminal.write);
	const desk = openDesk({walk, terminal, ask: openAsking(terminal)});
	try {
		const left = await Promise.race([walkOn(desk, terminal), ...(ending ? [ending] : [])]);
		if (left !== undefined) {
			await pause(walk, describeEnding(left));
		}
	} catch (error) {
		if (!(error instanceof InputEnded)) {
			throw error;
		}

		await pause(walk, 'the person left');
	} finally {
		stopTelling();
	}

	const view = walk.getView();
	desk.write(...sayLeaving(view));
	if (view.stage !== 'finished') {
		return 'paused';
	}

	return view.state.decision?.decision === 'GO' ? 'finished' : 'no-go';
}

async function pause(walk: Walk, why: string): Promise<void> {
	// A closed run is not paused: there only the push was left.
	if (walk.getView().stage !== 'finished') {
		await walk.act({type: 'pause', why});
	}
}

async function walkOn(desk: Desk, terminal: LineTerminal): Promise<void> {
	for (;;) {
		await awaitCommand(desk.walk, terminal);
		const place = placeOf(desk);
		if (!place) {
			return;
		}

		if (desk.isFresh) {
			desk.isFresh = false;
			desk.write(...place.lines, ...place.answers.filter(({isListed}) => isListed).map(({keys, label}) => `  ${keys[0] ?? ''}  ${label}`));
		}

		const typed = await desk.ask.line('Answer (? for all of them): ');
		await take(desk, place.answers, typed);
	}
}

async function take(desk: Desk, answers: readonly Answer[], typed: string): Promise<void> {
	if (typed === '') {
		desk.write('Nothing was answered. ? lists what can be typed.');
		return;
	}

	const found = findAnswer(answers, typed);
	if (!found) {
		const {plan, state} = desk.walk.getView();
		const why = desk.cursor === undefined ? undefined : findWhyNotOffered(plan, state, desk.cursor, typed);
		desk.write(`${quote(typed)} is no answer here, and nothing was done. ${why === undefined ? '' : `${tell(why)} `}? lists what can be typed.`);
		return;
	}

	const act = await found.answer.take(found.rest);
	if (!act) {
		return;
	}

	const before = desk.walk.getView();
	const isTaken = await desk.perform(act);
	if (isTaken || desk.walk.getView().stage !== before.stage) {
		followAnswer(desk, before.state);
	}
}

/** Keys as they are written, words in any case; `/` takes what follows it. */
function findAnswer(answers: readonly Answer[], typed: string): {answer: Answer; rest: string} | undefined {
	const whole = answers.find(({keys}) => keys.includes(typed)) ?? answers.find(({keys}) => keys.some(key => key.length > 1 && key === typed.toLowerCase()));
	if (whole) {
		return {answer: whole, rest: ''};
	}

	const begun = answers.find(({takesRest, keys}) => takesRest && keys.some(key => typed.startsWith(key === '/' ? key : `${key} `)));
	return begun && {answer: begun, rest: typed.replace(/^(?:\/|\S+\s)/v, '').trim()};
}
