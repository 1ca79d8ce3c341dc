/**
Evidence in expectations: its fields and their types, and which of them an expression names.

Loaded as it stands by the thread that judges, so it imports no file of ours.
*/
import type {ASTNode, Environment} from '@marcbachmann/cel-js';

export const evidenceFields = {
	path: 'string', size: 'int', text: 'string', lines: 'list<string>', json: 'dyn', rows: 'list<map<string, string>>', values: 'map<string, string>', entries: 'list<string>',
} as const;
export type EvidenceField = keyof typeof evidenceFields;

export const isEvidenceField = (name: string): name is EvidenceField => Object.hasOwn(evidenceFields, name);

/** Reads what a field of a file holds; throws the sentence when it cannot be had. */
export type ReadField = (field: EvidenceField) => unknown;

/** A file as expressions see it. Each field is read once; what could not be read is remembered, whatever the expression makes of it. */
class FileValue {
	readonly #read: ReadField;
	readonly #known = new Map<EvidenceField, unknown>();

	constructor(read: ReadField) {
		this.#read = read;
	}

	get path(): unknown {
		return this.get('path');
	}

	get size(): unknown {
		return this.get('size');
	}

	get text(): unknown {
		return this.get('text');
	}

	get lines(): unknown {
		return this.get('lines');
	}

	get json(): unknown {
		return this.get('json');
	}

	get rows(): unknown {
		return this.get('rows');
	}

	get values(): unknown {
		return this.get('values');
	}

	get entries(): unknown {
		return this.get('entries');
	}

	get(field: EvidenceField): unknown {
		if (!this.#known.has(field)) {
			this.#known.set(field, this.#read(field));
		}

		return this.#known.get(field);
	}
}

/** The newest file, and `all` of them. */
class EvidenceValue extends FileValue {
	readonly #all: () => readonly FileValue[];

	constructor(read: ReadField, all: () => readonly FileValue[]) {
		super(read);
		this.#all = all;
	}

	get all(): readonly FileValue[] {
		return this.#all();
	}
}

export const makeFile = (read: ReadField): FileValue => new FileValue(read);
export const makeEvidence = (read: ReadField, all: () => readonly FileValue[]): EvidenceValue => new EvidenceValue(read, all);
export type {EvidenceValue, FileValue};

export function registerEvidence(environment: Environment, names: readonly string[]): void {
	environment.registerType('EvidenceFile', {ctor: FileValue, fields: evidenceFields});
	environment.registerType('Evidence', {ctor: EvidenceValue, fields: {...evidenceFields, all: 'list<EvidenceFile>'}});
	for (const name of names) {
		environment.registerVariable(name, 'Evidence');
	}
}

/** A field that an expression names: of the newest file, or of `each`. Without a field: `all` itself. */
export type NamedSource = {readonly name: string; readonly field: EvidenceField | undefined; readonly each: boolean};

type Origin = {readonly name: string; readonly each: boolean};

/** Elements of these are what the list that they are about holds. */
const keeping = new Set(['filter', 'first', 'last']);
const macros = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);

/** What an expression reads of evidence, also behind the names that its macros give to single files. */
export function sourcesNamed(ast: ASTNode, names: readonly string[]): NamedSource[] {
	const found: NamedSource[] = [];
	const known = new Set(names);
	const visit = (node: unknown, variables: ReadonlyMap<string, Origin | undefined>): Origin | undefined => {
		if (Array.isArray(node)) {
			for (const part of node as unknown[]) {
				visit(part, variables);
			}

			return undefined;
		}

		return isNode(node) ? visitNode(node, variables) : undefined;
	};

	const visitNode = (node: ASTNode, variables: ReadonlyMap<string, Origin | undefined>): Origin | undefined => {
		// Any other operator gives something new of what stands in it.
		// eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- that is what `default` says
		switch (node.op) {
			case 'id': {
				return variables.has(node.args) ? variables.get(node.args) : (known.has(node.args) ? {name: node.args, each: false} : undefined);
			}

			case '.':
			case '.?': {
				return take(visit(node.args[0], variables), node.args[1]);
			}

			case '[]':
			case '[?]': {
				const [from, index] = node.args;
				const origin = visit(from, variables);
				visit(index, variables);
				return index.op === 'value' && typeof index.args === 'string' ? take(origin, index.args) : origin;
			}

			case 'rcall': {
				const [method, receiver, parameters] = node.args;
				const origin = visit(receiver, variables);
				const [variable] = parameters;
				if (macros.has(method) && variable?.op === 'id') {
					visit(parameters.slice(1), new Map([...variables, [variable.args, origin]]));
				} else {
					visit(parameters, variables);
				}

				return keeping.has(method) ? origin : undefined;
			}

			case 'call': {
				const [called, parameters] = node.args;
				const [origin] = parameters.map(parameter => visit(parameter, variables));
				return keeping.has(called) ? origin : undefined;
			}

			default: {
				return visit(node.args, variables);
			}
		}
	};

	const take = (origin: Origin | undefined, member: string): Origin | undefined => {
		if (origin && member === 'all' && !origin.each) {
			found.push({name: origin.name, field: undefined, each: true});
			return {name: origin.name, each: true};
		}

		if (origin && isEvidenceField(member)) {
			found.push({...origin, field: member});
		}

		return undefined;
	};

	visit(ast, new Map());
	return found;
}

const isNode = (value: unknown): value is ASTNode => typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
