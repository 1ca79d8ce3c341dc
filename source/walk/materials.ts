/** What a walk is made of; `commands` puts it together. */
import type {Journal} from '../journal/journal.js';
import type {DriverLock} from '../journal/driver.js';
import type {Facts, Head} from '../repository/facts.js';
import type {LastTime} from '../run/attempts.js';
import type {Person} from '../run/events.js';
import type {Plan} from '../run/plan.js';
import type {Signers} from '../record/signers.js';
import type {Signer} from '../signing/signer.js';

export type Consent = {
	readonly given: boolean;
	/** Tracked files that the commands run. */
	readonly scripts: readonly string[];
	/** Since the person last agreed to this checklist's commands, in lines; undefined: they never did. */
	readonly changes: readonly string[] | undefined;
	readonly give: () => void;
	/** The same asked again: a script may be another one by now. */
	readonly renew: () => Promise<Consent>;
};

export type Materials = {
	readonly plan: Plan;
	readonly journal: Journal;
	readonly driver: Pick<DriverLock, 'findSuccessor' | 'from' | 'release'>;
	readonly by: Person;
	readonly facts: FactsWithHead;
	/** The operator's key. */
	readonly signer: Signer;
	/** Who may sign as what, of the commit that counts at the start; undefined: a self-signed run. */
	readonly signers: SignersFile | undefined;
	/** Whether the person agreed to this checklist's commands before; and how they say so now. */
	readonly consent: Consent;
	readonly allowDirty: boolean;
	/** Things that the start already found and that are said first, a sentence each. */
	readonly said: readonly string[];
	/** What was said in the attempt before this one. */
	readonly lastTime?: LastTime | undefined;
	readonly clock: () => Date;
	/** Secret inputs by name: here, in the environment of commands, and nowhere else. */
	readonly secrets: ReadonlyMap<string, string>;
	/** The environment for commands, and where secrets are looked for. */
	readonly environment: Readonly<Record<string, string>>;
};

/** As it stands in a commit. */
export type SignersFile = {readonly signers: Signers; readonly bytes: Uint8Array; readonly digest: string; readonly commit: string};

/** A repository that has something to release. */
export type FactsWithHead = Facts & {readonly head: Head};
