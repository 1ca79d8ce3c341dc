/** The world of `el9-golden.md`: an installed machine under a folder of its own. */
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {findTool} from '../tools.js';
import type {Files, Variant, World} from '../world.js';
import {
	withModuleNotRunning,
	withoutAmi,
	withoutCommand,
	withoutPjsip,
	working,
} from './asterisk.js';
import {installPackages, startMariaDb} from './machine.js';

const reference = readFileSync(path.join(import.meta.dirname, '..', '..', '..', 'checklists', 'el9-golden.md'), 'utf8');
/** The script that the checklist itself prints. */
const releaseGate = /^```bash\n(?<script>#![\s\S]*?)^```$/mv.exec(reference)?.groups?.script ?? '';

const stages = ['01_os_base', '02_web_db', '02b_db_client', '03_db_init', '04_telephony', '05_vicidial_core', '06_automation', '07_audio_codecs'];
const markers = ['var/lib/vicidial-install/os_base_complete', 'var/lib/vicidial-install/db_ready', 'var/lib/vicidial-install/db_schema_loaded', 'usr/lib/asterisk/.vicidial-build', 'var/lib/vicidial-install/vicidial_configured', 'var/lib/vicidial-install/asterisk_operational'];

const installer: Files = {
	'install.sh': '#!/usr/bin/env bash\n',
	'lib/common.sh': '# common\n',
	'README.md': '# Installer\n',
	...Object.fromEntries(stages.map(stage => [`stages/${stage}.sh`, '#!/usr/bin/env bash\n'])),
	'tools/run_smoke_test.sh': '#!/usr/bin/env bash\necho smoke passed\n',
	'tools/smoke_cleanup_v2.0_hardened.sh': '#!/usr/bin/env bash\n',
	'tools/release_gate.sh': releaseGate,
};

/** A ZIP of the installer as git makes it, without some of its files. */
function zipWithout(...left: readonly string[]): Uint8Array {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'holdpoint-zip-'));
	try {
		const script = Object.keys(installer).filter(file => !left.includes(file)).map(file => `mkdir -p "$(dirname '${file}')"; echo x > '${file}'`).join('\n');
		execFileSync(findTool('bash') ?? 'bash', ['-ec', `git init -q . && ${script}\ngit add -A && git -c user.name=a -c user.email=a@example.com commit -q --no-gpg-sign -m x\ngit archive --format=zip --output=installer.zip HEAD`], {cwd: folder});
		return readFileSync(path.join(folder, 'installer.zip'));
	} finally {
		rmSync(folder, {recursive: true});
	}
}

const configuration = (lines: Readonly<Record<string, string>> = {}): string => Object.entries({
	VARDB_server: '127.0.0.1', VARDB_database: 'asterisk', VARDB_port: '3306', VARDB_socket: '', ...lines,
}).map(([name, value]) => `${name} => ${value}\n`).join('');

const mysql = (port: string): string => `#!/usr/bin/env bash
# The real client; the port is where this world's server listens instead.
exec "${findTool('mariadb') ?? 'mariadb'}" --no-defaults -u root "$@" --port=${port}
`;

const zipTitles = {
	root: 'The ZIP contains install.sh, lib/common.sh and README.md.',
	stages: 'The ZIP contains every stage: stages/01_os_base.sh, 02_web_db.sh, 02b_db_client.sh, 03_db_init.sh, 04_telephony.sh, 05_vicidial_core.sh, 06_automation.sh and 07_audio_codecs.sh.',
	tools: 'The ZIP contains the tools: tools/run_smoke_test.sh, smoke_cleanup_v2.0_hardened.sh and release_gate.sh.',
};

const zipEvidence = 'Evidence: zip = installer.zip';

const configured = (title: string, lines: Readonly<Record<string, string>>): Variant => ({
	gate: 'Database canonicalization', fails: [title], write: {'root/etc/astguiclient.conf': configuration(lines)},
});

