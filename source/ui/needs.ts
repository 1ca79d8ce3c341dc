/** What has to be asked of the person before an act can be handed to the walk. */
import {writeWays} from '../checklist/command-ways.js';
import {confirmationText} from '../run/confirmation.js';
import {reportDecision} from '../run/decision.js';
import {stateOf} from '../run/gates.js';
import {listInputs} from '../run/values/input-values.js';
import type {Act, Decision, Offer} from '../run/intents.js';
import type {PlannedStep} from '../run/plan.js';
import {initialsOf, isWitnessed} from '../run/witness.js';
import type {WalkView} from '../walk/view.js';

/** What it is all for. */
export type Subject =
	| {readonly type: 'offer'; readonly act: Act; readonly asks: Offer['asks']; readonly label: string; readonly step: string; readonly answer?: string; readonly witness?: boolean}
	| {readonly type: 'together'; readonly steps: readonly string[]}
	| {readonly type: 'sign'; readonly step: string; readonly decision: 'approve' | 'reject'; readonly otherKey: boolean}
	| {readonly type: 'decide'; readonly decision: Decision}
	| {readonly type: 'finish' | 'push' | 'take back' | 'correct'};

export type Need = {
	readonly kind: 'reason' | 'note' | 'value' | 'tag' | 'key' | 'issues' | 'placeholder' | 'command' | 'initials' | 'witness' | 'files' | 'ways';
	readonly ask: string;
	readonly initial: string;
	/** Takes several lines. */
	readonly lines: boolean;
	/** The sentence that refuses an empty answer; undefined: it may stay empty. */
	readonly empty: string | undefined;
	/** For a placeholder its text, for a command its index. */
	readonly about: string;
};

const need = (kind: Need['kind'], ask: string, rest: Partial<Need> = {}): Need => ({
	kind, ask, initial: '', lines: false, empty: undefined, about: '', ...rest,
});

const reason = (ask: string) => need('reason', ask, {empty: 'Say it in a few words: an empty reason helps nobody later.'});
const otherKey = need('key', 'Path of the other person\'s key file:', {empty: 'Give the path of a key file.'});

function typed(view: WalkView): Need {
	return need('tag', `This cannot be undone. Type ${confirmationText(view.state)} to confirm it:`);
}

function agreement({state: {witness}}: WalkView): Need[] {
	return witness ? [need('initials', `${witness.name} saw this too and agrees: type your initials, ${initialsOf(witness)}.`)] : [];
}

const note = need('note', 'A note, link or file (this checklist wants one with every confirmation):', {empty: 'This checklist wants a note, link or file.'});

export function needsOf(subject: Subject, view: WalkView): Need[] {
	switch (subject.type) {
		case 'offer': {
			const planned = view.plan.byId.get(subject.step);
			return planned ? [...needsOfOffer(subject, planned, view), ...(subject.witness ? agreement(view) : [])] : [];
		}

		case 'together': {
			const planned = subject.steps.flatMap(step => view.plan.byId.get(step) ?? []);
			return [...(view.plan.checklist.settings.note ? [note] : []), ...(isWitnessed(planned, view.plan, view.state) ? agreement(view) : [])];
		}

		case 'sign': {
			const words = subject.decision === 'reject'
				? reason('Why is it rejected?')
				: need('note', 'A comment that stands beside the signature (may stay empty):');
			return [...(subject.otherKey ? [otherKey] : []), words];
		}

		case 'decide': {
			return subject.decision === 'GO' ? [typed(view)] : [blockingIssues(view), typed(view)];
		}

		case 'finish': {
			return [otherKey];
		}

		case 'push': {
			return [typed(view)];
		}

		case 'correct': {
			return [need('value', `Which input has another value? Write it as name=value. Now: ${listInputs(view.plan.checklist, view.state).join(', ')}`, {empty: 'Nothing was corrected.'})];
		}

		case 'take back': {
			return [reason('Why is the decision taken back?')];
		}
	}
}

function blockingIssues({plan, state}: WalkView): Need {
	const issues = reportDecision(plan, state).failed.map(({step}) => {
		const {answers, executions} = stateOf(state, step.id);
		const why = [answers.at(-1)?.reason, executions.at(-1)?.finished?.why].find(text => text !== undefined && text !== '');
		return why === undefined ? step.title : `${step.title}: ${why}`;
	});
	return need('issues', 'What blocks the release? One issue per line.', {
		lines: true, initial: issues.map(issue => `${issue}\n`).join(''), empty: 'A NO-GO names at least one blocking issue.',
	});
}

