/** Reading the front matter: the settings, with their defaults, or what is wrong with it. */
import type {Yaml} from 'mdast';
import {
	isMap,
	isScalar,
	parseDocument,
	type Document,
} from 'yaml';
import {
	type FrontMatter,
	frontMatterSchema,
	inputKeys,
	ourKeys,
} from './front-matter-schema.js';
import {rangeOf} from './markdown.js';
import type {Settings} from './settings.js';
import {nearest} from './nearest.js';
import {normaliseRole} from './role.js';
import {mapMatches, sliceOf, type Source} from './source.js';

type Fault = {readonly message: string; readonly fix?: string | undefined; readonly offset: number};

export type FrontMatterReading = {
	readonly settings: Settings;
	readonly mode: 'tasks' | 'lists' | undefined;
	readonly texts: readonly string[];
	readonly optionalWords: readonly string[];
	/** `tag: none`. */
	readonly noTag: boolean;
	/** Roles of `decision`, when it says so. */
	readonly decision: readonly string[] | undefined;
	readonly faults: readonly Fault[];
};

const readSettings = (own: boolean, data: FrontMatter): FrontMatterReading => {
	const inputs = Object.entries(data.inputs ?? {}).map(([name, input]) => ({
		name, ask: input.ask ?? name, match: input.match, choices: input.choices ?? [], default: input.default, secret: input.secret ?? false,
	}));
	const noTag = data.tag === 'none';
	const usual = inputs.some(({name}) => name === 'version') ? 'v{{version}}' : undefined;
	const decision = data.decision?.map(role => normaliseRole(role));
	return {
		settings: {
			own,
			release: data.release,
			tag: noTag ? undefined : (data.tag ?? usual),
			inputs,
			placeholders: Object.entries(data.placeholders ?? {}).map(([text, value]) => ({text, value})),
			decision: decision ?? ['release manager'],
			order: data.order ?? 'free',
			pair: data.pair ?? 'optional',
			samePerson: data['same person'] === 'allowed',
			note: data.note === 'required',
			record: data.record ?? 'releases',
		},
		mode: data.steps,
		texts: data.text ?? [],
		optionalWords: data.optional ?? [],
		noTag,
		decision,
		faults: [],
	};
};

const plain = readSettings(false, {});

/** Where a path of the data stands; for an unknown or missing key the nearest thing above it. */
const offsetOf = (document: Document, path: readonly PropertyKey[]): number => {
	let offset = 0;
	let node: unknown = document.contents;
	for (const key of path) {
		if (!isMap(node)) {
			break;
		}

		const pair = node.items.find(item => isScalar(item.key) && String(item.key.value) === String(key));
		if (!pair || !isScalar(pair.key)) {
			break;
		}

		offset = pair.key.range?.[0] ?? offset;
		node = pair.value;
	}

	return offset;
};

const nearKey = (key: string, path: readonly PropertyKey[]): string | undefined => {
	const meant = nearest(key, path.length === 0 ? ourKeys : inputKeys);
	return meant === undefined ? undefined : `Did you mean \`${meant}\`?`;
};

const undeclared = ({settings}: FrontMatterReading): string[] => {
	const names = new Set(settings.inputs.map(({name}) => name));
	return [settings.tag ?? '', ...settings.placeholders.map(({value}) => value)]
		.flatMap(text => mapMatches(text, /\{\{(?<name>[^\{\}]*)\}\}/gv, ({groups}) => (groups?.name ?? '').trim()))
		.filter(name => !names.has(name));
};

/** `{a: [{b: 1}]}` in YAML can be made to grow without end by aliases; a front matter has no use for them. */
const readData = (document: Document): unknown => {
	try {
		return document.toJS({maxAliasCount: 0});
	} catch {
		return undefined;
	}
};

const mentionsOurs = (text: string): boolean => mapMatches(text, /^(?<key>[ a-z]+):/gmv, ({groups}) => groups?.key ?? '').some(key => ourKeys.has(key));

/** Reads the front matter; one without any of our keys is somebody else's and text. */
export const readFrontMatter = (source: Source, node: Yaml | undefined): FrontMatterReading => {
	if (!node) {
		return plain;
	}

	const range = rangeOf(node);
	const begin = range.from + (/^[^\n\r]*(?:\r\n|\r|\n)?/v.exec(sliceOf(source, range))?.[0].length ?? 0);
	const text = node.value;
	const document = parseDocument(text, {prettyErrors: false});
	if (document.errors.length > 0) {
		return mentionsOurs(text)
			? {...plain, settings: {...plain.settings, own: true}, faults: document.errors.map(({message, pos}) => ({message: `The front matter is no YAML: ${message}`, offset: begin + pos[0]}))}
			: plain;
	}

	const data = readData(document);
	if (typeof data !== 'object' || data === null || Array.isArray(data) || Object.keys(data).every(key => !ourKeys.has(key))) {
		return plain;
	}

	const result = frontMatterSchema.safeParse(data);
	if (!result.success) {
		const faults = result.error.issues.flatMap(issue => issue.code === 'unrecognized_keys'
			? issue.keys.map(key => ({message: `The front matter has no \`${[...issue.path, key].join('.')}\`.`, fix: nearKey(key, issue.path), offset: begin + offsetOf(document, [...issue.path, key])}))
			: [{message: `\`${issue.path.join('.')}\` in the front matter: ${issue.message}.`, offset: begin + offsetOf(document, issue.path)}]);
		return {...plain, settings: {...plain.settings, own: true}, faults};
	}

	const reading = readSettings(true, result.data);
	return {...reading, faults: undeclared(reading).map(name => ({message: `\`{{${name}}}\` is no input of this document.`, offset: begin + offsetOf(document, ['tag'])}))};
};
