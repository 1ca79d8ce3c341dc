/** `bundle.json`: every file of a record's folder with its size and digest, but itself and the seals. */
import * as z from 'zod';
import {canonicalJson} from '../run/chain.js';
import {decodeText, encodeText, sha256} from './bytes.js';
import {parseJson} from './envelope.js';
import {fault, type Fault} from './record-fault.js';

const listedFile = z.strictObject({path: z.string(), size: z.int().nonnegative(), sha256: z.string().regex(/^[\da-f]{64}$/v)});
const bundleSchema = z.strictObject({version: z.literal(1), files: z.array(listedFile)});
export type Bundle = z.infer<typeof bundleSchema>;

export type BundleFault = Fault<'bundle.format' | 'bundle.path' | 'bundle.duplicate' | 'bundle.digest' | 'bundle.extra-file'>;

/** The name of the file itself. */
export const bundleFile = 'bundle.json';
/** Beside the record: whatever the repository's attributes say elsewhere, git leaves these bytes as they are. */
export const attributes = {path: '.gitattributes', bytes: encodeText('* -text -filter -ident -working-tree-encoding\n')} as const;
const sealFile = /^seal-[\da-z]+(?:-[\da-z]+)*\.dsse\.json$/v;
const largestPath = 200;

const earlierChecklist = /^checklist-[\da-f]{64}\.md$/v;

/** Nothing else ever stands in a record's folder. */
const knownPaths = [
	/^(?:\.gitattributes|record\.md|journal\.jsonl|checklist\.md|signers\.yaml)$/v,
	earlierChecklist,
	/^statements\/[\da-f]{64}\.dsse\.json$/v,
	/^evidence\/[\da-f]{64}$/v,
	/^output\/[1-9]\d{0,8}\.log$/v,
];

export function isSealFile(path: string): boolean {
	return sealFile.test(path);
}

/** A text of the checklist that the run went by until another one was taken; the last one is `checklist.md`. */
export function earlierChecklistPath(digest: string): string {
	return `checklist-${digest}.md`;
}

export function isEarlierChecklist(path: string): boolean {
	return earlierChecklist.test(path);
}

/** `statements/<sha256>.dsse.json` */
export function statementPath(digest: string): string {
	return `statements/${digest}.dsse.json`;
}

/** Lists the files of a folder by their paths in it; seals and `bundle.json` itself are passed over. A path that no record may have is a mistake in the program. */
export function assembleBundle(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
	const paths = [...files].map(([path]) => path).filter(path => path !== bundleFile && !isSealFile(path)).toSorted();
	const list = (path: string, bytes: Uint8Array = new Uint8Array()) => ({path, size: bytes.length, sha256: sha256(bytes)});
	const bundle: Bundle = {version: 1, files: paths.map(path => list(path, files.get(path)))};
	const problem = checkPaths(bundle);
	if (problem) {
		throw new TypeError(problem.message);
	}

	return encodeText(canonicalJson(bundle));
}

export function readBundle(bytes: Uint8Array): Bundle | BundleFault {
	const text = decodeText(bytes);
	const parsed = bundleSchema.safeParse(text === undefined ? undefined : parseJson(text));
	if (!parsed.success || canonicalJson(parsed.data) !== text) {
		return fault('bundle.format', 'bundle.json is not canonical JSON of its one shape.');
	}

	return checkPaths(parsed.data) ?? parsed.data;
}

function checkPaths({files}: Bundle): BundleFault | undefined {
	// Two names that are one file on some machine.
	const folded = new Set(files.map(({path}) => path.normalize('NFKC').toLowerCase()));
	if (folded.size < files.length) {
		return fault('bundle.duplicate', 'bundle.json lists a name twice, or two names that some machines take for one.');
	}

	let before = '';
	for (const {path} of files) {
		if (path.length > largestPath || knownPaths.every(known => !known.test(path))) {
			return fault('bundle.path', `bundle.json lists ${JSON.stringify(path)}, which is no place in a record.`);
		}

		if (path <= before) {
			return fault('bundle.format', 'bundle.json does not list its files in order.');
		}

		before = path;
	}

	return undefined;
}

/** Every listed file as listed, and none besides. */
export function checkFiles(bundle: Bundle, files: ReadonlyMap<string, Uint8Array>): BundleFault | undefined {
	const listed = new Set(bundle.files.map(({path}) => path));
	for (const path of files.keys()) {
		if (path !== bundleFile && !isSealFile(path) && !listed.has(path)) {
			return fault('bundle.extra-file', `${JSON.stringify(path)} stands in the record's folder and not in bundle.json.`);
		}
	}

	for (const {path, size, sha256: digest} of bundle.files) {
		const bytes = files.get(path);
		if (bytes?.length !== size || sha256(bytes) !== digest) {
			return fault('bundle.digest', bytes ? `${path} is not the file that bundle.json lists.` : `${path} is listed in bundle.json and missing.`);
		}
	}

	return undefined;
}
