import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {allSteps, ownSteps} from '../../source/checklist/outline.js';
import {
	linesOf,
	outlineOf,
	readSeed,
	sectionOf,
	stepOf,
} from './reading.js';

test('the seeds are the documents that they were, byte for byte', () => {
	const digests = ['000-el9-golden', '001-release-candidate', '002-sprint-3', '003-v0.1.0', '004-device-management']
		.map(name => createHash('sha256').update(readFileSync(new URL(`../seeds/${name}.md`, import.meta.url))).digest('hex').slice(0, 16));
	expect(digests).toEqual(['55e47d3d69c91066', 'ea226d861ca847ca', '249edc736beecad0', '54c7532542445811', '32e687008199111f']);
});

test('000: a document without task items is walked by its lists, commands and numbered titles', () => {
	const checklist = readSeed('000-el9-golden');
	expect(outlineOf(checklist).map(line => line.replace(/^(?<marks>#* )\P{ASCII}+ ?/v, '$<marks>').replace(/(?<=\d)\P{ASCII}+/v, ''))).toEqual([
		'âœ… PASS 4 â€” Release Certification & Final Checklist (EL9-Golden)',
		'# RELEASE STANDARD: EL9-GOLDEN',
		'## 1 HARD CONTRACTS (Must NEVER break) 5 action',
		'## 2 STAGE COMPLETION MARKERS (Order Enforcement) 1 confirm',
		'## 3 SIP / Asterisk GUARANTEES (The pain point you fixed) 3 action',
		'## 4 DATABASE CANONICALIZATION (No ambiguity) 3 confirm, 1 action',
		'## 5 SMOKE TEST = RELEASE GATE (Mandatory) 1 action, 2 confirm',
		'## 6 ONE-COMMAND RELEASE CHECK (Recommended) 1 confirm',
		'## 7 ZIP CONTENT RULES (Non-Negotiable) 1 confirm',
		'## 8 VERSIONING & TAGGING (Do this once) 2 confirm',
		'# FINAL VERDICT',
		'## What you can do next 7 confirm',
	]);
	expect(stepOf(checklist, 'Checkpoints').commands.map(({text}) => text)).toEqual(['grep -q "VARDB_server => 127.0.0.1" /etc/astguiclient.conf\n! grep -q "localhost" /etc/astguiclient.conf']);
	expect(stepOf(checklist, 'Never ship without this passing.').commands).toMatchObject([{
		language: 'bash', mode: 'action', text: './tools/run_smoke_test.sh', line: 105,
	}]);
	expect(allSteps(checklist).flatMap(({commands}) => commands).some(({text}) => text.startsWith('#!'))).toBe(false);
	const conditional = allSteps(checklist).filter(({condition}) => condition);
	expect(conditional.map(({title}) => title)).toEqual([
		'Generate a clean README.md',
		'Produce a CI pipeline (GitHub Actions / GitLab CI)',
		'Do a one-time diff audit to confirm nothing violates contracts',
	]);
	expect(new Set(conditional.map(({condition}) => condition?.id)).size).toBe(1);
	expect(conditional[0]?.condition?.text).toBe('If you want, next I can:');
	expect(checklist.tagPlace).toEqual({
		id: undefined, line: undefined, others: [], none: false,
	});
	expect(checklist.diagnostics).toEqual([]);
});

test('001: gates, forms, tables, signatures and the decision', () => {
	const checklist = readSeed('001-release-candidate');
	expect(outlineOf(checklist)).toEqual([
		'Release Checklist - release-candidate-1 1 value',
		'## Hard Blocking Gate 1: Go/No-Go Startup Reliability 1 action, 1 evidence, 4 confirm, 1 signature',
		'## Hard Blocking Gate 2: 48-Hour Reliability Soak 1 action, 1 evidence, 5 confirm, 1 signature',
		'## Hard Blocking Gate 3: Security & Safety Hardening 4 confirm, 1 signature',
		'### 3A: Internal Service Authentication 10 confirm',
		'### 3B: Tool Policy Enforcement (Server-Side Only) 2 action, 5 confirm, 1 evidence',
		'### 3C: Command Allowlist & Path Sandboxing 3 action, 4 confirm',
		'### 3D: Secrets & Config Validation 1 action, 4 confirm, 1 evidence',
		'## Hard Blocking Gate 4: Data Durability & Recovery 5 confirm, 1 signature',
		'### 4A: Backup Execution 1 action, 7 confirm',
		'### 4B: Restore to Clean Copy 1 action, 5 confirm',
		'### 4C: WAL Consistency & Index Validation 1 action, 4 confirm',
		'### 4D: RPO/RTO Documentation 4 confirm',
		'## Hard Blocking Gate 5: Integration Test Determinism 1 action, 18 confirm, 1 evidence, 1 signature',
		'## Observability & Documentation (Non-Blocking, Info) [not blocking]',
		'### 5A: JSON Logging [not blocking] 4 confirm',
		'### 5B: Error Codes [not blocking] 3 confirm',
		'### 5C: Monitoring Dashboard [not blocking] 4 confirm, 1 evidence',
		'## Release Decision [decision, no gate] 4 confirm, 2 signature',
		'## Post-Release (GA) [after the tag] 5 confirm',
	]);
	expect(checklist.settings.decision).toEqual(['release manager', 'director/vp']);
	expect(checklist.tagPlace).toMatchObject({line: 450, others: []});
	expect(checklist.namedVersion).toBeUndefined();
	expect(checklist.diagnostics).toEqual([]);
});

test('001: commands stand with what is expected of them', () => {
	const checklist = readSeed('001-release-candidate');
	const spoofed = stepOf(checklist, 'Spoofed approval token');
	expect(spoofed.commands).toMatchObject([{
		language: 'bash', mode: 'action', placeholders: ['...'], irreversible: false,
	}]);
	expect(spoofed.expected).toEqual(['Expected: 401 Unauthorized (INVALID_APPROVAL)']);
	expect(stepOf(checklist, 'Approval token from different tool')).toMatchObject({kind: 'confirm', commands: [], expected: ['Expected: 401 (token scope violation)']});
	expect(stepOf(checklist, 'Execution Command:').expected[0]?.split('\n', 1)[0]).toBe('✓ 10/10 cycles successful (100% pass rate)');
	expect(stepOf(checklist, 'Preflight Checks (run before startup):').expected[0]?.split('\n')).toHaveLength(5);
	expect(stepOf(checklist, '4C: WAL').commands[0]?.language).toBe('python');
	expect(sectionOf(checklist, 'Hard Blocking Gate 2').steps.find(({kind}) => kind === 'evidence')?.evidence).toEqual([
		{
			name: undefined, glob: 'S:/artifacts/phase3/soak-metrics-*.csv', line: 82, age: 'run',
		},
		{
			name: undefined, glob: 'soak-summary-*.json', line: 82, age: 'run',
		},
	]);
	expect(stepOf(checklist, 'Grafana/Prometheus ready').optional).toBe(true);
	expect(linesOf(sectionOf(checklist, '4A').steps[2]?.steps ?? [])).toHaveLength(4);
	expect(stepOf(checklist, 'Session state (S:').context).toEqual(['All required files captured:']);
});

test('001: what stands beside a signature and in the status table follows from the run', () => {
	const checklist = readSeed('001-release-candidate');
	const gates = checklist.root.sections.slice(0, 5).map(({id}) => id);
	const said = checklist.fills.map(({about, what, alternatives}) => [what, about, alternatives.map(({label}) => label).join('/')].filter(part => part !== undefined && part !== '').join(' '));
	expect(said).toEqual([
		...gates.flatMap(id => [`date ${id}:signed-by`, `result ${id} PASS/FAIL`]),
		...gates.flatMap(id => [`result ${id} PASS/FAIL`, `signed off ${id}`]),
		'decision YES/NO',
		'blocking issues',
		'blocking issues',
		'blocking issues',
		'date release-decision:release-manager',
		'date release-decision:approved-by-director-vp',
	]);
	expect(checklist.fills.filter(({blank}) => blank).every(({blank}) => /^_+$/v.test(checklist.text.slice(blank?.at.from, blank?.at.to)))).toBe(true);
	const signatures = allSteps(checklist).filter(({kind}) => kind === 'signature').map(({title, signature}) => [title, signature?.role, signature?.seals]);
	expect(signatures).toEqual([
		...Array.from({length: 5}, () => ['Signed By', 'release manager', false]),
		['Release Manager', 'release manager', true],
		['Approved by Director/VP', 'director/vp', true],
	]);
	const {box} = stepOf(checklist, 'All 5 hard blocking gates: PASS');
	expect(checklist.text.slice((box?.at.from ?? 0) - 1, (box?.at.to ?? 0) + 5)).toBe('[ ] All');
});

test('002: task items, column-0 blocks and criteria as one confirmation', () => {
	const checklist = readSeed('002-sprint-3');
	expect(outlineOf(checklist)).toEqual([
		'Release Checklist (Sprint 3)',
		'## Fase 1 (Go Live) — execução consolidada 1 action, 2 confirm',
		'## Build and tests 3 confirm',
		'## Security and secrets 4 confirm',
		'## Operational readiness 12 confirm',
		'## Soak run 1 action, 2 confirm',
		'## Canary gate 1 action, 2 confirm',
		'## Promotion gate 2 confirm, 1 action',
		'## Cloudflare integration 4 confirm',
		'## Go/No-Go criteria [criteria] 1 confirm',
	]);
	expect(stepOf(checklist, 'Execute promotion gate:').commands).toMatchObject([{placeholders: ['<timestamp>'], line: 69, text: 'scripts/vvtv-promote.sh runtime/canary/<timestamp>/result.env'}]);
	expect(allSteps(checklist).filter(({optional}) => optional).map(({title}) => title.slice(0, 9))).toEqual(['Optional:']);
	expect(stepOf(checklist, 'Go if all items above pass').title).toMatch(/regression is observed\.$/v);
	expect(checklist.tagPlace.id).toBeUndefined();
	expect(allSteps(checklist).filter(({box}) => box)).toHaveLength(35);
	expect(checklist.diagnostics).toEqual([]);
});

test('003: groups, the tag\'s place, what follows it, and rolling back', () => {
	const checklist = readSeed('003-v0.1.0');
	expect(outlineOf(checklist)).toEqual([
		'Release Checklist - v0.1.0 2 value',
		'## Pre-Release Preparation',
		'### Versioning & Documentation 22 confirm',
		'### Security Review 19 confirm',
		'### Observability & Monitoring 17 confirm',
		'### Demo & Testing 19 confirm',
		'### Pricing & Billing 6 confirm',
		'### Infrastructure 13 confirm',
		'## Release Process [after the tag]',
		'### Tagging & Building [after the tag] 1 action, 6 confirm',
		'### Deployment [after the tag] 10 confirm',
		'### Post-Release [after the tag] 11 confirm',
		'## Success Criteria [criteria, after the tag] 10 confirm',
		'## Rollback Plan [rolling back] 10 confirm',
		'## Notes [after the tag] 2 value',
	]);
	const tag = stepOf(checklist, 'Create Release Tag');
	expect(checklist.tagPlace).toEqual({
		id: tag.id, line: 161, others: [], none: false,
	});
	expect(tag.commands).toMatchObject([{irreversible: true, mode: 'action', text: 'git tag -a v0.1.0 -m "Release v0.1.0"\ngit push origin v0.1.0'}]);
	expect(allSteps(checklist).filter(({start}) => start.line < 161).every(({phase}) => phase === 'before the tag')).toBe(true);
	expect(allSteps(checklist).filter(({start}) => start.line >= 161).some(({phase}) => phase === 'before the tag')).toBe(false);
	expect(checklist.namedVersion).toBe('v0.1.0');
	expect(allSteps(checklist).filter(({kind}) => kind === 'group').every(({asked}) => !asked)).toBe(true);
	expect(allSteps(checklist).filter(({value}) => value).map(({value}) => [value?.label, checklist.text.slice(value?.blank.at.from, value?.blank.at.to)])).toEqual([
		['Release Date', '[TBD]'], ['Release Manager', '[TBD]'], ['Last Updated', '[Date]'], ['Next Review', '[Date]'],
	]);
	const toStaging = stepOf(checklist, 'Deploy to Staging (if applicable)');
	expect([toStaging, ...toStaging.steps].every(({optional}) => optional)).toBe(true);
	expect(sectionOf(checklist, 'Rollback Plan').steps.every(({condition}) => condition?.text === 'If critical issues are discovered post-release:')).toBe(true);
	expect(checklist.diagnostics).toEqual([]);
});

test('004: a document of lists with groups, conditions and text sections', () => {
	const checklist = readSeed('004-device-management');
	expect(outlineOf(checklist)).toEqual([
		'Release Checklist',
		'## 1. Pre‑Release',
		'### 1.1 Code and Documentation Readiness 5 confirm',
		'### 1.2 Automated Testing 2 action, 1 confirm',
		'### 1.3 Schema and Migration Validation 1 group, 5 confirm, 1 action',
		'### 1.4 Configuration Review 1 group, 6 confirm',
		'## 2. Deployment',
		'### 2.1 Tagging and Versioning 3 confirm, 1 action',
		'### 2.2 Staging Deployment [after the tag] 7 confirm, 1 action',
		'### 2.3 Production Deployment [after the tag] 14 confirm, 1 group',
		'## 3. Post‑Release Verification and Monitoring [after the tag]',
		'### 3.1 Application and Infrastructure Monitoring [after the tag] 10 confirm, 1 group',
		'### 3.2 Data Integrity Checks [after the tag] 3 confirm',
		'### 3.3 Rollback Plan [rolling back] 5 confirm',
		'## 4. Release Artifacts and Documentation [after the tag] 3 confirm',
	]);
	expect(checklist.tagPlace).toMatchObject({line: 107, id: stepOf(checklist, 'Create an annotated tag:').id, others: []});
	const [semantic, otherwise] = sectionOf(checklist, '2.1').steps;
	expect(semantic?.condition?.text).toMatch(/^If using semantic‑release/v);
	expect(otherwise?.condition).toMatchObject({text: 'Otherwise:', oppositeOf: semantic?.condition?.id});
	expect([semantic?.asked, otherwise?.asked]).toEqual([false, false]);
	const readiness = sectionOf(checklist, '1.1');
	expect(linesOf(ownSteps(readiness))).toEqual([
		'confirm Ensure all relevant features and bug fixes are merged into the main release branch.',
		'(group) Confirm that:',
		'confirm Backend APIs are fully implemented and documented in docs/API_REFERENCE.md.',
		'confirm Any schema or RLS changes are planned and implemented in DatabaseContainer/migrate.sh.',
		'confirm Architecture and data model updates are reflected in:',
		'confirm Review the changelog or release notes (if using semantic‑release, see .releaserc.json in ../CI_CD.md).',
	]);
	expect(sectionOf(checklist, '1.3').steps.every(({condition}) => condition?.text === 'If there are database changes:')).toBe(true);
	expect(stepOf(checklist, 'Health checks:').context).toEqual(['Run smoke tests:']);
	expect(stepOf(checklist, 'Create an annotated tag:').commands[0]?.placeholders).toEqual(['vX.Y.Z']);
	expect(checklist.diagnostics).toEqual([]);
});
