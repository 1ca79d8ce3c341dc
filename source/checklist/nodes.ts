/** Walking Markdown's nodes. */
import type {Nodes} from 'mdast';

/** Every node with all below it, in document order. */
export const nodesIn = (nodes: readonly Nodes[]): Nodes[] => {
	const found: Nodes[] = [];
	const visit = (node: Nodes): void => {
		found.push(node);
		if ('children' in node) {
			for (const inner of node.children) {
				visit(inner);
			}
		}
	};

	for (const node of nodes) {
		visit(node);
	}

	return found;
};
