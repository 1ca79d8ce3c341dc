/** One thing that a walk needs: whether it is so, and what helps where it is not. */
export type Point = {
	readonly name: string;
	readonly ok: boolean;
	/** How it stands, in words. */
	readonly detail: string;
	readonly remedy?: string;
};
