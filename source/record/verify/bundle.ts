/** Point 5: every file of the record is the one that `bundle.json` lists, and none is there besides. */
import {
	attributes,
	bundleFile,
	checkFiles,
	earlierChecklistPath,
	isEarlierChecklist,
	isSealFile,
	readBundle,
} from '../bundle.js';
import {sha256} from '../bytes.js';
import {fault, isFault, type Fault} from '../record-fault.js';
import {count} from '../render/words.js';
import type {Checked} from './request.js';
import type {RecordFolder} from './commit.js';
import type {Target} from './target.js';

export type Files = {
	readonly files: ReadonlyMap<string, Uint8Array>;
	/** SHA-256 of `bundle.json`. */
	readonly bundle: string;
};

export async function checkBundle({reader, trailers}: Target, {blobs}: RecordFolder): Checked<Files> {
	const files = await readFiles(reader, blobs);
	if (isFault(files)) {
		return files;
	}

	const bytes = files.get(bundleFile);
	if (!bytes || sha256(bytes) !== trailers.bundle) {
		return fault('bundle.digest', 'bundle.json is not the one that the trailers name.');
	}

	const bundle = readBundle(bytes);
	if (isFault(bundle)) {
		return bundle;
	}

	const wrong = checkFiles(bundle, files) ?? checkNames(files);
	if (wrong) {
		return wrong;
	}

	const seals = [...files].filter(([path]) => isSealFile(path)).map(([, seal]) => sha256(seal)).toSorted();
	return seals.join(' ') === trailers.seals.join(' ')
		? {files, bundle: trailers.bundle, detail: `${count(bundle.files.length, 'file')}, each as listed`}
		: fault('seal.subject', 'The seals are not those that the trailers name.');
}

async function readFiles(reader: Target['reader'], blobs: ReadonlyMap<string, string>): Promise<Map<string, Uint8Array> | Fault> {
	const files = new Map<string, Uint8Array>();
	for (const [path, id] of blobs) {
		const bytes = await reader.read(id, 'blob');
		if (isFault(bytes)) {
			return bytes;
		}

		files.set(path, bytes);
	}

	return files;
}

/** What is kept by its digest is named by it, and a record's attributes are no others than ours. */
function checkNames(files: ReadonlyMap<string, Uint8Array>): Fault | undefined {
	const own = files.get(attributes.path);
	if (own && sha256(own) !== sha256(attributes.bytes)) {
		return fault('bundle.path', `${attributes.path} in the record's folder is not the one that Holdpoint writes.`);
	}

	for (const [path, bytes] of files) {
		if (isEarlierChecklist(path) && path !== earlierChecklistPath(sha256(bytes))) {
			return fault('checklist.digest', `${path} is not the checklist that its name says.`);
		}

		const [folder, name = ''] = path.split('/', 2);
		const digest = name.split('.', 1)[0];
		if (folder === 'evidence' && sha256(bytes) !== digest) {
			return fault('evidence.digest', `${path} is not the evidence that its name says.`);
		}

		if (folder === 'statements' && sha256(bytes) !== digest) {
			return fault('statement.digest', `${path} is not the statement that its name says.`);
		}
	}

	return undefined;
}
