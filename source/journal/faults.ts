/** What can go wrong below a run, as values: a short stable code and one sentence that says what, where and what to do. */
export type Fault = {
	readonly kind: 'fault';
	/** An errno name (`ENOSPC`) or one of ours (`journal.format`, `journal.short`, `lock.held` …). */
	readonly code: string;
	readonly sentence: string;
	readonly file?: string;
	/** Counts from 1. */
	readonly line?: number;
};

export function isFault(value: unknown): value is Fault {
	return typeof value === 'object' && value !== null && (value as Partial<Fault>).kind === 'fault';
}

export function fault(code: string, sentence: string, place: {readonly file?: string; readonly line?: number} = {}): Fault {
	return {
		kind: 'fault', code, sentence, ...place,
	};
}

/** The errno name of an error from the file system; undefined for anything else. */
export function errnoOf(error: unknown): string | undefined {
	return error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string'
		? (error as NodeJS.ErrnoException).code
		: undefined;
}

/** Turns an error of the file system into a fault; any other is thrown again: a mistake in the program stays one. */
export function faultOf(error: unknown, file: string): Fault {
	const code = errnoOf(error);
	if (code === undefined) {
		throw error;
	}

	return fault(code, sentenceOf(code, file, error instanceof Error ? error.message : ''), {file});
}

function sentenceOf(code: string, file: string, message: string): string {
	const kept = 'What was answered before is kept.';
	switch (code) {
		case 'ENOSPC': {
			return `The disk is full: ${file} could not be written. Free some space and try again. ${kept}`;
		}

		case 'EDQUOT': {
			return `Your disk quota is used up: ${file} could not be written. Free some space and try again. ${kept}`;
		}

		case 'EROFS': {
			return `The file system is read-only: ${file} could not be written. Make it writable and try again. ${kept}`;
		}

		case 'EPERM':
		case 'ENOTSUP':
		case 'ENOSYS': {
			return `The file system does not allow ${file}: it is not yours to change, or the disk knows no hard links, which a lock needs. Use a local disk, or ask its owner. ${kept}`;
		}

		case 'EACCES': {
			return `Permission denied: ${file}. Give yourself the right to read and write it and try again. ${kept}`;
		}

		case 'ENOENT': {
			return `${file} is not there. If the repository was moved or cleaned, bring the run's folder back from a backup, or start a new run.`;
		}

		case 'EMFILE':
		case 'ENFILE': {
			return `Too many files are open: ${file} could not be opened. Close other programs and try again. ${kept}`;
		}

		default: {
			return `${file} could not be read or written (${message === '' ? code : message}). Look at the disk and try again. ${kept}`;
		}
	}
}
