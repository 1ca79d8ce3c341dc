/** Verbs that begin a sentence which tells somebody what to do, and hardly anything else. */
const verbs = new Set([
	'add adjust announce approve ask assign bootstrap bump check choose clone close collect compile',
	'complete configure confirm contact coordinate create decide delete deploy disable distribute download edit enable',
	'ensure execute fetch finalise finalize find follow generate get identify import increase increment inform',
	'inspect install invite launch make mark monitor move notify obtain open perform pick ping',
	'prepare promote publish pull push put regenerate remove rename repeat replace rerun resolve restart',
	'restore run save send submit switch sync tell trigger tweet unfreeze update upgrade upload',
	'validate verify wait write',
].join(' ').split(' '));

/** Verbs that are nouns as well: `Test the gem` tells what to do, `Test coverage` does not. */
const verbsOrNouns = new Set([
	'archive backport branch build commit copy cut document draft email export file fix freeze',
	'log merge post rebase record release report request reset review rotate schedule set share',
	'ship sign stage start stop tag test track vote',
].join(' ').split(' '));

const naming = /\b(?:the|an?|your|our|all|each|every|any|this|these|it|new)\b/v;

const asks = /^(?:is|are|do|does|did|has|have|can|will)\b.*\?/v;

/** True for titles such as `Publish the gems` or `Is the CI green?`. */
export const isInstruction = (title: string): boolean => {
	const text = title.toLowerCase().replace(/^[^\p{Letter}\p{Number}]*(?:\p{Letter}[\).:]\s+)?/v, '');
	const verb = /^\p{Letter}+/v.exec(text)?.[0] ?? '';
	return verbs.has(verb) || (verbsOrNouns.has(verb) && naming.test(text)) || asks.test(text);
};