const asked: Partial<Record<Act, string>> = {
	no: 'What failed?',
	'had failed': 'What failed?',
	'not applicable': 'Why does it not apply?',
	waive: 'Why is it accepted although it did not pass? This is a waiver and stands first in the record.',
	'carry over': 'Why does it still count, with the commits since that stand above? This is a waiver and stands first in the record.',
	reopen: 'Why is it opened again?',
	withdraw: 'Why is the signature withdrawn?',
	comment: 'Comment, link or file:',
};

function needsOfOffer(subject: Extract<Subject, {type: 'offer'}>, planned: PlannedStep, view: WalkView): Need[] {
	const {act, asks} = subject;
	switch (act) {
		case 'waive':
		case 'carry over': {
			return [reason(asked[act] ?? ''), typed(view)];
		}

		case 'edit': {
			return [...commandNeeds(planned, view), ...wayNeeds(planned, view), ...(asks === 'tag' ? [typed(view)] : [])];
		}

		case 'by hand': {
			const ask = planned.step.kind === 'evidence' ? 'What was seen, and where? It is not kept.' : 'What was done? Output can be pasted.';
			return [need('note', ask, {lines: true, empty: 'Say it in a few words.'})];
		}

		case 'record': {
			return asks === 'nothing' ? [] : [need('files', 'Which files? One path per line; they are hashed and stay where they are.', {lines: true, empty: 'Name a file.'})];
		}

		case 'name witness': {
			return [need('witness', 'Who is the witness? Name and e-mail address, as in Grace Hopper <grace@example.com>:', {empty: 'A witness has a name and an e-mail address.'})];
		}

		case 'comment': {
			return [need('note', asked.comment ?? '', {empty: 'An empty comment says nothing; write a word, a link or a file.'})];
		}

		case 'enter': {
			return [need('value', `${planned.step.value?.label ?? planned.step.title}:`, {initial: valueLastTime(planned, view), empty: 'Nothing was entered.'})];
		}

		case 'yes':
		case 'still holds':
		case 'worked':
		case 'choose': {
			const wantsNote = view.plan.checklist.settings.note && !stateOf(view.state, planned.step.id).awaiting;
			return asks === 'nothing' && wantsNote
				? [note]
				: plainNeeds(subject, view);
		}

		case 'no':
		case 'not applicable':
		case 'later':
		case 'reopen':
		case 'run':
		case 'had failed':
		case 'applies':
		case 'does not apply':
		case 'start waiting':
		case 'sign':
		case 'withdraw': {
			return plainNeeds(subject, view);
		}
	}
}

/** A value that was entered in the attempt before stands there to be taken, or changed. */
function valueLastTime({step}: PlannedStep, {lastTime}: WalkView): string {
	const answer = lastTime?.answers.get(step.id);
	return answer?.as === 'value' ? answer.answer : '';
}

function plainNeeds({act, asks, answer}: Extract<Subject, {type: 'offer'}>, view: WalkView): Need[] {
	const ask = asked[act] ?? (answer === undefined ? 'Why?' : `Why ${answer}?`);
	switch (asks) {
		case 'nothing': {
			return [];
		}

		case 'reason': {
			return [reason(ask)];
		}

		case 'note': {
			return [need('reason', `${ask} (may stay empty)`)];
		}

		case 'value': {
			return [need('value', ask, {empty: 'Nothing was entered.'})];
		}

		case 'tag': {
			return [typed(view)];
		}
	}
}

/** A document of ours says itself where and how its commands run. */
function wayNeeds({step}: PlannedStep, {plan}: WalkView): Need[] {
	const first = step.commands.find(({mode}) => mode !== 'manual');
	return first && step.kind === 'action' && !plan.checklist.settings.own
		? [need('ways', 'Where and how? cwd=PATH, tty, background, or nothing:', {initial: writeWays(first)})]
		: [];
}

function commandNeeds({step}: PlannedStep, {lastTime}: WalkView): Need[] {
	const placeholders = [...new Set(step.commands.flatMap(command => command.placeholders))];
	return [
		...placeholders.map(text => need('placeholder', `What stands for ${text}?`, {about: text, initial: lastTime?.values.get(text) ?? '', empty: `${text} must be filled in.`})),
		...step.commands.flatMap(({mode, text}, index) => mode === 'manual'
			? []
			: [need('command', 'The command as it will run:', {
				lines: true, initial: text, about: String(index), empty: 'An empty command does nothing.',
			})]),
	];
}
