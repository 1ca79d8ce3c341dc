/** The walk: the gate's steps, and the question about the one under the cursor. */
import {findNext, openCondition, stateOf} from '../../run/gates.js';
import type {Offer} from '../../run/intents.js';
import type {PlannedStep} from '../../run/plan.js';
import {
	gateOf,
	obstacleOf,
	offersOf,
	openChecks,
	routeOf,
} from '../facts.js';
import {emptyLine, paragraph, span} from '../lines.js';
import type {
	Asking,
	Choice,
	Outcome,
	Scene,
	Sight,
} from '../picture.js';
import {sayCount, sayMoment} from '../words.js';
import {drawPane} from './pane.js';

export function seeStep(scene: Scene): Sight {
	const {view: {plan}, screen: {cursor}} = scene;
	const planned = plan.byId.get(cursor);
	return planned
		? {
			place: 'step', asking: askAbout(planned, scene), hints: hintsOf(planned, scene),
			body: room => drawPane(planned, scene, room),
		}
		: {
			place: 'step', hints: everywhere, asking: {
				lines: [[span(' This checklist asks nothing.')]], choices: [decideChoice], about: 'nothing', caret: undefined,
			},
			body: ({height}) => ({lines: Array.from({length: height}, () => emptyLine), extent: undefined}),
		};
}

const everywhere = [['d', 'decide'], ['g', 'gates'], ['t', 'what is left'], ['?', 'keys'], ['q', 'pause']] as const;

const decideChoice: Choice = {
	key: 'decide', label: 'Go to the decision', hint: 'd', value: {to: 'screen', action: {type: 'open', view: {kind: 'decision'}}},
};

/** What choosing an offer comes to. */
export function takeOffer(offer: Offer, step: string): Outcome {
	return offer.act === 'sign'
		? {to: 'screen', action: {type: 'open', view: {kind: 'sign', step}}}
		: {
			to: 'request', subject: {
				type: 'offer', act: offer.act, asks: offer.asks, label: offer.label, step, ...(offer.answer !== undefined && {answer: offer.answer}),
			},
		};
}

function askAbout(planned: PlannedStep, scene: Scene): Asking {
	const {view: {live}, width} = scene;
	const {step} = planned;
	const context = step.context.length > 0 ? [` ${step.context.join(' › ')}`] : [];
	return {
		lines: [...context, ` ${questionAbout(planned, scene)}`].flatMap(text => paragraph(text.trim(), Math.max(20, width - 1), {indent: ' '})).slice(0, 4),
		choices: live?.step === step.id ? runningChoices(scene) : choicesFor(planned, scene),
		about: step.id,
		caret: undefined,
	};
}

function questionAbout(planned: PlannedStep, {view: {plan, state, live}}: Scene): string {
	const {step} = planned;
	if (live?.step === step.id) {
		return live.stopping ? 'It is being stopped.' : 'It is running.';
	}

	const {status, awaiting, answers} = stateOf(state, step.id);
	const condition = openCondition(planned, state);
	if (condition) {
		const base = planned.conditions.find(({id}) => id === condition.oppositeOf) ?? condition;
		return `${base.text} Does this apply?`;
	}

	const obstacle = obstacleOf(planned, plan, state);
	if (obstacle !== undefined && status === 'open') {
		return 'It cannot be answered yet.';
	}

	const last = answers.at(-1);
	switch (status) {
		case 'passed':
		case 'set-aside':
		case 'waived': {
			return `${status === 'set-aside' ? 'Set aside' : (status === 'waived' ? 'Waived' : 'Passed')}${last ? `, ${last.mark.by.name}, ${sayMoment(last.mark.at)}` : ''}.`;
		}

		case 'failed': {
			return 'It has failed. What now?';
		}

		case 'interrupted': {
			return 'It was interrupted, and nobody knows how it ended. What now?';
		}

		case 'stale': {
			return 'It passed, and what it was about has changed since. What now?';
		}

		case 'running':
		case 'open': {
			return awaiting ? 'The command ended with exit 0. Is this what was expected?' : openQuestion(planned);
		}
	}
}

function openQuestion({step}: PlannedStep): string {
	switch (step.kind) {
		case 'confirm':
		case 'group': {
			return `${step.title}${/[!.?]$/v.test(step.title) ? '' : '.'} Is that so?`;
		}

		case 'check': {
			return 'A machine decides this one. Run it?';
		}

		case 'action': {
			return 'Run the command, or do it by hand?';
		}

		case 'value': {
			return `${step.value?.label ?? step.title}: what is it?`;
		}

		case 'choice': {
			return `${step.title}: which is it?`;
		}

		case 'signature': {
			return `Signed as ${step.signature?.role ?? 'release manager'}?`;
		}

		case 'evidence': {
			return 'Evidence is recorded from its files.';
		}

		case 'wait': {
			return 'Time decides this one.';
		}
	}
}

function runningChoices({view: {live}}: Scene): Choice[] {
	return live?.stopping
		? []
		: [{
			key: 'stop', label: 'Stop it', hint: 's', value: {to: 'walk', act: {type: 'stop'}},
		}];
}

function choicesFor(planned: PlannedStep, {view: {plan, state}}: Scene): Choice[] {
	const {step} = planned;
	const {executions} = stateOf(state, step.id);
	const offers: Choice[] = offersOf(plan, state, step.id).map(offer => ({
		key: `${offer.act} ${offer.answer ?? ''}`, label: offer.label, hint: offer.key ?? '', value: takeOffer(offer, step.id),
	}));
	const last = executions.at(-1);
	const output: Choice[] = last
		? [{
			key: 'output', label: 'Show output', hint: 'o', value: {to: 'log', step: step.id, output: last.output},
		}]
		: [];
	const isAllSettled = findNext(routeOf(plan).walked, state) === undefined;
	const [first, ...others] = offers;
	return [...(isAllSettled ? [decideChoice] : []), ...(first ? [first] : []), ...gateChecks(planned, plan, state), ...output, ...others];
}

function gateChecks(planned: PlannedStep, plan: Scene['view']['plan'], state: Scene['view']['state']): Choice[] {
	const gate = gateOf(plan, planned);
	if (!gate || planned.step.kind !== 'check' || offersOf(plan, state, planned.step.id).every(({act}) => act !== 'run')) {
		return [];
	}

	const count = openChecks(gate, plan, state).length;
	return count < 2
		? []
		: [{
			key: 'run checks', label: `Run the ${sayCount(count, 'check')} of this gate one after the other`, hint: 'R', value: {to: 'walk', act: {type: 'run checks', gate: gate.section.id}},
		}];
}

const shortWords: Readonly<Record<string, string>> = {
	y: 'yes', n: 'no', x: 'not applicable', l: 'later', c: 'comment', w: 'waive', u: 'reopen', r: 'run', e: 'edit', h: 'by hand',
};

function hintsOf({step}: PlannedStep, {view: {plan, state, live}}: Scene): Array<readonly [string, string]> {
	const hasOutput = live?.step === step.id || stateOf(state, step.id).executions.length > 0;
	return [
		...(live ? [['s', 'stop'] as const] : []),
		...(live?.step === step.id ? [] : offersOf(plan, state, step.id).flatMap(({key}) => key === undefined ? [] : [[key, shortWords[key] ?? key] as const])),
		...(step.kind === 'confirm' ? [['a', 'all together'] as const] : []),
		...(step.commands.length > 0 ? [['p', 'copy'] as const] : []),
		...(hasOutput ? [['o', 'output'] as const] : []),
		['g', 'gates'],
		['t', 'what is left'],
		['?', 'keys'],
		['q', 'pause'],
	];
}

