/** Where the person is asked something, and everything that can be typed there. */
import {reportDecision} from '../run/decision.js';
import {decide} from '../run/decide.js';
import {isRefusal} from '../run/ruling.js';
import {confirmationText} from '../run/confirmation.js';
import {stateOf} from '../run/gates.js';
import type {Decision} from '../run/intents.js';
import type {WalkAct, WalkView} from '../walk/view.js';
import {choicesFor} from './acts.js';
import {InputEnded} from './asking.js';
import type {Answer, Desk} from './desk.js';
import {sayStep, sayStepAgain, sayWay} from './lines.js';
import {looksAround, looksAtStep} from './looks.js';
import {
	sayConsent,
	sayConsequence,
	sayDecision,
	sayFinished,
	sayFinishing,
} from './reports.js';
import type {Standing} from './standing.js';
import {tell} from './words.js';

export type Place = {readonly lines: readonly string[]; readonly answers: readonly Answer[]};

/** Undefined: nothing is left to ask. */
export function placeOf(desk: Desk): Place | undefined {
	const view = desk.walk.getView();
	const place = placeIn(desk, view);
	return place && {...place, answers: [...place.answers, ...lastAnswers(desk, place.answers)]};
}

function placeIn(desk: Desk, view: WalkView): Place | undefined {
	switch (view.stage) {
		case 'consent': {
			return {lines: sayConsent(view), answers: [listed(['y', 'yes'], 'I have seen them; they may run when their step comes', async () => ({type: 'consent'}))]};
		}

		case 'walking': {
			const planned = desk.cursor === undefined ? undefined : view.plan.byId.get(desk.cursor);
			if (!planned) {
				return {lines: sayDecision(view), answers: [...decisionAnswers(desk, view), ...looksAround(desk)]};
			}

			const isKnown = desk.told?.step.id === planned.step.id;
			const way = isKnown ? [] : sayWay(planned, desk.told, view);
			desk.told = planned;
			const stop = view.background.some(({step}) => step === planned.step.id) ? [listed(['s', 'stop'], 'Stop what runs in the background', async () => ({type: 'stop', step: planned.step.id}))] : [];
			const choices = choicesFor(planned, view).map(({keys, label, prepare}) => listed(keys, label, async () => prepare(desk.ask)));
			return {lines: [...way, '', ...(isKnown ? sayStepAgain(planned, view) : sayStep(planned, view))], answers: [...stop, ...choices, ...looksAtStep(desk, planned), ...looksAround(desk)]};
		}

		case 'finishing': {
			return {lines: sayFinishing(view), answers: finishingAnswers(desk, view)};
		}

		case 'finished': {
			return view.push ? {lines: sayFinished(view), answers: pushAnswers(desk, view.push.remote)} : undefined;
		}
	}
}

function listed(keys: readonly string[], label: string, take: Answer['take'], takesRest = false): Answer {
	return {
		keys, label, isListed: true, take, takesRest,
	};
}

function lastAnswers({write, walk}: Desk, answers: readonly Answer[]): Answer[] {
	const isDone = walk.getView().stage === 'finished';
	const leave: Answer = {
		keys: ['q', 'quit', 'pause'], label: isDone ? 'leave it at that' : 'pause; every answer is kept', isListed: answers.length < few, async take() {
			throw new InputEnded();
		},
	};
	const help: Answer = {
		keys: ['?', 'help'], label: 'all that can be typed here', isListed: false, async take() {
			write(...[...answers, help, leave].map(({keys, label}) => `  ${keys[0] ?? ''}  ${label}`));
			return undefined;
		},
	};
	return [help, leave];
}

/** With less than that on offer, leaving is named too. */
const few = 5;

function decisionAnswers(desk: Desk, view: WalkView): Answer[] {
	const {plan, state} = view;
	const canGo = !isRefusal(decide(plan, state, {
		type: 'decide', decision: 'GO', reasons: [], typedTag: confirmationText(state),
	}, new Date().toISOString()));
	const leaveOutput = listed(['o', 'output'], 'and its number: leave an output out of the record, or take it back in', async rest => leaveOut(desk, rest), true);
	return [
		...(canGo ? [listed(['go'], sayConsequence('GO', view), async () => decideOn(desk, 'GO', []))] : []),
		listed(['no-go', 'nogo'], `${sayConsequence('NO-GO', view)}...`, async () => {
			const issues = await desk.ask.text('What blocks the release? One issue per line.', prefilledIssues(view));
			return issues === undefined ? undefined : decideOn(desk, 'NO-GO', issues.split('\n'));
		}),
		...(reportDecision(plan, state).outputs.length > 0 ? [leaveOutput] : []),
	];
}

async function decideOn({ask, walk}: Desk, decision: Decision, reasons: readonly string[]): Promise<WalkAct | undefined> {
	const typedTag = await ask.tag(walk.getView().state);
	return typedTag === undefined
		? undefined
		: {
			type: 'decide', decision, reasons, typedTag,
		};
}

/** What failed stands as blocking issues, to be kept or written anew. */
function prefilledIssues({plan, state}: Standing): string {
	return reportDecision(plan, state).failed.map(({step}) => {
		const reason = stateOf(state, step.id).answers.at(-1)?.reason ?? '';
		return reason === '' ? step.title : `${step.title}: ${reason}`;
	}).join('\n');
}

async function leaveOut({walk, write}: Desk, rest: string): Promise<WalkAct | undefined> {
	const {plan, state} = walk.getView();
	const known = reportDecision(plan, state).outputs.find(({output}) => String(output) === rest);
	if (!known) {
		write('Say which: o and the number of an output that is listed above.');
		return undefined;
	}

	return {type: 'leave out', output: known.output, leftOut: !known.leftOut};
}

function finishingAnswers({ask}: Desk, {remaining, state}: WalkView): Answer[] {
	const next = remaining.find(({done}) => !done);
	const label = next ? tell(next.label) : 'what is left';
	return [
		listed(['f', 'finish'], `Go on: ${label}`, async () => ({type: 'finish'})),
		...(next?.role === undefined
			? []
			: [listed(['k', 'key'], `Go on with another person's key file: ${label}...`, async () => {
				const key = await ask.needed('Path of the key file: ');
				return key === undefined ? undefined : {type: 'finish', key};
			})]),
		...(state.record
			? []
			: [listed(['b', 'take back'], 'Take the decision back...', async () => {
				const reason = await ask.reason('Why is the decision taken back?');
				return reason === undefined ? undefined : {type: 'take back', reason};
			})]),
	];
}

function pushAnswers({ask, walk}: Desk, remote: string): Answer[] {
	return [listed(['p', 'push'], `Push that to ${tell(remote)}...`, async () => {
		const typedTag = await ask.tag(walk.getView().state);
		return typedTag === undefined ? undefined : {type: 'push', typedTag};
	})];
}
