/** `holdpoint verify`: a record against git objects, keys and the anchor. Nothing of the repository runs or is checked out. */
import process from 'node:process';
import {showText} from '../checklist/escape.js';
import {readTrailers} from '../record/tag-message.js';
import {isFault as isRecordFault} from '../record/record-fault.js';
import {verifyRecord} from '../record/verify.js';
import {exitCodeOf, type Verdict} from '../record/verify/verdict.js';
import type {Objects} from '../repository/open-objects.js';
import {UserError, type Exit} from './exit.js';
import {withVerification} from './open-verification.js';

type Options = {readonly tag: string | undefined; readonly json: boolean; readonly anchor: string | undefined; readonly repo: string};

export async function verifyCommand({tag, json, anchor, repo}: Options): Promise<Exit> {
	return withVerification({repo, anchor}, async ({objects, refs, request}) => {
		const verdict = await verifyRecord(request(await findTarget(tag, refs, objects)));
		const output = json ? [JSON.stringify(verdict, undefined, 2)] : describeVerdict(verdict);
		process.stdout.write(`${output.join('\n')}\n`);
		return exitCodeOf(verdict);
	});
}

/** A tag by name, a commit by its full id; without either the tag whose record is the newest in the repository. */
async function findTarget(wanted: string | undefined, refs: ReadonlyMap<string, string>, objects: Objects): Promise<{tag: string} | {commit: string}> {
	if (wanted !== undefined) {
		const isCommit = /^(?:[\da-f]{40}|[\da-f]{64})$/v.test(wanted) && !refs.has(`refs/tags/${wanted}`);
		return isCommit ? {commit: wanted} : {tag: wanted.replace(/^refs\/tags\//v, '')};
	}

	const tags = [...refs].filter(([name]) => name.startsWith('refs/tags/'));
	const dated = await Promise.all(tags.map(async ([name, id]) => ({tag: name.slice('refs/tags/'.length), at: await dateOf(id, objects)})));
	const newest = dated.filter(({at}) => at > 0).toSorted((one, other) => other.at - one.at)[0];
	if (!newest) {
		throw new UserError('no tag here has a record. Name one (holdpoint verify TAG), or fetch the tags first: git fetch --tags');
	}

	return {tag: newest.tag};
}

/** Seconds since the epoch of a tag with a record; 0 for any other. */
async function dateOf(id: string, objects: Objects): Promise<number> {
	const object = await objects.read(id);
	if (object === 'missing' || !('bytes' in object) || object.type !== 'tag') {
		return 0;
	}

	const text = new TextDecoder().decode(object.bytes);
	const unsigned = text.replace(/-----BEGIN [\s\S]*$/v, '');
	const trailers = readTrailers(unsigned.slice(unsigned.indexOf('\n\n') + 2));
	return isRecordFault(trailers) ? 0 : Number(/^tagger .*> (?<at>\d+) /mv.exec(text)?.groups?.at ?? 0);
}

export function describeVerdict(verdict: Verdict): string[] {
	const {points, signatures, waivers, signers, anchor, result, code, detail} = verdict;
	return [
		...points.map(({name, ok, detail: said}) => `${ok ? '✔' : '✘'} ${name}: ${showText(said)}`),
		'',
		...signatures.map(({gate, role, person, key, decision, at}) => `${showText(person)} ${key === null ? 'is said to have agreed' : `signed ${decision}`} as ${showText(role)}${gate === null ? ' (seal)' : ` for “${showText(gate)}”`}, ${at}`),
		...waivers.map(({step, role, reason, person, carried}) => `WAIVED by ${showText(person)} as ${showText(role)}: “${showText(step)}”${carried === undefined ? '' : `, carried over from ${carried.slice(0, 7)}`}: ${showText(reason)}`),
		...(signers ? [`Signers file: ${showText(signers.project)}, version ${signers.version}, sha256:${signers.digest}; anchor: ${anchor === null ? 'none' : `sha256:${anchor}`}`] : []),
		`${result.toUpperCase()}${code === null ? '' : ` ${code}`}: ${showText(detail)}`,
	];
}
