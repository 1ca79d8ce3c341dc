/** A follow-up on a forged release: gates after its tag, or a roll back. */
import {recordFolder, recordRef, type RecordKind} from '../../source/record/folders.js';
import type {Attack} from './forge-attack.js';
import {forgeContent} from './forge-content.js';
import {
	addFolder,
	forge,
	forgeCommit,
	type Release,
} from './forge.js';
import {ada, type Walk} from './forge-walk.js';
import {withEvidence} from './changes.js';

export type FollowUpAttack = Attack & {
	readonly kind?: 'after the tag' | 'rolling back';
	readonly number?: number;
	/** The last part of its ref, when that is not the folder's name. */
	readonly ref?: string;
};

const document = `${withEvidence.checklist}
## Announce

**When**: after the tag

- [ ] Told everybody

**Signed by**: release manager

## Undo

**When**: rolling back

- [ ] Taken back
`;

const gates = {'after the tag': 3, 'rolling back': 4} satisfies Partial<Record<RecordKind, number>>;

/** The honest walk of a follow-up. */
const walkGate = (kind: keyof typeof gates) => (walk: Walk): void => {
	walk.confirm(gates[kind]);
	if (kind === 'after the tag') {
		walk.sign(gates[kind], ada);
	}

	walk.decide();
};

/** A release with something left for after its tag. */
export function forgeReleaseToFollow(attack: Attack = {}): Release {
	return forge({...withEvidence, checklist: document, ...attack});
}

/** Adds it to the release's store and refs; its record commit stands on the branch's tip, which is the release's. */
export function forgeFollowUp({ground, content, refs, folder: releaseFolder, record: tip}: Release, {kind = 'after the tag', number = 1, ref, ...attack}: FollowUpAttack = {}): string {
	const {tag} = ground;
	const name = recordFolder(tag, kind, number);
	const written = forgeContent({
		checklist: document, run: 'b'.repeat(32), walk: walkGate(kind), ...attack, started(data) {
			const honest = {
				...data, kind, name: `${name.replace(/-\d+$/v, '')}#${number}`, bundle: content.trailers.bundle, unsettled: [],
			};
			return attack.started?.(honest) ?? honest;
		},
	}, ground);
	const base = addFolder(ground.base, releaseFolder, content.files);
	const folder = attack.folder ?? `releases/${name}`;
	const record = forgeCommit({...attack, parents: attack.parents ?? (() => [tip])}, {...ground, base}, {...written, folder});
	refs.set(recordRef(ref ?? name), record);
	return record;
}
