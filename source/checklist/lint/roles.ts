import type {Finding} from '../findings.js';
import type {Checklist} from '../model.js';
import {nearest} from '../nearest.js';
import {allSteps} from '../outline.js';

type Use = {readonly role: string; readonly count: number; readonly offset: number};

/** Where roles are named; one that holds for many steps stands at the first of them. */
const usesOf = (checklist: Checklist): Use[] => {
	const {settings, frontMatter} = checklist;
	const uses = [
		...settings.decision.map(role => ({role, count: 1, offset: frontMatter?.from ?? 0})),
		...allSteps(checklist).flatMap(({signature, by, waivableBy, start: {offset}}) => [
			...(signature ? [{role: signature.role, count: signature.count, offset}] : []),
			...[by, waivableBy].flatMap(role => role === undefined ? [] : [{role, count: 1, offset}]),
		]),
	];
	return Map.groupBy(uses, ({role, count}) => `${role} ${count}`).values().flatMap(same => same.slice(0, 1)).toArray();
};

/** Roles that nobody has, and more signatures than people; `people` says how many have each role of the signers file. */
export const lintRoles = (checklist: Checklist, people: ReadonlyMap<string, number>): Finding[] => usesOf(checklist).flatMap(({role, count, offset}): Finding[] => {
	const known = people.get(role);
	if (known === undefined) {
		const meant = nearest(role, people.keys());
		return [{
			rule: 'role-unknown',
			message: `Nobody can sign or answer as ${role}: \`.holdpoint/signers.yaml\` has no such role.`,
			fix: meant === undefined ? 'Add it there, with those who have it.' : `Did you mean \`${meant}\`?`,
			offset,
		}];
	}

	return known < count
		? [{
			rule: 'role-count', message: `${count} people are to sign as ${role}, and \`.holdpoint/signers.yaml\` has ${known}.`, fix: 'Give the role to somebody else too.', offset,
		}]
		: [];
});
