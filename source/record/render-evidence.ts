import type {Line} from './fill-places.js';
import type {Dialect} from './markdown.js';
import type {EventOf} from './render-material.js';
import {count, describeTime} from './render-words.js';

type EvidenceEvent = EventOf<'evidence-recorded' | 'evidence-changed' | 'wait-started'>;

/** Files by their digests, and until when a wait lasts. */
export function tellEvidence(events: readonly EvidenceEvent[], dialect: Dialect): Line[] {
	return events.flatMap(event => describeEvidence(event, dialect).map(text => ({text})));
}

function describeEvidence(event: EvidenceEvent, dialect: Dialect): string[] {
	switch (event.type) {
		case 'evidence-recorded': {
			return event.data.files.map(({path, size, sha256}) => `evidence ${dialect.code(path)}: ${count(size, 'byte')}, SHA-256 ${dialect.code(sha256)}`);
		}

		case 'evidence-changed': {
			return [`evidence ${dialect.code(event.data.path)} ${dialect.strong('changed')} · ${describeTime(event.at)}`];
		}

		case 'wait-started': {
			return [`waits until ${dialect.say(event.data.until)}`];
		}
	}
}
