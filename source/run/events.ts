/**
What can happen in a run. The journal is a list of these, one canonical JSON line each; everything on the screen
and in the record is derived from them. Fields are only ever added, and then optional.
*/
import * as z from 'zod';
import {
	carriedOver,
	commitsBetween,
	count,
	earlierAttempt,
	hex256,
	id,
	objectId,
	text,
	uptime,
} from './event-fields.js';
import {evidenceFile, observationSchema, startedCommand} from './observation.js';

export type {
	Attempt,
	EvidenceFile,
	JudgedExpectation,
	Observation,
	StartedCommand,
	StatementReport,
} from './observation.js';

const ids = z.array(id).min(1);

/** Who did it, from git's own identity. */
export const personSchema = z.strictObject({name: text, email: text, host: text});
export type Person = z.infer<typeof personSchema>;

/** Somebody who takes part without driving: no host of their own. */
const participant = z.strictObject({name: text, email: text});
export type Participant = z.infer<typeof participant>;

/** Without commands: a check that is nothing but an expectation. */
const started = z.strictObject({step: id, output: count, commands: z.array(startedCommand)});

const runStarted = z.strictObject({
	name: text,
	tag: text.nullable(),
	/** `release`, or a follow-up on a sealed run. */
	kind: z.enum(['release', 'after the tag', 'rolling back']),
	project: text,
	program: text,
	format: count,
	renderer: count,
	checklist: z.strictObject({path: text, digest: hex256}),
	commit: objectId,
	tree: objectId,
	branch: text.nullable(),
	/** The tag before, when there is one. */
	previous: text.nullable(),
	/** The file's digest and version; null: a self-signed run, on the operator's own key. */
	signers: z.strictObject({digest: hex256, version: count}).nullable(),
	/** The public key line or fingerprint that the operator signs with. */
	key: text.nullable(),
	/** Roles that decide, first the one that signs tag and record commit. */
	decision: z.array(text).min(1),
	dirty: z.boolean(),
	rehearsal: z.boolean(),
	demo: z.boolean(),
	/** Of a follow-up: the digest of the sealed run's bundle. */
	bundle: hex256.optional(),
	/** Of a follow-up: the steps before the tag that the sealed run did not settle, because they did not stop its GO. */
	unsettled: z.array(id).optional(),
	witness: participant.optional(),
	/** Of a further attempt. */
	earlier: earlierAttempt.optional(),
});

const changedCommits = z.strictObject({
	from: objectId,
	to: objectId,
	tree: objectId,
	branch: text.nullable(),
	...commitsBetween.shape,
	/** True when the commit before does not lead to this one (amended, rebased, another branch): later nobody may be able to say what changed. */
	elsewhere: z.boolean().optional(),
	/** True when an action of the run itself moved it. */
	own: z.boolean(),
});

const signed = z.strictObject({
	gate: id,
	/** The signature step this answers; empty in a gate signed without a line of its own. */
	step: text,
	role: text,
	decision: z.enum(['approve', 'reject', 'waive']),
	comment: text,
	/** SHA-256 of the envelope's bytes, `statements/<sha256>.dsse.json`; null in a self-signed run for another's role. */
	statement: hex256.nullable(),
	/** How many more different people this line wants after this one. */
	missing: count,
	/** E-mail of the person in the signers file. */
	signer: text,
	key: text,
});

