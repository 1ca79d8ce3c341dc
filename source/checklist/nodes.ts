import type {Nodes} from 'mdast';

/** Every node with all below it, in document order. */
export function * nodesIn(nodes: readonly Nodes[]): Generator<Nodes> {
	for (const node of nodes) {
		yield node;
		if ('children' in node) {
			yield * nodesIn(node.children);
		}
	}
}
