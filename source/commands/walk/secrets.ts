/** Secret inputs: from the environment, else asked; never on a command line, never on the disk. */
import type {Checklist} from '../../checklist/model.js';
import {askPerson} from '../asking.js';

type Place = {readonly plain: boolean; readonly environment: Readonly<Record<string, string>>};

/** By name. */
export async function askSecrets({settings}: Checklist, {plain, environment}: Place): Promise<Map<string, string>> {
	const inputs = settings.inputs.filter(({secret}) => secret);
	const given = inputs.flatMap(({name}) => environment[name] === undefined || environment[name] === '' ? [] : [[name, environment[name]] as const]);
	const known = new Set(given.map(([name]) => name));
	const answers = await askPerson(inputs.filter(({name}) => !known.has(name)).map(({name, ask}) => ({
		name,
		kind: 'text',
		ask: `${ask}:`,
		about: ['It is kept in memory, as long as this program runs, and never written down.', ''],
		secret: true,
	})), {plain});
	return new Map([...given, ...Object.entries(answers)]);
}
