/** What a step, command or section says when its document says nothing more. */
import {once, type Command} from '../source/checklist/command.js';
import type {Section, Step} from '../source/checklist/model.js';

export const commandDefaults = {
	irreversible: false, timeoutMs: undefined, placeholders: [], cwd: undefined, tty: false, save: undefined, words: [],
	repetition: once, freshMs: undefined, background: 'no', private: false,
} as const satisfies Partial<Command>;

export const stepDefaults = {
	context: [], optional: false, witness: false, ticked: false, commands: [], expectations: [], expected: [], evidence: [], value: undefined, alternatives: [],
	signature: undefined, condition: undefined, onlyIf: undefined, wait: undefined, freshMs: undefined, waivableBy: undefined, by: undefined, bindings: [], requires: [],
	phase: 'before the tag', fingerprint: '', asked: true,
} as const satisfies Partial<Step>;

export const sectionDefaults = {
	level: 2, part: 'steps', blocking: true, onlyIf: undefined, about: [], phase: 'before the tag', requires: [], prose: [],
} as const satisfies Partial<Section>;
