/** The machine's own parts, real: a package database, and MariaDB on the loopback interface. */
import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {mkdir, writeFile} from 'node:fs/promises';
import {createServer} from 'node:net';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {findTool} from '../tools.js';
import type {Place} from '../world.js';

/** Makes package databases that `rpm -qa` lists: `packages`, and `packages-with-mysql`. */
export async function installPackages({folder, run}: Place): Promise<void> {
	const build = path.join(folder, 'build');
	await mkdir(build);
	for (const [database, names] of [['packages', ['MariaDB-server', 'asterisk']], ['packages-with-mysql', ['MariaDB-server', 'mysql-community-server']]] as const) {
		for (const name of names) {
			const spec = path.join(build, `${name}.spec`);
			await writeFile(spec, `Name: ${name}\nVersion: 1\nRelease: 1\nSummary: x\nLicense: none\nBuildArch: noarch\n%description\n%files\n`);
			await run('rpmbuild', '-bb', '--quiet', '--define', `_topdir ${build}`, spec);
			await run('rpm', '--dbpath', path.join(folder, database), '-i', '--justdb', '--nodeps', '--force-debian', path.join(build, 'RPMS', 'noarch', `${name}-1-1.noarch.rpm`));
		}
	}
}

async function freePort(): Promise<number> {
	const server = createServer();
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	return typeof address === 'object' && address ? address.port : 0;
}

type Listening = {readonly port: number; readonly server: ChildProcess; readonly ended: Promise<unknown>};

/** A free port can be somebody else's a moment later: then another one is tried. */
async function listen(data: string, user: readonly string[]): Promise<Listening> {
	let log = '';
	for (let tries = 0; tries < 3; tries++) {
		const port = await freePort();
		const server = spawn(findTool('mariadbd') ?? 'mariadbd', [
			'--no-defaults', `--datadir=${data}`, `--socket=${path.join(data, 'socket')}`, '--bind-address=127.0.0.1', `--port=${port}`, '--skip-log-bin', ...user,
		], {stdio: ['ignore', 'ignore', 'pipe']});
		const ended = once(server, 'exit');
		log = '';
		for await (const chunk of server.stderr) {
			log += String(chunk);
			if (log.includes('ready for connections')) {
				return {port, server, ended};
			}
		}

		await ended;
	}

	throw new Error(log);
}

export type Database = {readonly port: number; readonly stop: () => Promise<void>};

/** A server with a data folder of its own. */
export async function startMariaDb({folder, run}: Place): Promise<Database> {
	const data = path.join(folder, 'mariadb');
	const user = process.getuid?.() === 0 ? ['--user=root'] : [];
	await run('mariadb-install-db', '--no-defaults', '--auth-root-authentication-method=normal', '--skip-test-db', `--datadir=${data}`, ...user);
	const {port, server, ended} = await listen(data, user);
	await execa(findTool('mariadb') ?? 'mariadb', ['--no-defaults', '-u', 'root', '-h', '127.0.0.1', `--port=${port}`, '-e', 'SELECT 1']);
	return {
		port,
		async stop() {
			server.kill();
			await ended;
		},
	};
}
