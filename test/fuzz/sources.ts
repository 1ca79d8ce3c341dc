/** The real documents that are changed: the seeds, our own checklists, and the collected ones where they lie beside the repository. */
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';

/** In the project's top, by name. */
export const realDocuments = (top: string): Map<string, string> => {
	const folders = ['test/seeds', 'checklists', '../shared/corpus'].map(folder => path.join(top, folder)).filter(folder => existsSync(folder));
	const files = folders.flatMap(folder => readdirSync(folder).filter(name => name.endsWith('.md')).toSorted().map(name => path.join(folder, name)));
	return new Map(files.map(file => [path.basename(file), readFileSync(file, 'utf8')]));
};
