/** Pieces of several streams, one after the other: the digest is of the bytes in the order in which they are written. */
export function takeTurns(take: (chunk: Uint8Array) => Promise<void>): (chunk: Uint8Array) => Promise<void> {
	let writing = Promise.resolve();
	return async chunk => {
		const before = writing;
		const write = async (): Promise<void> => {
			await before;
			await take(chunk);
		};

		writing = write();
		await writing;
	};
}
