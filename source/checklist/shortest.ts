/** How few signs a pattern matches: enough of a regular expression's grammar to say when a secret may be too short to be masked. */

/** Groups are emptied from the inside out, each put in the place of as many signs as it needs at least. */
const innermost = /\((?<kind>\?(?:[!=]|<[!=]|[\-ims]*:|<[^>]*>)?)?(?<inside>[^\(\)]*)\)/v;

/** One sign each, which is no special sign. */
const atoms = /\\(?:[Pp]\{[^\}]*\}|u\{[^\}]*\}|u[\dA-Fa-f]{4}|x[\dA-Fa-f]{2}|.)|\[(?:\\.|[^\\\]]){0,500}\]|[«»]/gsv;

const sign = 'a';

const quantified = /(?<times>\{(?<least>\d+)(?:,\d*)?\}|[*+?])\??/v;

/** The least of an alternative that holds no groups: signs with their quantifiers, a group's stand-in as `«n»`. */
const leastOf = (alternative: string): number => {
	let total = 0;
	for (const {groups} of alternative.matchAll(/(?:«(?<group>\d+)»|(?<anchor>[$^])|[^$^])(?<quantifier>(?:\{\d+(?:,\d*)?\}|[*+?])\??)?/gv)) {
		const {group, anchor, quantifier} = groups ?? {};
		const {times, least} = quantified.exec(quantifier ?? '')?.groups ?? {};
		const count = times === undefined || times === '+' ? 1 : Number(least ?? 0);
		total += anchor === undefined ? Number(group ?? 1) * count : 0;
	}

	return total;
};

const leastOfAll = (alternatives: string): number => Math.min(...alternatives.split('|').map(alternative => leastOf(alternative)));

export const shortest = (pattern: string): number => {
	let rest = pattern.replaceAll(atoms, atom => /^\\b$/iv.test(atom) ? '' : sign);
	for (let match = innermost.exec(rest); match; match = innermost.exec(rest)) {
		const {kind = '', inside = ''} = match.groups ?? {};
		const looks = /^\?<?[!=]$/v.test(kind);
		rest = rest.slice(0, match.index) + (looks ? '«0»' : `«${leastOfAll(inside)}»`) + rest.slice(match.index + match[0].length);
	}

	return leastOfAll(rest);
};