const variants: readonly Variant[] = [
	{gate: 'Hard contracts', fails: ['MySQL is forbidden: no package of it is installed'], write: {'home/.rpmmacros': '%_dbpath %{getenv:HOME}/../packages-with-mysql\n'}},
	{gate: 'Hard contracts', fails: ['MySQL is forbidden: no package of it is installed'], remove: ['bin/rpm']},
	{gate: 'Hard contracts', fails: ['MySQL is forbidden: no package of it is installed'], write: {'home/.rpmmacros': '%_dbpath %{getenv:HOME}/../no-packages\n'}},
	{gate: 'Hard contracts', fails: ['MariaDB is reachable via TCP, and it is MariaDB.'], write: {'bin/mysql': mysql('1')}},
	{gate: 'Hard contracts', fails: ['MariaDB is reachable via TCP, and it is MariaDB.'], write: {'bin/mysql': '#!/bin/sh\n# A stand-in for the client of another server.\necho 8.0.36\n'}},
	{gate: 'Hard contracts', fails: ['The DBI driver is MariaDB.'], environment: {PERL5LIB: '{here}/without-driver'}},
	{gate: 'Hard contracts', fails: ['The legacy SIP CLI is available.'], write: {'bin/asterisk': withoutCommand('sip show settings')}},
	{gate: 'Hard contracts', fails: ['AMI is enabled.'], write: {'bin/asterisk': withoutAmi}},
	...markers.map((marker, index): Variant => ({gate: 'Stage completion', fails: [`Stage 0${index + 1} has left its marker`], remove: [`root/${marker}`]})),
	{gate: 'SIP and Asterisk', fails: ['chan_sip is built and runs.'], write: {'bin/asterisk': withModuleNotRunning}},
	{gate: 'SIP and Asterisk', fails: ['The SIP CLI responds.'], write: {'bin/asterisk': withoutCommand('sip show peers')}},
	{gate: 'SIP and Asterisk', fails: ['PJSIP is present too, for the future.'], write: {'bin/asterisk': withoutPjsip}},
	configured('The host is 127.0.0.1', {VARDB_server: '127.0.0.10'}),
	configured('localhost is nowhere in it, neither as a host nor in a remark', {'# not localhost': ''}),
	configured('The port is 3306', {VARDB_port: '33060'}),
	configured('The socket is empty', {VARDB_socket: '/run/mysqld/mysqld.sock'}),
	{gate: 'Smoke test', fails: ['The smoke test passes'], write: {'project/tools/run_smoke_test.sh': '#!/usr/bin/env bash\necho no dial tone; exit 1\n'}},
	{gate: 'One-command', fails: ['The one-command release check says that the release is good.'], write: {'bin/asterisk': withoutAmi}},
	{gate: 'ZIP content', fails: [zipEvidence, zipTitles.root, zipTitles.stages, zipTitles.tools], remove: ['project/installer.zip']},
	{gate: 'ZIP content', fails: [zipTitles.root], write: {'project/installer.zip': zipWithout('lib/common.sh')}},
	{gate: 'ZIP content', fails: [zipTitles.stages], write: {'project/installer.zip': zipWithout('stages/02b_db_client.sh')}},
	{gate: 'ZIP content', fails: [zipTitles.tools], write: {'project/installer.zip': zipWithout('tools/smoke_cleanup_v2.0_hardened.sh')}},
];

export const el9Golden: World = {
	file: 'el9-golden.md',
	tools: ['grep', 'rpm', 'perl'],
	needs: [
		['rpmbuild', 'rpmbuild', '--version'],
		['MariaDB’s server', 'mariadbd', '--version'],
		['MariaDB’s client', 'mariadb', '--version'],
		['DBI and DBD::MariaDB of Perl', 'perl', '-MDBI', '-MDBD::MariaDB', '-e', '1'],
	],
	set: {version: '2.4.0', root: '{here}/root'},
	committed: installer,
	write: {
		'bin/asterisk': working,
		'home/.rpmmacros': '%_dbpath %{getenv:HOME}/../packages\n',
		'root/etc/astguiclient.conf': configuration(),
		...Object.fromEntries(markers.map(marker => [`root/${marker}`, ''])),
		'project/installer.zip': zipWithout(),
		// A stand-in for a Perl in which only the driver is missing.
		'without-driver/DBI.pm': 'package DBI; sub available_drivers { return qw(DBM ExampleP Sponge) } 1;\n',
	},
	async start(place) {
		await installPackages(place);
		const database = await startMariaDb(place);
		return {write: {'bin/mysql': mysql(String(database.port))}, stop: database.stop};
	},
	afterTheTag: [],
	variants,
};
