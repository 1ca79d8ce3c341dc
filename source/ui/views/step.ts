/** The walk: the gate's steps, and the question about the one under the cursor. */
import {isOutside} from '../../checklist/globs.js';
import type {Step} from '../../checklist/model.js';
import {
	nameMechanism,
	openCondition,
	stateOf,
	wasOnlyShown,
} from '../../run/standing.js';
import {findWhyNotOffered} from '../../run/offers.js';
import type {PlannedStep} from '../../run/plan.js';
import type {Answer, RunState, StepStatus} from '../../run/state.js';
import {liveOf, obstacleOf, offersOf} from '../facts.js';
import {
	cutTo,
	emptyLine,
	paragraph,
	span,
} from '../lines.js';
import type {Asking, Scene, Sight} from '../picture.js';
import {sayDuration, sayMoment} from '../words.js';
import {drawPane} from './pane.js';
import {choicesFor, decideChoice, runningChoices} from './step-choices.js';
import {remainsOf} from './terms.js';

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

function askAbout(planned: PlannedStep, scene: Scene): Asking {
	const {width} = scene;
	const {step} = planned;
	const live = liveOf(scene.view, step.id);
	const wrapped = (text: string, most: number) => cutTo(paragraph(text.trim(), Math.max(20, width - 1), {indent: ' '}), most, width);
	const context = step.context.length > 0 ? wrapped(step.context.join(' › '), 2) : [];
	return {
		lines: [...context, ...wrapped(questionAbout(planned, scene), 4 - context.length)],
		choices: live ? [...runningChoices(live), ...(scene.view.background.includes(live) ? choicesFor(planned, scene) : [])] : choicesFor(planned, scene),
		about: step.id,
		caret: undefined,
	};
}

function questionAbout(planned: PlannedStep, scene: Scene): string {
	const {plan, state, background} = scene.view;
	const {step} = planned;
	const live = liveOf(scene.view, step.id);
	if (live) {
		const how = background.includes(live) ? 'It is running in the background; the walk goes on beside it.' : 'It is running.';
		return live.stopping ? 'It is being stopped.' : how;
	}

	const {
		status, awaiting, answers, executions,
	} = stateOf(state, step.id);
	const condition = openCondition(planned, state);
	if (condition?.expression !== undefined) {
		return 'A rule says whether this applies, and Holdpoint cannot tell yet.';
	}

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
			return `${sayStanding(step, status, state)}${last ? `${sayAnswerer(last)}, ${sayMoment(last.mark.at)}` : ''}.`;
		}

		case 'failed': {
			return step.signature ? 'It was rejected, and the gate is held until that is withdrawn. What now?' : 'It has failed. What now?';
		}

		case 'interrupted': {
			return executions.at(-1)?.finished ? 'It was stopped before its end. What now?' : 'It was interrupted, and nobody knows how it ended. What now?';
		}

		case 'stale': {
			return step.signature ? `What was signed has changed since. ${askToSign(planned, scene)}` : 'It passed, and what it was about has changed since. What now?';
		}

		case 'running':
		case 'open': {
			return awaiting ? 'The command ended with exit 0. Is this what was expected?' : openQuestion(planned, scene);
		}
	}
}

function sayStanding(step: Step, status: StepStatus, state: RunState): string {
	if (wasOnlyShown(step, status, state)) {
		return 'Shown, not run';
	}

	return status === 'set-aside' ? 'Set aside' : (status === 'waived' ? 'Waived' : 'Passed');
}

function sayAnswerer(answer: Answer): string {
	const mechanism = nameMechanism(answer);
	return mechanism === undefined ? `, ${answer.mark.by.name}` : ` by ${mechanism}`;
}

/** What a title announces by a colon stands below it; one of an enumeration stands alone here. */
function closeSentence(title: string): string {
	if (title.endsWith(':')) {
		return `${title} …`;
	}

	return /[!.?…]$/v.test(title) ? title : `${title.replace(/[,;]$/v, '')}.`;
}

function openQuestion(planned: PlannedStep, scene: Scene): string {
	const {step} = planned;
	switch (step.kind) {
		case 'confirm':
		case 'group': {
			return `${closeSentence(step.title)} Is that so?`;
		}

		case 'check': {
			return 'A machine decides this one. Run it?';
		}

		case 'action': {
			return scene.view.state.started?.rehearsal ? 'A rehearsal shows the command and does not run it. Is it what would run?' : 'Run the command, or do it by hand?';
		}

		case 'value': {
			return `${step.value?.label ?? step.title}: what is it?`;
		}

		case 'choice': {
			return `${step.title}: which is it?`;
		}

		case 'signature': {
			return askToSign(planned, scene);
		}

		case 'evidence': {
			return step.evidence.some(({glob}) => isOutside(glob))
				? 'It lies outside of the repository: which files are it, or who has seen it?'
				: 'Are the files there? They are looked for, and recorded by their digests.';
		}

		case 'wait': {
			const remains = remainsOf(planned, scene);
			if (remains === 0) {
				return 'Its time is over: it passes when what comes before it has passed.';
			}

			return remains === undefined ? 'Time decides this one, and it has not begun to count.' : `Time decides this one: ${sayDuration(remains)} left.`;
		}
	}
}

function askToSign({step: {id, signature}}: PlannedStep, {view: {plan, state}}: Scene): string {
	const why = findWhyNotOffered(plan, state, id, 'y');
	return why === undefined ? `Signed as ${signature?.role ?? 'release manager'}?` : `It cannot be signed yet: ${why}`;
}

const shortWords: Readonly<Record<string, string>> = {
	y: 'yes', n: 'no', x: 'not applicable', l: 'later', c: 'comment', w: 'waive', u: 'reopen', r: 'run', e: 'edit', h: 'by hand',
};

function hintsOf({step}: PlannedStep, {view}: Scene): Array<readonly [string, string]> {
	const {plan, state} = view;
	const live = liveOf(view, step.id);
	const hasOutput = live !== undefined || stateOf(state, step.id).executions.length > 0;
	return [
		...(live ?? view.live ? [['s', 'stop'] as const] : []),
		...(live ? [] : offersOf(plan, state, step.id).flatMap(({key, act}) => key === undefined ? [] : [[key, act === 'carry over' ? act : shortWords[key] ?? key] as const])),
		...(step.kind === 'confirm' ? [['a', 'all together'] as const] : []),
		...(step.commands.length > 0 ? [['p', 'copy'] as const] : []),
		...(hasOutput ? [['o', 'output'] as const] : []),
		['g', 'gates'],
		['t', 'what is left'],
		['?', 'keys'],
		['q', 'pause'],
	];
}

