/** Root may read and write everywhere: what a person may not do is tried as somebody who has no rights beyond their own. */
import process from 'node:process';

export const isRoot = process.getuid?.() === 0;
const nobody = 65_534;

/** For a program that is started: another user when this is root, and else the one that this is. */
export const somebodyElse: {readonly uid?: number; readonly gid?: number} = isRoot ? {uid: nobody, gid: nobody} : {};

/** The same for this process, until the act is over. Nothing else of the test file may run meanwhile. */
export async function asSomebodyElse<T>(act: () => Promise<T>): Promise<T> {
	if (!isRoot) {
		return act();
	}

	process.seteuid?.(nobody);
	try {
		return await act();
	} finally {
		process.seteuid?.(0);
	}
}
