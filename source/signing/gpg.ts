/** GnuPG: how it is started, and what its machine-readable lines say. */
import {
	findProgram,
	runSilently,
	type Ending,
	type Environment,
} from './program.js';

/** One `[GNUPG:]` line. */
export type Status = {readonly keyword: string; readonly args: readonly string[]};

export function readStatus(text: string): Status[] {
	return text.split('\n').flatMap(line => {
		const [mark, keyword, ...args] = line.trimEnd().split(' ');
		return mark === '[GNUPG:]' && keyword !== undefined ? [{keyword, args}] : [];
	});
}

export type ListedKey = {
	/** 40 hex digits of the primary key, capital letters. */
	readonly primary: string;
	/** Of the key itself: the primary's, or a subkey's. */
	readonly fingerprint: string;
	readonly algorithm: number;
	readonly bits: number;
	/** Seconds since the epoch; undefined: it does not expire. */
	readonly expires: number | undefined;
	/** `r`: revoked, `e`: expired, and so on. */
	readonly validity: string;
};

/** Reads `--with-colons --list-keys`: every key and subkey, each with its primary key. */
export function readKeys(colons: string): ListedKey[] {
	const keys: ListedKey[] = [];
	let primary = '';
	let fields: readonly string[] | undefined;
	for (const line of colons.split('\n')) {
		const record = line.split(':');
		if (['pub', 'sec', 'sub', 'ssb'].includes(record[0] ?? '')) {
			primary = ['pub', 'sec'].includes(record[0] ?? '') ? '' : primary;
			fields = record;
		} else if (fields && record[0] === 'fpr') {
			const fingerprint = record[9] ?? '';
			primary = primary === '' ? fingerprint : primary;
			keys.push({primary, fingerprint, ...readFields(fields)});
			fields = undefined;
		}
	}

	return keys;
}

function readFields(fields: readonly string[]): Omit<ListedKey, 'primary' | 'fingerprint'> {
	const expires = fields[6] ?? '';
	return {
		validity: fields[1] ?? '', bits: Number(fields[2]), algorithm: Number(fields[3]), expires: expires === '' ? undefined : Number(expires),
	};
}

export async function findGpg(environment: Environment, named?: string): Promise<string | undefined> {
	return named === undefined ? await findProgram('gpg', environment) ?? findProgram('gpg2', environment) : findProgram(named, environment);
}

export type Gpg = {readonly program: string; readonly environment: Environment; readonly directory: string};

/** Runs it without a terminal; nobody can be asked. */
export async function runGpg({program, environment, directory}: Gpg, args: readonly string[], timeoutMs: number, cancel?: AbortSignal): Promise<Ending & {readonly output: string}> {
	return runSilently({
		program, args: ['--batch', '--no-tty', ...args], environment: {...environment, ...untranslated}, directory, timeoutMs, cancel,
	});
}

/** What it says is read for words. */
export const untranslated: Environment = Object.fromEntries([['LC_ALL', 'C'], ['LANGUAGE', 'C']]);
