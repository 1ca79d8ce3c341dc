/** Which roles decide. */
import type {Checklist} from '../checklist/model.js';
import type {EventData} from './events.js';
import {isFollowUp} from './phase.js';
import type {Plan} from './plan.js';
import type {RunState} from './state.js';

/** The front matter's, else those of the document's last signature lines, else the release manager. */
export function decidingRoles(checklist: Checklist, {seals}: Plan): string[] {
	const named = checklist.settings.decision.length > 0 ? checklist.settings.decision : seals.flatMap(({signature}) => signature?.role ?? []);
	return named.length > 0 ? [...new Set(named)] : ['release manager'];
}

/** A release's GO is sealed by every deciding role; NO-GO, a follow-up and a self-signed run by the operator alone; a rehearsal by nobody. */
export function sealingRoles(state: Pick<RunState, 'started' | 'decision'>): readonly string[] {
	const {started, decision} = state;
	const roles = started?.rehearsal ? [] : started?.decision ?? [];
	return decision?.decision === 'NO-GO' || isFollowUp(state) || started?.signers === null ? roles.slice(0, 1) : roles;
}

/** What somebody who holds a role types at their own terminal to sign. */
export function lineToSign(started: Pick<EventData['run-started'], 'name'> | undefined, role: string): string {
	const name = started?.name ?? '';
	return `holdpoint sign ${/^[\w#+\-.\/@]+$/v.test(name) ? name : `'${name}'`} --as ${/^[\w\-]+$/v.test(role) ? role : `"${role}"`}`;
}