/** `type` → the shape of `data`. */
export const eventData = {
	'run-started': runStarted,
	'value-entered': z.strictObject({
		step: text, name: text, value: text, secret: z.boolean(), witness: participant.optional(),
	}),
	'check-started': started,
	'check-finished': observationSchema,
	'action-started': started,
	'action-finished': observationSchema,
	'step-confirmed': z.strictObject({
		steps: ids,
		/** Several at once, on one screen. */
		together: z.boolean(),
		/** For a choice: the label; for a condition: `yes`. */
		answer: text,
		note: text,
		/** For an action done by hand or one whose interrupted run had worked. */
		byHand: z.boolean(),
		witness: participant.optional(),
	}),
	'step-failed': z.strictObject({step: id, reason: text, answer: text}),
	'step-set-aside': z.strictObject({
		steps: ids, reason: text, by: z.enum(['rule', 'person']), witness: participant.optional(),
	}),
	'step-waived': z.strictObject({
		step: id, reason: text, role: text, carried: carriedOver.optional(),
	}),
	'step-reopened': z.strictObject({steps: ids, reason: text}),
	'step-interrupted': z.strictObject({step: id, output: count, tail: text}),
	'step-left': z.strictObject({step: id}),
	'condition-answered': z.strictObject({
		condition: id,
		holds: z.boolean(),
		/** What this answer sets aside. */
		steps: z.array(id),
		reason: text,
		/** Why a machine could not tell: then nothing holds, and nothing is set aside. */
		why: text.optional(),
	}),
	'note-added': z.strictObject({about: text, note: text}),
	'evidence-recorded': z.strictObject({
		step: id,
		/** Empty: evidence without a name. */
		name: text,
		/** In order of their paths. */
		files: z.array(evidenceFile),
		/** False: seen outside the repository, and not kept. */
		kept: z.boolean().optional(),
		/** False: what the step wants is not there, or is too old. */
		ok: z.boolean().optional(),
		why: text.optional(),
		/** True: more of what the same step points at follows; the last says how the step stands. */
		more: z.boolean().optional(),
	}),
	'evidence-changed': z.strictObject({step: id, path: text}),
	/** Until when, ISO 8601; `after`: the step whose pass it counts from; `machine`: how long the machine was up then. */
	'wait-started': z.strictObject({
		step: id, until: text, after: id.optional(), machine: uptime.optional(),
	}),
	'wait-ended': z.strictObject({step: id}),
	'gate-signed': signed,
	'signature-withdrawn': z.strictObject({
		gate: id, step: text, role: text, statement: hex256.nullable(), reason: text,
	}),
	'head-moved': changedCommits,
	'checklist-changed': z.strictObject({
		digest: hex256, taken: z.boolean(), added: z.array(text), removed: z.array(text), changed: z.array(text),
		moved: z.array(text),
		/** Steps whose results go on under another id, because a person said so. */
		kept: z.array(z.strictObject({from: id, to: id})).optional(),
	}),
	'input-corrected': z.strictObject({
		name: text,
		value: text,
		/** What became stale with it. */
		steps: z.array(id),
		old: text.optional(),
		/** The tag's name by the corrected value, where it is another one. */
		tag: text.optional(),
	}),
	'signers-changed': z.strictObject({
		digest: hex256, version: count, from: z.strictObject({digest: hex256, version: count}).optional(),
	}),
	'witness-joined': z.strictObject({witness: participant}),
	'run-paused': z.strictObject({why: text}),
	'run-resumed': z.strictObject({
		gap: count,
		/** With what who drives from here signs, as in `run-started`. */
		key: text.optional(),
	}),
	'driver-changed': z.strictObject({from: text, why: text}),
	'handed-over': z.strictObject({to: participant}),
	'output-left-out': z.strictObject({output: count, leftOut: z.boolean()}),
	'decision-made': z.strictObject({decision: z.enum(['GO', 'NO-GO']), reasons: z.array(text), leftOut: z.array(count)}),
	'decision-withdrawn': z.strictObject({reason: text}),
	'seal-signed': z.strictObject({
		role: text, signer: text, key: text, statement: hex256, bundle: hex256,
	}),
	'record-committed': z.strictObject({
		commit: objectId, folder: text, bundle: hex256, ref: text, branch: text.nullable(),
	}),
	'tag-created': z.strictObject({tag: text, object: objectId, commit: objectId}),
	pushed: z.strictObject({remote: text, refs: z.array(text)}),
	'run-closed': z.strictObject({outcome: z.enum(['GO', 'NO-GO', 'abandoned']), reason: text}),
} as const;

export type EventType = keyof typeof eventData;
export type EventData = {[T in EventType]: z.infer<(typeof eventData)[T]>};

/** A fact before the journal has numbered, dated and chained it. */
export type Fact = {[T in EventType]: {readonly type: T; readonly data: EventData[T]}}[EventType];

/** The line as it stands in the journal. */
export type Event = Fact & {
	readonly v: 1;
	/** 128 random bits, hex. */
	readonly run: string;
	readonly seq: number;
	/** SHA-256 of the line before, hex; 64 zeros for the first. */
	readonly prev: string;
	/** UTC with milliseconds. */
	readonly at: string;
	readonly by: Person;
};

/** The renderer's and the format's versions, which a run carries from its start. */
export const formatVersion = 1;
export const rendererVersion = 1;
