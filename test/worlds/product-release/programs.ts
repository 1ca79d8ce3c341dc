/** What cannot be had here: registries, a container engine, the git host, as stand-ins. */
import {prints, refuses, standIn} from '../stand-in.js';

export const gh = ({ci = 'success', release = 'success', body = 'What is new', assets = [{name: 'sdk.tgz'}]}: {ci?: string; release?: string; body?: string; assets?: unknown} = {}): string => standIn('gh', {
	'run list --commit *': prints([{name: 'PR', status: 'completed', conclusion: 'success'}, {name: 'images', status: 'completed', conclusion: ci}]),
	'run list --workflow release.yml --branch v0.1.0 *': prints([{conclusion: release}]),
	'release view v0.1.0 --json body': prints({body}),
	'release view v0.1.0 --json assets': prints({assets}),
});

export const docker = ({build = ':', manifest = prints({schemaVersion: 2})}: {build?: string; manifest?: string} = {}): string => standIn('docker', {
	// The engine says as much of a file that it cannot read.
	'compose -f * config --quiet': `grep -q '^services:' "$3" || ${refuses('services must be a mapping')}`,
	'compose -f docker-compose.prod.yml build': build,
	'manifest inspect ghcr.io/example/api:v0.1.0': manifest,
});

export const pnpm = (vulnerable: boolean): string => standIn('pnpm', {'audit --audit-level critical': vulnerable ? refuses('1 vulnerabilities found, severity: 1 critical') : 'echo "No known vulnerabilities found"'});

export const npm = (version: string): string => standIn('npm', {'view @example/sdk@0.1.0 version': `echo '${version}'`});
