import {expect, test} from 'vitest';
import {startEditor} from '../../source/ui/editor.js';
import {needsOf, type Subject} from '../../source/ui/needs.js';
import {
	advance,
	draftKey,
	startRequest,
	type Request,
} from '../../source/ui/request.js';
import {reduceScreen, startScreen, type ScreenAction} from '../../source/ui/screen.js';
import {createMemoryWalk} from './memory-walk.js';
import {failing, release} from './documents.js';

const walk = createMemoryWalk(release, {results: failing});
const view = walk.getView();
const step = walk.find('Dry-run passed on all targets');
const offer = (act: 'no' | 'waive' | 'edit' | 'comment', title: string, asks: 'reason' | 'tag' | 'note' | 'nothing' = 'reason'): Subject => ({
	type: 'offer', act, asks, label: act, step: walk.find(title),
});

function after(...actions: readonly ScreenAction[]) {
	let screen = startScreen(step);
	for (const action of actions) {
		screen = reduceScreen(screen, action);
	}

	return screen;
}

const ask = (request: Request): ScreenAction => ({type: 'ask', request});
const insert = (text: string): ScreenAction => ({type: 'edit', edit: {type: 'insert', text}});

test('leaving a text keeps it for the same question, and for no other', () => {
	const no = startRequest(offer('no', 'Dry-run passed on all targets'), view);
	const other = startRequest(offer('no', 'The changelog was read'), view);
	const kept = [ask(no), insert('half a'), {type: 'close'}] as const;
	expect(after(...kept, ask(no)).view).toMatchObject({editor: {text: 'half a'}});
	expect(after(...kept, ask(other)).view).toMatchObject({editor: {text: ''}});
	expect(after(...kept).view).toEqual({kind: 'walk'});
});

test('a typed confirmation is never kept', () => {
	const decide = startRequest({type: 'decide', decision: 'GO'}, view);
	expect(after(ask(decide), insert('v1.0.0'), {type: 'close'}, ask(decide)).view).toMatchObject({editor: {text: ''}});
});

test('once taken, nothing of it is kept but the reason, to be offered again', () => {
	const waive = startRequest(offer('waive', 'SIP CLI responds'), view);
	const second = advance(waive, 'known fault', view);
	if (!('request' in second)) {
		throw new Error('A waiver asks for the tag too.');
	}

	const taken: ScreenAction = {type: 'taken', draft: draftKey(second.request), reason: 'known fault'};
	const screen = after(ask(waive), insert('known fault'), ask(second.request), {type: 'close'}, taken);
	expect(screen.drafts.size).toBe(0);
	expect(screen.lastReason).toBe('known fault');
	const no = startRequest(offer('no', 'The licence is there'), view);
	expect(after({type: 'taken', draft: '', reason: 'x'}, ask(no), {type: 'take last reason'}).view).toMatchObject({editor: startEditor('x')});
});

test('a waiver wants a reason and the tag, and hands both over', () => {
	const waive = startRequest(offer('waive', 'SIP CLI responds'), view);
	expect(waive.needs.map(({kind}) => kind)).toEqual(['reason', 'tag']);
	expect(advance(waive, '  ', view)).toHaveProperty('refusal');
	const second = advance(waive, 'known fault', view);
	if (!('request' in second)) {
		throw new Error('A waiver asks for the tag too.');
	}

	expect(advance(second.request, 'v1.0', view)).toEqual({refusal: 'That is not v1.0.0; nothing was done.'});
	expect(advance(second.request, 'v1.0.0', view)).toEqual({
		act: {
			type: 'waive', step: walk.find('SIP CLI responds'), reason: 'known fault', typedTag: 'v1.0.0',
		},
	});
});

test('editing what cannot be undone wants the tag after the command was seen', () => {
	expect(needsOf(offer('edit', 'Publish', 'tag'), view).map(({kind}) => kind)).toEqual(['command', 'ways', 'tag']);
	expect(needsOf(offer('edit', 'Deploy', 'nothing'), view).map(({kind}) => kind)).toEqual(['placeholder', 'command', 'ways']);
});

test('a NO-GO names its blocking issues, failed steps first filled in', () => {
	const failed = createMemoryWalk(release);
	failed.happen({type: 'step-failed', data: {step, reason: 'two targets', answer: ''}});
	const request = startRequest({type: 'decide', decision: 'NO-GO'}, failed.getView());
	expect(request.needs[0]?.initial).toBe('Dry-run passed on all targets: two targets\n');
	const second = advance(request, 'one\n\n two ', failed.getView());
	if (!('request' in second)) {
		throw new Error('A NO-GO asks for the tag too.');
	}

	expect(advance(second.request, 'v1.0.0', failed.getView())).toEqual({
		act: {
			type: 'decide', decision: 'NO-GO', reasons: ['one', 'two'], typedTag: 'v1.0.0',
		},
	});
});

test('without a tag the run\'s own name is typed', () => {
	const untagged = createMemoryWalk(release, {tag: ''}).getView();
	const go = startRequest({type: 'decide', decision: 'GO'}, untagged);
	expect(go.needs[0]?.ask).toContain('release#1');
	expect(advance(go, 'release#1', untagged)).toHaveProperty('act');
});

test('exceptions are picked out and taken back in', () => {
	const together = {
		type: 'open', view: {
			kind: 'together', title: 'All', steps: ['a', 'b'], except: new Set<string>(),
		},
	} as const;
	expect(after(together, {type: 'toggle', step: 'a'}).view).toMatchObject({except: new Set(['a'])});
	expect(after(together, {type: 'toggle', step: 'a'}, {type: 'toggle', step: 'a'}).view).toMatchObject({except: new Set()});
});

test('Escape leads back one view at a time', () => {
	const decision = {type: 'open', view: {kind: 'decision'}} as const;
	expect(after(decision, {type: 'open', view: {kind: 'outputs'}}, {type: 'close'}).view).toEqual({kind: 'decision'});
	const go = startRequest({type: 'decide', decision: 'GO'}, view);
	expect(after(decision, ask(go), {type: 'close'}).view).toEqual({kind: 'decision'});
	expect(after(decision, {type: 'close'}).view).toEqual({kind: 'walk'});
});
