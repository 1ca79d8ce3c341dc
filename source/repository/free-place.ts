/** Whether a record has a place of its own: a folder that nothing stands in, and a ref that no other record has. */
import {isRepositoryFault, repositoryFault, type RepositoryFault} from './faults.js';
import {gitIn} from './git.js';
import {readRef, recordRef, tagTaken} from './tags.js';

/** A fault when the folder cannot be added to a commit, because it or a file above it is there. */
export async function checkFolder(top: string, parent: string, folder: string): Promise<RepositoryFault | undefined> {
	const git = gitIn(top);
	const above = folder.matchAll(/\//gv).map(({index}) => folder.slice(0, index)).toArray();
	const [listed, kinds] = await Promise.all([
		git.ask(['--literal-pathspecs', 'ls-tree', '-z', '--full-tree', '--name-only', parent, '--', folder], 'read the tested commit'),
		Promise.all(above.map(async name => ({name, kind: await git.run(['cat-file', '-t', `${parent}:${name}`])}))),
	]);
	if (isRepositoryFault(listed)) {
		return listed;
	}

	const file = kinds.find(({kind}) => kind.ok && kind.stdout.trim() !== 'tree');
	if (file) {
		return repositoryFault('record.path', `${file.name} is not a folder in ${parent.slice(0, 12)}. Choose another folder with \`record:\` in the checklist.`);
	}

	return listed === ''
		? undefined
		: repositoryFault('record.exists', `${folder} already exists in ${parent.slice(0, 12)}. A record never changes what is there: move that folder away, commit, and test that commit; or choose another folder with \`record:\`.`);
}

/** A fault when there is a tag of that name. */
export async function checkTag(top: string, tag: string): Promise<RepositoryFault | undefined> {
	return await readRef(top, `refs/tags/${tag}`) === undefined ? undefined : tagTaken(tag);
}

/** A fault when the ref keeps another record than this; undefined: none is made yet. */
export async function checkRecordRef(top: string, name: string, record?: string): Promise<RepositoryFault | {readonly isThere: boolean}> {
	const ref = recordRef(name);
	const existing = await readRef(top, ref);
	return existing === undefined || existing === record
		? {isThere: existing !== undefined}
		: repositoryFault('record.ref', `${ref} keeps another record already (${existing.slice(0, 12)}). Look at it with \`git show ${ref}\`; if it is not wanted, \`git update-ref -d ${ref}\` removes it.`);
}
