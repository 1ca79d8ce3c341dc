/** Commands that nobody can take back: these want the tag's name typed. */
import {withoutComments} from './command-text.js';

type Danger = {
	/** The program with its sub-commands, flags left out. */
	readonly words: RegExp;
	/** A flag that it takes to be one. */
	readonly flag?: RegExp;
	/** A flag that makes it harmless. */
	readonly harmless?: RegExp;
};

const dryRun = /^--dry-run(?:=.*)?$/v;

const dangers: readonly Danger[] = [
	{words: /^git push(?: |$)/v, harmless: /^(?:--dry-run|-n)$/v},
	{words: /^git reset(?: |$)/v, flag: /^--hard$/v},
	{words: /^git (?:tag|branch) /v, flag: /^(?:-d|-D|--delete)$/v},
	{words: /^(?:npm|pnpm|yarn|yarn npm|cargo|poetry|uv|lerna|vsce|flutter pub|dart pub) publish(?: |$)/v, harmless: dryRun},
	{words: /^(?:gem|docker|docker image|podman|podman image) push(?: |$)/v},
	{words: /^twine upload(?: |$)/v},
	{words: /^helm (?:push|upgrade|install|uninstall)(?: |$)/v, harmless: dryRun},
	{words: /^gh release (?:create|delete|upload|edit)(?: |$)/v},
	{words: /^(?:terraform|tofu) (?:apply|destroy)(?: |$)/v},
	{words: /^kubectl (?:apply|delete|replace|scale|rollout (?:restart|undo|pause|resume)|drain)(?: |$)/v, harmless: dryRun},
	{words: /^(?:mvn|mvnw) .*\bdeploy(?: |$)/v},
	{words: /^gradlew? .*\bpublish/v},
];

const isBefore = (word: string): boolean => /^(?:[A-Z_a-z]\w*=.*|sudo|env|time|exec|command|npx|[!\(\{]|then|do|else)$/v.test(word);

const takesValue = new Set(['-C', '-c', '-n', '--namespace', '-f', '--context', '-chdir']);

/** One command of a line as its program and sub-commands, with the flags apart. */
const readSimple = (text: string): {readonly words: string; readonly flags: readonly string[]} => {
	const all = text.split(/\s+/v).filter(word => word !== '');
	const from = all.findIndex(word => !isBefore(word));
	const rest = from === -1 ? [] : all.slice(from);
	const words = rest.filter((word, index) => !word.startsWith('-') && (index < 2 || !takesValue.has(rest[index - 1] ?? '')));
	const [program = '', ...others] = words;
	return {words: [program.replace(/^.*\//v, ''), ...others].join(' '), flags: rest.filter(word => word.startsWith('-'))};
};

/** True where a command cannot be taken back: its run wants the tag's name typed. */
export const isIrreversible = (text: string): boolean => withoutComments(text.replaceAll('\\\n', ' ')).split(/[\n;]|\|\|?|\u{26}{1,2}|\$\(/v).some(part => {
	const {words, flags} = readSimple(part);
	return dangers.some(danger => danger.words.test(words)
		&& (danger.flag === undefined || flags.some(word => danger.flag?.test(word)))
		&& flags.every(word => !danger.harmless?.test(word)));
});
