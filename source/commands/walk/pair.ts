/** The second person of a pair walkthrough, named when the run starts. */
import {showText} from '../../checklist/escape.js';
import type {Checklist} from '../../checklist/model.js';
import {stepsOf} from '../../checklist/outline.js';
import type {Participant} from '../../run/events.js';
import {readParticipant} from '../../run/witness.js';
import {askPerson} from '../asking.js';
import {UserError} from '../exit.js';

const example = 'Grace Hopper <grace@example.com>';

type Pairing = {readonly pair: string | undefined; readonly plain: boolean; readonly operator: string};

/** `--pair`, else asked when the checklist wants a witness; undefined: nobody watches. */
export async function findWitness({settings, root}: Checklist, {pair, plain, operator}: Pairing): Promise<Participant | undefined> {
	const isWanted = settings.pair === 'required' || stepsOf(root).some(({witness}) => witness);
	if (pair === undefined && !isWanted) {
		return undefined;
	}

	const text = pair ?? await askWitness(plain);
	const witness = readParticipant(text);
	if (!witness) {
		throw new UserError(`${showText(text)} does not name a witness: name and e-mail address are wanted, as in ${example}.`);
	}

	if (witness.email.toLowerCase() === operator.toLowerCase()) {
		throw new UserError(`${showText(witness.email)} drives this run, and the witness is another person.`);
	}

	return witness;
}

async function askWitness(plain: boolean): Promise<string> {
	const {witness = ''} = await askPerson([{
		name: 'witness',
		kind: 'text',
		ask: 'Who is the witness? Name and e-mail address:',
		about: ['This checklist wants a second person, who sees each answer too and agrees with their initials.', ''],
		match: /^[^<>]+<[^\s<>@]+@[^\s<>@]+>$/v,
		hint: `As in ${example}.`,
	}], {plain});
	return witness;
}
