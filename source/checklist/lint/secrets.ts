import type {Finding} from '../findings.js';
import type {Checklist} from '../model.js';
import {shortest} from '../shortest.js';
import type {Source} from '../source.js';

/** Output is masked of secrets that are at least so long; shorter ones would blot out ordinary text. */
const masked = 8;

/** Secrets whose `match` or `choices` let them be too short to be masked. */
export const lintSecrets = ({text}: Source, {settings, frontMatter}: Checklist): Finding[] => settings.inputs.filter(({secret}) => secret).flatMap(({name, match, choices}): Finding[] => {
	const least = Math.min(match === undefined ? Infinity : shortest(match), ...choices.map(choice => choice.length));
	return least < masked
		? [{
			rule: 'secret-short',
			message: `\`${name}\` may be ${least} characters long, and a secret shorter than ${masked} is not masked in what commands print.`,
			fix: 'Keep it out of the output: give it to the program on its standard input.',
			offset: Math.max(0, text.indexOf(name, frontMatter?.from ?? 0)),
		}]
		: [];
});
