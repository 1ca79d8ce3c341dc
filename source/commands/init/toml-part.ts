import {
	check,
	publish,
	type Item,
	type Part,
	type ProjectFiles,
} from './part.js';

/** The lines of one table of a TOML file, which is all that has to be known of it here. */
const tableOf = (text: string, name: string): string | undefined => {
	const lines = text.split(/\r?\n/v);
	const begin = lines.findIndex(line => line.trim() === `[${name}]`);
	const rest = lines.slice(begin + 1);
	const end = rest.findIndex(line => line.startsWith('['));
	return begin === -1 ? undefined : rest.slice(0, end === -1 ? undefined : end).join('\n');
};

const textIn = (table: string | undefined, key: string): string | undefined => new RegExp(String.raw`^${key}\s*=\s*["'](?<value>[^"']*)["']`, 'mv').exec(table ?? '')?.groups?.value;

/** Rust. */
export const cargoPart = (files: ProjectFiles): Part | undefined => {
	const text = files.get('Cargo.toml');
	if (text === undefined) {
		return undefined;
	}

	const crate = tableOf(text, 'package');
	const locked = files.has('Cargo.lock') ? ' --locked' : '';
	const isPublished = crate !== undefined && !/^publish\s*=\s*false/mv.test(crate);
	return {
		name: textIn(crate, 'name'),
		tool: 'cargo',
		code: [
			{...check('Cargo.toml has this version', 'cargo metadata --no-deps --format-version 1'), expect: 'json.packages.exists(crate, crate.version == inputs.version)'},
			check('It builds', `cargo build --release${locked}`, '30m'),
			check('The tests pass', `cargo test${locked}`, '30m'),
		],
		package: isPublished ? [check('The crate can be packaged, and builds from the package', `cargo publish --dry-run${locked}`, '30m')] : [],
		publication: isPublished ? [publish('crates.io', `cargo publish${locked}`)] : [],
		rollback: isPublished ? [{title: 'The version is yanked from crates.io'}] : [],
	};
};

/** How a Python project runs things: the tool that its lock file belongs to, else what is installed. */
const pythonTool = (files: ProjectFiles): {readonly name: string; readonly run: string; readonly build: string; readonly publish: string} => {
	if (files.has('uv.lock')) {
		return {
			name: 'uv', run: 'uv run ', build: 'uv build', publish: 'uv publish',
		};
	}

	return files.has('poetry.lock')
		? {
			name: 'poetry', run: 'poetry run ', build: 'poetry build', publish: 'poetry publish',
		}
		: {
			name: 'python', run: '', build: 'python3 -m build', publish: 'python3 -m twine upload dist/*',
		};
};

const pythonTests = (files: ProjectFiles, run: string): Item[] => {
	const mentions = ['pyproject.toml', 'setup.cfg', 'setup.py', 'tox.ini', 'pytest.ini', 'requirements.txt', 'requirements-dev.txt', 'conftest.py'].some(name => files.get(name)?.includes('pytest'));
	if (files.has('tox.ini')) {
		return [check('The tests pass', `${run}tox`, '30m')];
	}

	if (files.has('noxfile.py')) {
		return [check('The tests pass', `${run}nox`, '30m')];
	}

	return mentions || files.has('pytest.ini') || files.has('conftest.py')
		? [check('The tests pass', `${run}${run === '' ? 'python3 -m pytest' : 'pytest'}`, '30m')]
		: [];
};

/** The version where it is written; undefined where it is made from something else. */
const pythonVersion = (text: string): Item[] => {
	const tables = ['project', 'tool.poetry'].filter(table => textIn(tableOf(text, table), 'version') !== undefined);
	return tables.slice(0, 1).map(table => ({
		...check('pyproject.toml has this version', `python3 -c 'import tomllib; print(tomllib.load(open("pyproject.toml", "rb"))${table.split('.').map(key => `["${key}"]`).join('')}["version"])'`),
		expect: 'stdout == inputs.version',
	}));
};

export const pythonPart = (files: ProjectFiles): Part | undefined => {
	const text = files.get('pyproject.toml') ?? '';
	if (text === '' && !files.has('setup.py') && !files.has('setup.cfg')) {
		return undefined;
	}

	const tool = pythonTool(files);
	const isPackage = files.has('setup.py') || files.has('setup.cfg') || tableOf(text, 'build-system') !== undefined;
	return {
		name: textIn(tableOf(text, 'project'), 'name') ?? textIn(tableOf(text, 'tool.poetry'), 'name'),
		tool: tool.name,
		code: [
			...pythonVersion(text),
			...(tableOf(text, 'tool.ruff') !== undefined || files.has('ruff.toml') ? [check('The linter finds nothing', `${tool.run}ruff check .`)] : []),
			...pythonTests(files, tool.run),
		],
		package: isPackage ? [check('It builds', tool.build, '15m')] : [],
		publication: isPackage ? [publish('PyPI', tool.publish)] : [],
		rollback: isPackage ? [{title: 'The version is yanked from PyPI'}] : [],
	};
};
