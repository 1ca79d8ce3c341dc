/** Puts more at the end of a list: so much that it would not fit into one call's arguments. */
export const addAll = <T>(list: T[], more: Iterable<T>): void => {
	for (const one of more) {
		list.push(one);
	}
};
