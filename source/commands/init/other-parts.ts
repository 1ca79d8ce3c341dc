import {mapMatches} from '../../checklist/source.js';
import {
	check,
	type Item,
	type Part,
	type ProjectFiles,
} from './part.js';

/** Go: the tag is what publishes. */
export const goPart = (files: ProjectFiles): Part | undefined => {
	const text = files.get('go.mod');
	const module = /^module\s+(?<module>\S+)/mv.exec(text ?? '')?.groups?.module;
	return text === undefined
		? undefined
		: {
			name: module?.split('/').findLast(part => !/^v\d+$/v.test(part)),
			tool: 'go',
			code: [
				check('The modules are those of go.sum', 'go mod verify'),
				check('It builds', 'go build ./...', '30m'),
				check('Vet finds nothing', 'go vet ./...'),
				check('The tests pass', 'go test ./...', '30m'),
			],
			package: [],
			publication: [{title: 'The module proxy gives out the new version'}],
			rollback: [{title: 'go.mod retracts the version, in a version of its own'}],
		};
};

/** Targets that decide something; of two with one meaning the first that there is. */
const targets: ReadonlyArray<{readonly names: readonly string[]; readonly title: string}> = [
	{names: ['lint'], title: 'The linter finds nothing'},
	{names: ['build', 'all'], title: 'It builds'},
	{names: ['check', 'test', 'tests'], title: 'The tests pass'},
];

/** A Makefile, where nothing else says how the project is built. */
export const makePart = (files: ProjectFiles): Part | undefined => {
	const text = files.get('GNUmakefile') ?? files.get('makefile') ?? files.get('Makefile');
	if (text === undefined) {
		return undefined;
	}

	const defined = new Set(mapMatches(text, /^(?<names>[\w\-.]+(?:[\t ]+[\w\-.]+)*)[\t ]*::?(?!=)/gmv, ({groups}) => groups?.names?.split(/\s+/v) ?? []).flat());
	const items = targets.flatMap(({names, title}): Item[] => {
		const name = names.find(one => defined.has(one));
		return name === undefined ? [] : [check(title, `make ${name}`, '30m')];
	});
	return {
		name: undefined, tool: 'make', code: items, package: [], publication: [], rollback: [],
	};
};
