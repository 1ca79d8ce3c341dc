/** What belongs to the person and not to a release: kept by conf, in a folder of theirs. */
import process from 'node:process';
import Conf from 'conf';
import * as z from 'zod';
import {PreferencesError} from './exit.js';

const pin = z.strictObject({
	/** SHA-256 of the signers file, hex. */
	digest: z.string(),
	version: z.int(),
	/** The highest version ever seen: a lower one is a rollback. */
	highest: z.int(),
	at: z.string(),
	/** The file as it was pinned, so that a changed one can be shown as a difference. */
	text: z.string(),
});

/** What somebody agreed to: the commands of a checklist, and the scripts that they name. */
const agreement = z.strictObject({
	digest: z.string(),
	at: z.string(),
	/** As they were shown, so that others can be shown as a difference. */
	commands: z.array(z.string()),
	/** SHA-256 by path. */
	scripts: z.record(z.string(), z.string()),
});
export type Agreement = z.infer<typeof agreement>;

const schema = z.object({
	name: z.string().optional(),
	bell: z.boolean().default(true),
	signs: z.enum(['auto', 'plain']).default('auto'),
	/** Pressed again sooner, the same key is held down, and answers nothing; 0: each counts. */
	keyPauseMs: z.int().min(0).max(5000).default(120),
	/** Repository's common git directory and the checklist's path → what was agreed to, the newest first. */
	agreements: z.record(z.string(), z.array(agreement)).default({}),
	pins: z.record(z.string(), pin).default({}),
	/** Repositories walked in lately, newest first. */
	recent: z.array(z.string()).default([]),
});
type Stored = z.infer<typeof schema>;

export type Preferences = {
	readonly stored: Stored;
	/** Where they are kept. */
	readonly path: string;
	readonly set: <K extends keyof Stored>(name: K, value: Stored[K]) => void;
};

export function openPreferences(environment: Readonly<Record<string, string | undefined>> = process.env): Preferences {
	const directory = environment.HOLDPOINT_CONFIG_DIR;
	const conf = new Conf<Record<string, unknown>>({
		projectName: 'holdpoint', projectSuffix: '', configFileMode: 0o600, ...(directory !== undefined && directory !== '' && {cwd: directory}),
	});
	const read = () => {
		const parsed = schema.safeParse(readStore(conf));
		if (!parsed.success) {
			throw new PreferencesError(`${conf.path} is not what Holdpoint wrote there: ${z.prettifyError(parsed.error)}. Mend or remove it, and try again.`);
		}

		return parsed.data;
	};

	let stored = read();
	return {
		get stored() {
			return stored;
		},
		path: conf.path,
		set(name, value) {
			conf.set(name, value);
			stored = read();
		},
	};
}

function readStore(conf: Conf): Record<string, unknown> {
	try {
		return conf.store;
	} catch (error) {
		throw new PreferencesError(`${conf.path} cannot be read: ${error instanceof Error ? error.message : String(error)}. Mend or remove it, and try again.`);
	}
}

const recentMax = 20;

export function rememberRepository(preferences: Preferences, directory: string): void {
	const {recent} = preferences.stored;
	if (recent[0] !== directory) {
		preferences.set('recent', [directory, ...recent.filter(one => one !== directory)].slice(0, recentMax));
	}
}
