/** Everything that can be changed in a release while it is forged. */
import type {EventData} from '../../source/run/events.js';
import type {Seal} from '../../source/record/statement.js';
import type {Trailers} from '../../source/record/tag-message.js';
import type {Ground} from './forge-content.js';
import type {Walk} from './forge-walk.js';
import type {Person} from './people.js';
import type {File, RawEntry, Store} from './store.js';

export type Attack = {
	readonly idLength?: 40 | 64;
	readonly tagName?: string;
	readonly signers?: string;
	readonly selfSigned?: true;
	readonly run?: string;
	readonly checklist?: string;
	readonly started?: (data: EventData['run-started']) => EventData['run-started'];
	readonly walk?: (walk: Walk, ground: Pick<Ground, 'before' | 'tested' | 'tree'>) => void;
	/** The journal's text, after which everything is redone. */
	readonly journal?: (text: string) => string;
	/** Files before they are listed. */
	readonly files?: (files: Map<string, Uint8Array>) => void;
	readonly rendering?: (text: string) => string;
	readonly bundle?: (bytes: Uint8Array) => Uint8Array;
	/** Files after they are listed and sealed. */
	readonly filesAfter?: (files: Map<string, Uint8Array>) => void;
	readonly seal?: (seal: Seal) => Seal;
	readonly sealedBy?: Person;
	readonly sealPath?: string;
	readonly sealBytes?: (statement: Uint8Array) => Uint8Array;
	readonly noSeal?: boolean;
	readonly folder?: string;
	readonly base?: (files: Map<string, File>) => void;
	/** The files of a commit before the tested one. */
	readonly before?: (files: Map<string, File>) => void;
	/** What the tested commit stands on. */
	readonly history?: string;
	readonly recordFiles?: (files: Map<string, File>) => void;
	readonly recordTree?: (folder: string, entries: RawEntry[]) => RawEntry[];
	readonly parents?: (tested: string, store: Store) => readonly string[];
	readonly commitTrailers?: (trailers: Trailers) => Trailers;
	readonly commitSignedBy?: Person;
	readonly commitUnsigned?: true;
	readonly commitBytes?: (text: string) => string;
	readonly tagObject?: (honest: {object: string; record: string}, store: Store) => string;
	readonly tagTrailers?: (trailers: Trailers) => Trailers;
	readonly tagMessage?: (message: string) => string;
	readonly tagSignedBy?: Person;
	readonly tagUnsigned?: true;
	readonly tagBytes?: (text: string) => string;
	readonly tagType?: string;
	/** What the tag calls itself, when the whole record is that of another. */
	readonly tagCalled?: string;
	readonly waivers?: readonly string[];
	readonly at?: string;
};
