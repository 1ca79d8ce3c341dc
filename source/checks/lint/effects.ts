/** What a check changes that should change nothing: it may run unasked, and again. Pure. */
import type {Command, Redirect} from 'unbash';
import {placeOf, type Block} from '../shell/block.js';
import {
	isElsewhere,
	literalOf,
	nodesOf,
	wordsOf,
} from '../shell/syntax.js';
import type {BlockFinding} from './block.js';

/** Is a path of the repository, as written, one that git tracks? */
type IsTracked = (file: string) => boolean;

type Effect = {
	/** Program and sub-commands, options left out. */
	readonly words: RegExp;
	/** An option that it takes to be one. */
	readonly option?: RegExp;
	/** An option that makes it harmless. */
	readonly harmless?: RegExp;
};

const dryRun = /^(?:--dry-run(?:=.*)?|--check|--diff|--help|--version)$/v;

const effects: readonly Effect[] = [
	{words: /^(?:rm|rmdir|shred|truncate|dd|mkfs\S*)(?: |$)/v, harmless: dryRun},
	{words: /^mv /v},
	{words: /^(?:sed|perl|gsed)(?: |$)/v, option: /^-[A-Za-z]*i|^--in-place/v},
	{words: /^git (?:push|clean)(?: |$)/v, harmless: /^(?:--dry-run|-n|-[a-mo-z]*n[a-z]*)$/v},
	{words: /^git (?:commit|merge|rebase|reset|revert|cherry-pick|am|checkout|switch|restore|pull|stash|rm|mv|add|gc|prune)(?: |$)/v, harmless: /^(?:--dry-run|--abort)$/v},
	{words: /^git tag [^ ]/v, harmless: /^(?:-l|--list|-v|--verify|-n\d*|--points-at(?:=.*)?|--contains(?:=.*)?|--merged(?:=.*)?|--sort(?:=.*)?)$/v},
	{words: /^git (?:tag|branch|remote|worktree|config|stash)(?: |$)/v, option: /^(?:-d|-D|-m|-M|--delete|--move|--unset|--add)$/v},
	{words: /^(?:npm|pnpm|yarn|yarn npm|cargo|poetry|uv|lerna|vsce|flutter pub|dart pub) publish(?: |$)/v, harmless: dryRun},
	{words: /^(?:npm|pnpm|yarn) version [^ ]/v},
	{words: /^(?:npm|pnpm|yarn) (?:unpublish|deprecate|dist-tag (?:add|rm))(?: |$)/v},
	{words: /^(?:gem|docker|docker image|podman|podman image) push(?: |$)/v},
	{words: /^(?:docker|podman) (?:rm|rmi|system prune|volume rm|compose down)(?: |$)/v},
	{words: /^twine upload(?: |$)/v},
	{words: /^helm (?:push|upgrade|install|uninstall|rollback)(?: |$)/v, harmless: dryRun},
	{words: /^gh (?:release (?:create|delete|upload|edit)|pr (?:create|merge|close)|issue (?:create|close)|workflow run)(?: |$)/v},
	{words: /^(?:terraform|tofu) (?:apply|destroy|import|taint)(?: |$)/v},
	{words: /^kubectl (?:apply|create|delete|replace|patch|scale|rollout (?:restart|undo)|drain|cordon|uncordon|label|annotate|set)(?: |$)/v, harmless: dryRun},
	{words: /^(?:systemctl|service) .*\b(?:start|stop|restart|reload|enable|disable)(?: |$)/v},
	{words: /^(?:apt|apt-get|dnf|yum|brew|apk) (?:install|remove|upgrade|purge)(?: |$)/v},
	{words: /^(?:mvn|mvnw) .*\bdeploy(?: |$)/v},
	{words: /^gradlew? .*\bpublish/v},
	{words: /^aws \S+ (?:rm|mv|cp|sync|delete-\S+|create-\S+|put-\S+|update-\S+)(?: |$)/v, harmless: /^--dryrun$/v},
];

const carriers = new Set(['sudo', 'doas', 'command', 'env', 'nice', 'nohup', 'time', 'npx', 'xargs']);

/** What a command comes down to: its literal words without the programs that only carry it, options apart. */
const simple = (command: Command): {readonly words: readonly string[]; readonly options: readonly string[]} => {
	const all = wordsOf(command).map(word => word ?? '$');
	const from = all.findIndex((word, index) => !carriers.has(word) && !(index > 0 && /^-|^[A-Z_a-z]\w*=/v.test(word)));
	const rest = from === -1 ? [] : all.slice(from);
	const [program = '', ...others] = rest.filter((word, index) => !(word.startsWith('-') || (index === 2 && /^-[Ccn]$/v.test(rest[1] ?? ''))));
	return {words: [program.replace(/^.*\//v, ''), ...others], options: rest.filter(word => word.startsWith('-'))};
};

/** A folder for such things, or a variable that holds a name in one. */
const isTemporary = (word: string, text: string): boolean => /^\/(?:tmp|dev)\//v.test(word) || (word === '$' && /\bmktemp\b/v.test(text));

const curls = /^-X(?:POST|PUT|PATCH|DELETE)$|^--request=(?:POST|PUT|PATCH|DELETE)$/v;

/** Who asks for the status of the answer tries whether the request is refused, more often than not. */
const sends = (all: ReadonlyArray<string | undefined>): boolean => all.every(word => !word?.includes('_code}')) && all.some((word, index) =>
	curls.test(word ?? '') || (/^(?:-X|--request)$/v.test(word ?? '') && /^(?:POST|PUT|PATCH|DELETE)$/v.test(all[index + 1] ?? '')));

const changes = (command: Command, text: string): boolean => {
	const {words, options} = simple(command);
	const [program = '', ...operands] = words;
	if (program === 'curl') {
		return sends(wordsOf(command));
	}

	if (/^(?:rm|rmdir|mv|shred|truncate)$/v.test(program) && operands.length > 0 && operands.every(word => isTemporary(word, text))) {
		return false;
	}

	const line = words.join(' ');
	return effects.some(({words: wanted, option, harmless}) => wanted.test(line)
		&& (option === undefined || options.some(word => option.test(word)))
		&& options.every(word => !harmless?.test(word)));
};

const writing = new Set(['>', '>>', '>|', '&>', '&>>', '<>']);

const writesTracked = ({operator, target}: Redirect, isTracked: IsTracked): boolean => {
	const file = target && literalOf(target);
	return writing.has(operator) && file !== undefined && isTracked(file);
};

export function lintEffects({text, statements, faults}: Block, isTracked: IsTracked): BlockFinding[] {
	const nodes = faults.length > 0 ? [] : statements.flatMap(({node}) => [...nodesOf(node, child => !isElsewhere(child))]);
	return nodes.filter(node => (node.type === 'Command' && changes(node, text)) || (node.type === 'Redirect' && writesTracked(node, isTracked))).map(({pos, end}) => ({
		severity: 'warning',
		rule: 'check-acts',
		message: `\`${text.slice(pos, end).split('\n', 1)[0] ?? ''}\` looks as if it changed something, and a check may run unasked and again.`,
		refuses: false,
		...placeOf(text, pos),
	}));
}
