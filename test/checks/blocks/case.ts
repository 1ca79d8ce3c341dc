/** A block, and the verdict that a careful engineer would give. The place: `request.ts`. */
export type Case = {
	readonly block: string;
	readonly verdict: 'pass' | 'fail';
	/** Why the engineer says so. */
	readonly why: string;
	/** A part of the one sentence in which Holdpoint says why it failed. */
	readonly says?: RegExp;
	/** Statuses of its statements, where they matter. */
	readonly statuses?: ReadonlyArray<number | undefined>;
	/** What it printed. */
	readonly output?: RegExp;
	readonly timeoutMs?: number;
};
