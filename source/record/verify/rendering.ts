/** Point 11: `record.md` is what checklist and journal make, byte for byte. */
import {encodeText, equalBytes} from '../bytes.js';
import {fault, isFault, type Fault} from '../record-fault.js';
import {sourceOf} from '../render/material.js';
import type {Files} from './bundle.js';
import type {Walked} from './checklist.js';
import type {History} from './journal.js';
import type {Passed, VerifyRequest} from './request.js';

export function checkRendering({renderers}: VerifyRequest, {files}: Files, {events, started}: History, {plan, state}: Walked): Passed<Record<string, unknown>> | Fault {
	const render = renderers.get(started.renderer);
	if (!render) {
		return fault('record.renderer', `The record was written by version ${started.renderer} of the renderer, which this program does not have: a newer Holdpoint verifies it.`);
	}

	const rendered = renderAgain(() => render(sourceOf(plan, state, events)));
	if (isFault(rendered)) {
		return rendered;
	}

	const bytes = files.get('record.md');
	return bytes && equalBytes(bytes, encodeText(rendered))
		? {detail: `record.md, rendered again by version ${started.renderer}: the same ${bytes.length} bytes`}
		: fault('record.rendering', 'record.md is not what the checklist and the journal make.');
}

function renderAgain(render: () => string): string | Fault {
	try {
		return render();
	} catch (error) {
		return fault('record.rendering', `The record cannot be rendered again: ${error instanceof Error ? error.message : String(error)}`);
	}
}
