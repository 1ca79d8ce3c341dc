/** What somebody wants to do. `decide` turns it into facts, or refuses in a sentence. */
import type {Uptime} from './event-fields.js';
import type {EventData, EvidenceFile, Participant} from './events.js';
import type {Plan} from './plan.js';

export type Decision = 'GO' | 'NO-GO';

export type Intent =
	| {readonly type: 'enter value'; readonly step: string; readonly value: string; readonly initials?: string}
	/** What a placeholder of the commands stands for, wherever it stands. */
	| {readonly type: 'fill in'; readonly name: string; readonly value: string}
	/** An input has another value than the run was started with. */
	| {readonly type: 'correct input'; readonly name: string; readonly value: string}
	| {readonly type: 'confirm'; readonly steps: readonly string[]; readonly note?: string; readonly answer?: string; readonly byHand?: boolean; readonly initials?: string}
	| {readonly type: 'fail'; readonly step: string; readonly reason: string; readonly answer?: string}
	| {readonly type: 'set aside'; readonly steps: readonly string[]; readonly reason: string; readonly initials?: string}
	/** `carry`: what passed on an earlier commit is to count for this one. */
	| {readonly type: 'waive'; readonly step: string; readonly reason: string; readonly typedTag: string; readonly carry?: boolean}
	| {readonly type: 'reopen'; readonly steps: readonly string[]; readonly reason: string}
	| {readonly type: 'leave for later'; readonly step: string}
	| {readonly type: 'answer condition'; readonly condition: string; readonly holds: boolean}
	/** What a machine makes of a condition's expression; `holds` undefined: it cannot be told, and why. */
	| {readonly type: 'judge condition'; readonly condition: string; readonly holds: boolean | undefined; readonly why: string}
	/** What is there of all that an evidence step points at, in its order. */
	| {readonly type: 'record evidence'; readonly step: string; readonly found: readonly FoundEvidence[]}
	/** A recorded file is no longer what it was. */
	| {readonly type: 'change evidence'; readonly step: string; readonly path: string}
	/** `byHand`: the gate starts now, because a person says so. One that counts already is counted on, if the clock was set forward meanwhile. */
	| {readonly type: 'start wait'; readonly step: string; readonly byHand?: boolean; readonly machine?: Uptime | undefined}
	| {readonly type: 'end wait'; readonly step: string}
	| {readonly type: 'join'; readonly witness: Participant}
	/** About a step, a gate, or the run (empty). */
	| {readonly type: 'note'; readonly about: string; readonly note: string}
	| {readonly type: 'start'; readonly started: EventData['action-started']; readonly typedTag?: string}
	| {readonly type: 'finish'; readonly observation: EventData['action-finished']}
	| {readonly type: 'interrupt'; readonly interrupted: EventData['step-interrupted']}
	| {readonly type: 'sign'; readonly signed: EventData['gate-signed']}
	| {readonly type: 'withdraw signature'; readonly step: string; readonly role: string; readonly reason: string}
	| {readonly type: 'leave output out'; readonly output: number; readonly leftOut: boolean}
	/** The checklist has another text: it counts from here, or the run goes on with its own. `keep`: what moved keeps its results. */
	| {readonly type: 'change checklist'; readonly to: Plan; readonly taken: boolean; readonly keep: boolean}
	/** The commit that counts has this signers file; null: none. */
	| {readonly type: 'change signers'; readonly signers: {readonly digest: string; readonly version: number; readonly project: string} | null}
	| {readonly type: 'move'; readonly moved: EventData['head-moved']}
	| {readonly type: 'decide'; readonly decision: Decision; readonly reasons: readonly string[]; readonly typedTag: string}
	| {readonly type: 'take back decision'; readonly reason: string}
	| {readonly type: 'seal'; readonly seal: EventData['seal-signed']}
	| {readonly type: 'record'; readonly record: EventData['record-committed']}
	| {readonly type: 'tag'; readonly tag: EventData['tag-created']}
	| {readonly type: 'push'; readonly pushed: EventData['pushed']}
	| {readonly type: 'pause'; readonly why: string}
	/** `key`: with what who drives from here signs. */
	| {readonly type: 'resume'; readonly gap: number; readonly key?: string | undefined}
	| {readonly type: 'change driver'; readonly from: string; readonly why: string}
	| {readonly type: 'close'; readonly outcome: EventData['run-closed']['outcome']; readonly reason: string; readonly typedTag?: string};

export type FoundEvidence = {
	readonly name: string;
	readonly files: readonly EvidenceFile[];
	readonly ok: boolean;
	readonly why: string;
	/** False: the files stay where they are, outside of the repository and the record. */
	readonly kept?: boolean;
};

/** Why not, in a sentence that a person can act on. */
export type Refusal = {readonly refusal: string};

export type Act =
	| 'yes' | 'no' | 'not applicable' | 'later' | 'comment' | 'waive' | 'carry over' | 'reopen'
	| 'run' | 'edit' | 'by hand' | 'worked' | 'had failed' | 'still holds'
	| 'enter' | 'choose' | 'applies' | 'does not apply' | 'sign' | 'withdraw'
	| 'record' | 'start waiting' | 'name witness';

/** One thing that may be done with a step now; the screen offers exactly these. */
export type Offer = {
	readonly act: Act;
	/** The key of the table in terminal.md; undefined: only in the list. */
	readonly key: string | undefined;
	/** What it will do, in words. */
	readonly label: string;
	/** What has to be asked before: a reason (never empty), a note (may be empty), a value, or the tag's name typed. */
	readonly asks: 'nothing' | 'reason' | 'note' | 'value' | 'tag';
	/** For `choose`: the alternative's label. */
	readonly answer?: string;
	/** The witness agrees with their initials. */
	readonly witness?: boolean;
};
