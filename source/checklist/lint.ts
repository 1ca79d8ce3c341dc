/** The rules about a document as it stands; those about what its commands and expectations say need their languages. */
import {asDiagnostic} from './findings.js';
import {lintBoxes} from './lint/boxes.js';
import {lintForbidden, lintPlaceholders} from './lint/commands.js';
import {lintMistyped} from './lint/mistyped.js';
import {lintNames, lintReferences} from './lint/names.js';
import {lintOpen} from './lint/open.js';
import {lintOrder} from './lint/order.js';
import {lintSecrets} from './lint/secrets.js';
import {lintTitles} from './lint/titles.js';
import type {Diagnostic} from './model.js';
import {nodesIn} from './nodes.js';
import type {Document} from './parse.js';

/** What the parser said, and what the rules find; in no order. */
export const lintDocument = ({checklist, source, blocks}: Document): Diagnostic[] => {
	const {own} = checklist.settings;
	const nodes = nodesIn(blocks);
	const findings = [
		...lintOpen(source, nodes),
		...lintMistyped(nodes, own),
		...lintBoxes(source, nodes, checklist),
		...lintTitles(checklist),
		...lintOrder(checklist),
		...lintNames(checklist),
		...lintReferences(source, nodes, checklist),
		...lintSecrets(source, checklist),
		...lintForbidden(source, nodes, checklist),
		...lintPlaceholders(source, checklist),
	];
	return [...checklist.diagnostics, ...findings.map(finding => asDiagnostic(source, own, finding))];
};
