/** Agreeing to what a checklist runs: its commands, and the tracked scripts that they name. */
import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {stat} from 'node:fs/promises';
import path from 'node:path';
import {pipeline} from 'node:stream/promises';
import {showText} from '../checklist/escape.js';
import {digestOf} from '../checklist/identity.js';
import type {Command} from '../checklist/command.js';
import type {Checklist} from '../checklist/model.js';
import {writtenSteps} from '../checklist/outline.js';
import {filesNamedBy, isScript} from '../checklist/scripts.js';
import {listTracked} from '../repository/tracked.js';
import type {Consent} from '../walk/materials.js';
import type {Agreement, Preferences} from './preferences.js';

/** The digest that is agreed to, and what it is over. */
export type Agreeable = {
	readonly digest: string;
	readonly commands: readonly Command[];
	/** By path from the top: SHA-256 of the script as it stands in the work tree. */
	readonly scripts: ReadonlyMap<string, string>;
};

/** `top` is that of the repository; without one there are no scripts. */
export async function readAgreeable(checklist: Checklist, top: string | undefined): Promise<Agreeable> {
	const commands = writtenSteps(checklist).flatMap(step => step.commands).filter(({mode}) => mode !== 'manual');
	const scripts = top === undefined ? new Map<string, string>() : await readScripts(commands, top);
	return {digest: digestOf(JSON.stringify([checklist.digest, scripts.entries().toArray()])), commands, scripts};
}

async function readScripts(commands: readonly Command[], top: string): Promise<Map<string, string>> {
	const named = new Map(commands.flatMap(command => filesNamedBy(command)).map(file => [file.path, file]));
	const tracked = await listTracked(top, named.keys().toArray());
	const scripts = tracked.filter(({path: file, isExecutable}) => isScript(named.get(file) ?? {path: file, run: false}, isExecutable));
	return new Map(await Promise.all(scripts.map(async ({path: file}) => [file, await hashFile(path.join(top, file))] as const)));
}

/** What is gone runs nothing; that it came back is a change. */
async function hashFile(file: string): Promise<string> {
	const found = await stat(file).catch(() => undefined);
	if (!found?.isFile()) {
		return '';
	}

	const hash = createHash('sha256');
	try {
		await pipeline(createReadStream(file), hash);
	} catch {
		return '';
	}

	return hash.digest('hex');
}

export type Place = {
	readonly commonDirectory: string;
	readonly top: string;
	/** The checklist, from the top. */
	readonly file: string;
};

/** Whether the person agreed to this, and what is new since they last agreed to anything of this checklist. */
export async function openConsent(checklist: Checklist, place: Place, preferences: Preferences): Promise<Consent & {readonly digest: string}> {
	const {commonDirectory, top, file} = place;
	const agreeable = await readAgreeable(checklist, top);
	const {digest, scripts} = agreeable;
	const key = `${commonDirectory} ${file}`;
	const {agreements} = preferences.stored;
	const known = agreements[key] ?? [];
	return {
		digest,
		given: known.some(agreement => agreement.digest === digest),
		scripts: scripts.keys().toArray(),
		changes: known[0] ? describeChanges(known[0], agreeable) : undefined,
		give() {
			const agreement: Agreement = {
				digest, at: new Date().toISOString(), commands: textsOf(agreeable), scripts: Object.fromEntries(scripts),
			};
			preferences.set('agreements', {...preferences.stored.agreements, [key]: [agreement, ...known.filter(one => one.digest !== digest)].slice(0, keptAgreements)});
		},
		renew: async () => openConsent(checklist, place, preferences),
	};
}

/** Branches have commands of their own, and going from one to the other should not ask each time. */
const keptAgreements = 10;

const textsOf = ({commands}: Agreeable): string[] => commands.map(({language, text, words}) => `${[language, ...words].join(' ')}\n${text}`);

/** Lines that begin with `+`, `-` or a name. */
function describeChanges(before: Agreement, now: Agreeable): string[] {
	const [old, fresh] = [before.commands, textsOf(now)];
	const changes = [
		...old.filter(text => !fresh.includes(text)).flatMap(text => mark('-', text)),
		...fresh.filter(text => !old.includes(text)).flatMap(text => mark('+', text)),
		...Object.keys(before.scripts).filter(file => !now.scripts.has(file)).map(file => `${file} is no longer named`),
		...[...now.scripts].flatMap(([file, digest]) => digest === before.scripts[file] ? [] : [`${file} ${Object.hasOwn(before.scripts, file) ? 'has changed' : 'is named for the first time'}`]),
	];
	return changes.length > 0 ? changes.map(line => showText(line)) : ['Only the text around the commands has changed.'];
}

const mark = (sign: string, text: string): string[] => text.split('\n').map(line => `${sign} ${line}`);
