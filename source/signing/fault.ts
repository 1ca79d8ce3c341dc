/** Why something could not be signed: a stable code and one sentence with advice. */
export type SigningFault = {
	readonly code:
		| 'agent.empty'
		| 'agent.key-missing'
		| 'agent.locked'
		| 'agent.none'
		| 'agent.refused'
		| 'cancelled'
		| 'device.missing'
		| 'failed'
		| 'folder.unusable'
		| 'format.unsupported'
		| 'git.missing'
		| 'key.command'
		| 'key.expired'
		| 'key.missing'
		| 'key.none'
		| 'key.permissions'
		| 'key.unreadable'
		| 'passphrase.wrong'
		| 'pinentry.none'
		| 'program.missing'
		| 'signature.wrong'
		| 'terminal.none'
		| 'timed-out';
	readonly sentence: string;
};

export function isFault<T>(value: T | SigningFault): value is SigningFault {
	return typeof value === 'object' && value !== null && 'sentence' in value;
}

/** A sentence as it stands within another one. */
export function within(sentence: string): string {
	return `${sentence.slice(0, 1).toLowerCase()}${sentence.slice(1).replace(/\.$/v, '')}`;
}

/** A path or value as it is shown in a sentence: on one line and without anything that a terminal would obey. */
export function quote(text: string): string {
	return text.replaceAll(/[\p{Control}\p{Format}\u{2028}\u{2029}]/gv, character => String.raw`\u{${character.codePointAt(0)?.toString(16)}}`);
}
