import type {EvidenceFile} from '../../run/events.js';
import type {Line} from './fill-places.js';
import type {Dialect} from './markdown.js';
import type {EventOf} from './material.js';
import {count, describeTime, sentence} from './words.js';

type EvidenceEvent = EventOf<'evidence-recorded' | 'evidence-changed' | 'wait-started'>;

/** Files by their digests, and until when a wait lasts. */
export function tellEvidence(events: readonly EvidenceEvent[], titles: ReadonlyMap<string, string>, dialect: Dialect): Line[] {
	return events.flatMap(event => describeEvidence(event, titles, dialect).map(text => ({text})));
}

/** `name` is what expectations call it. */
export function describeFile({path, size, sha256}: EvidenceFile, name: string, dialect: Dialect): string {
	return `evidence ${name === '' ? '' : `${dialect.code(name)} `}${dialect.code(path)}: ${count(size, 'byte')}, SHA-256 ${dialect.code(sha256)}`;
}

function describeEvidence(event: EvidenceEvent, titles: ReadonlyMap<string, string>, dialect: Dialect): string[] {
	switch (event.type) {
		case 'evidence-recorded': {
			const {
				name, files, ok = true, why = '', kept = true,
			} = event.data;
			return ok
				? files.map(file => sentence(describeFile(file, name, dialect), !kept && (file.path.startsWith('/') ? 'outside of the repository, not kept' : 'not kept in the record')))
				: [sentence(`evidence ${name === '' ? '' : dialect.code(name)} ${dialect.strong('was not there')}`, dialect.say(why), describeTime(event.at))];
		}

		case 'evidence-changed': {
			return [`evidence ${dialect.code(event.data.path)} ${dialect.strong('changed')} · ${describeTime(event.at)}`];
		}

		case 'wait-started': {
			const {until, after = ''} = event.data;
			return [sentence(`waits until ${dialect.say(describeUntil(until))}`, after !== '' && `counted from “${dialect.say(titles.get(after) ?? after)}”`)];
		}
	}
}

/** A time that the checklist or an event gives; anything else as it is. */
function describeUntil(until: string): string {
	return Number.isNaN(Date.parse(until)) ? until : describeTime(new Date(until).toISOString());
}
