/** A run of the forge being walked, honestly or not. */
import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import type {Section} from '../../source/checklist/model.js';
import {parseChecklist} from '../../source/checklist/parse.js';
import {emptyChain, link, type ChainEnd} from '../../source/run/chain.js';
import {compareChecklists, describeChange} from '../../source/run/checklist-change.js';
import type {Event, EventData, Fact} from '../../source/run/events.js';
import {phaseOfKind} from '../../source/run/phase.js';
import {planWalk, type Plan} from '../../source/run/plan.js';
import {preAuthEncoding, writeEnvelope} from '../../source/record/envelope.js';
import {gateDefinitionDigest, gateResultsDigest} from '../../source/record/gate-digest.js';
import {approvalNamespace, writeApproval, type Approval} from '../../source/record/statement.js';
import {makePerson, type Person} from './people.js';

export const ada = makePerson('Ada');
export const grace = makePerson('Grace');
export const linus = makePerson('Linus');
export const mallory = makePerson('Mallory');

export const sha = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
export const runId = 'a'.repeat(32);
export type StatementChange = {
	readonly approval?: (approval: Approval) => Approval;
	readonly bytes?: (statement: Uint8Array) => Uint8Array;
	readonly namespace?: string;
	readonly armored?: (armored: string) => string;
	readonly envelope?: (bytes: Uint8Array) => Uint8Array;
	readonly signedBy?: Person;
	readonly line?: number;
	readonly event?: (data: EventData['gate-signed']) => EventData['gate-signed'];
};

/** A run being walked: each call is an event. */
export type Walk = {
	/** Of the text that counts now. */
	readonly plan: Plan;
	readonly gates: readonly Section[];
	/** All texts that the run went by, the one that counts last. */
	readonly texts: Uint8Array[];
	readonly statements: Map<string, Uint8Array>;
	readonly files: Map<string, Uint8Array>;
	readonly lines: string[];
	readonly events: Event[];
	readonly add: (fact: Fact) => void;
	/** What a statement made now would stand on. */
	readonly end: () => Approval['journal'];
	readonly confirm: (gate: number) => void;
	readonly check: (gate: number, output: number, ok?: boolean, ran?: {readonly command?: string; readonly printed?: string}) => void;
	/** On the gate's first signature line, unless `line` says another. */
	readonly sign: (gate: number, person: Person, change?: StatementChange) => void;
	/** Another text of the checklist counts from here. */
	readonly take: (text: string, change?: {readonly keep?: true; readonly event?: (data: EventData['checklist-changed']) => EventData['checklist-changed']}) => void;
	readonly decide: (decision?: 'GO' | 'NO-GO') => void;
};

const readPlan = (text: Uint8Array, {kind}: EventData['run-started']): Plan => planWalk(parseChecklist(text), undefined, phaseOfKind(kind));

export const honestWalk = (walk: Walk): void => {
	walk.check(0, 1, false);
	walk.check(0, 2);
	walk.confirm(0);
	walk.sign(0, ada);
	walk.confirm(1);
	walk.sign(1, grace);
	walk.confirm(2);
	walk.sign(2, linus);
	walk.decide();
};

export function openWalk({checklist, started, clock, run}: {checklist: Uint8Array; started: EventData['run-started']; clock: () => string; run: string}): Walk {
	const texts = [checklist];
	let plan = readPlan(checklist, started);
	const lines: string[] = [];
	const events: Event[] = [];
	const statements = new Map<string, Uint8Array>();
	const files = new Map<string, Uint8Array>();
	let end: ChainEnd = emptyChain;
	let {signers} = started;
	const add = (fact: Fact): void => {
		const linked = link({
			fact, end, run, at: clock(), by: {name: ada.name, email: ada.email, host: 'forge'},
		});
		lines.push(linked.line);
		events.push(linked.event);
		end = linked.end;
		if (fact.type === 'signers-changed') {
			signers = {digest: fact.data.digest, version: fact.data.version};
		}
	};

	const gateOf = (index: number): Section => {
		const gate = plan.gates[index]?.section;
		if (!gate) {
			throw new Error(`The checklist has no gate ${index}`);
		}

		return gate;
	};

	add({type: 'run-started', data: started});
	return {
		get plan() {
			return plan;
		},
		get gates() {
			return plan.gates.map(({section}) => section);
		},
		texts,
		statements,
		files,
		lines,
		events,
		add,
		end: () => ({seq: end.seq, head: end.hash}),
		confirm(gate) {
			const steps = gateOf(gate).steps.filter(({kind}) => kind === 'confirm').map(({id}) => id);
			add({
				type: 'step-confirmed', data: {
					steps, together: steps.length > 1, answer: '', note: '', byHand: false,
				},
			});
		},
		check(gate, output, ok = true, {command: text = 'true', printed = `output ${output}\n`} = {}) {
			const step = gateOf(gate).steps.find(({kind}) => kind === 'check')?.id ?? '';
			const log = Buffer.from(printed);
			const command = {
				text, interpreter: 'bash', cwd: '', environment: [], line: 1,
			};
			add({type: 'check-started', data: {step, output, commands: [command]}});
			add({
				type: 'check-finished', data: {
					step,
					output,
					ok,
					why: ok ? '' : 'exit 1',
					ending: 'exited',
					exit: ok ? 0 : 1,
					signal: null,
					ms: 1,
					statements: [],
					expectations: [],
					tail: String(log),
					size: log.length,
					sha256: sha(log),
				},
			});
			files.set(`output/${output}.log`, log);
		},
		sign(index, person, change = {}) {
			const gate = gateOf(index);
			const line = gate.steps.filter(({kind}) => kind === 'signature')[change.line ?? 0];
			const role = line?.signature?.role ?? '';
			const approval: Approval = {
				project: started.project,
				run,
				tag: started.tag,
				signers,
				role,
				person: person.email,
				key: person.key,
				nonce: 'b'.repeat(32),
				at: clock(),
				program: started.program,
				gate: {id: gate.id, title: gate.title, digest: gateDefinitionDigest(gate)},
				checklist: plan.checklist.digest,
				decision: 'approve',
				comment: '',
				results: gateResultsDigest(gate, events, end.seq),
				journal: {seq: end.seq, head: end.hash},
				commit: started.commit,
				tree: started.tree,
			};
			const signed = change.approval?.(approval) ?? approval;
			const plain = writeApproval(signed);
			const statement = change.bytes?.(plain) ?? plain;
			const armored = (change.signedBy ?? person).sign(preAuthEncoding(statement), change.namespace ?? approvalNamespace);
			const written = writeEnvelope({statement, armored: change.armored?.(armored) ?? armored, key: signed.key});
			const envelope = change.envelope?.(written) ?? written;
			const digest = sha(envelope);
			statements.set(digest, envelope);
			const data: EventData['gate-signed'] = {
				gate: gate.id, step: line?.id ?? '', role, decision: 'approve', comment: '', statement: digest, signer: person.email, key: person.key, missing: 0,
			};
			add({type: 'gate-signed', data: change.event?.(data) ?? data});
		},
		take(text, {keep = false, event} = {}) {
			const bytes = Buffer.from(text);
			const next = readPlan(bytes, started);
			const data = describeChange(compareChecklists(plan, next), {digest: next.checklist.digest, taken: true, keep});
			add({type: 'checklist-changed', data: event?.(data) ?? data});
			texts.push(bytes);
			plan = next;
		},
		decide(decision = 'GO') {
			add({type: 'decision-made', data: {decision, reasons: decision === 'GO' ? [] : ['it does not start'], leftOut: []}});
		},
	};
}

