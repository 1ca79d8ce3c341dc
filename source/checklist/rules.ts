/**
The rules of `holdpoint lint`, as data: what each one finds, in one line.

What a document that calls itself ours gets wrong is an error; in any other document the same may be what its authors
meant, so that it is a warning.
*/

type RuleSeverity = 'error' | 'warning' | 'error in our documents';

type Rule = {readonly severity: RuleSeverity; readonly finds: string};

export const rules = {
	// What makes a document unreadable.
	'not-text': {severity: 'error', finds: 'a file that is no UTF-8 text'},
	empty: {severity: 'error', finds: 'an empty file'},
	unreadable: {severity: 'error', finds: 'quotes or lists that are nested too deeply to be read'},
	'no-steps': {severity: 'error', finds: 'a document in which there is nothing to walk'},
	// Front matter, labels and fence words.
	'front-matter': {severity: 'error', finds: 'front matter that is no YAML, or has unknown keys or values'},
	'secret-short': {severity: 'warning', finds: 'a secret input that may be shorter than the 8 characters from which output is masked'},
	'label-value': {severity: 'error in our documents', finds: 'a label whose value is missing or not of its kind'},
	'label-mistyped': {severity: 'warning', finds: 'a bold label that looks like a mistyped one of ours'},
	'fence-word': {severity: 'error', finds: 'unknown, contradictory or repeated words behind a fence\'s language'},
	'fence-word-mistyped': {severity: 'warning', finds: 'a word behind a fence\'s language that looks like a mistyped one of ours'},
	'fence-not-run': {severity: 'error in our documents', finds: 'our words on a block that is never run'},
	'fence-input': {severity: 'error', finds: 'an input or another name of the document that is written `{{name}}` in a command instead of `$name`'},
	// What is not closed, or not asked.
	'fence-open': {severity: 'error in our documents', finds: 'a fence that is never closed, or that another one inside it ends'},
	'fence-indented': {severity: 'warning', finds: 'a command that stands so far to the right that it is text'},
	'html-open': {severity: 'error in our documents', finds: 'a comment, or a `<details>`, that is never closed'},
	'box-in-text': {severity: 'warning', finds: 'a box that is no step, so that nobody is asked about it'},
	'title-twice': {severity: 'warning', finds: 'two gates or steps with the same title in one place'},
	// Order.
	'requires-unknown': {severity: 'error in our documents', finds: '`Requires` that names no gate or step'},
	'requires-ambiguous': {severity: 'error in our documents', finds: '`Requires` whose words several titles have'},
	'requires-cycle': {severity: 'error', finds: 'gates or steps that wait for each other, or for what they are part of'},
	'requires-late': {severity: 'error', finds: 'what requires something that only comes after it, or perhaps never'},
	// People.
	'role-unknown': {severity: 'error in our documents', finds: 'a role that `.holdpoint/signers.yaml` does not have'},
	'role-count': {severity: 'error', finds: 'more signatures of a role than people have it'},
	// Names.
	'name-unknown': {severity: 'error in our documents', finds: '`{{name}}` of nothing that the document defines'},
	'name-twice': {severity: 'error', finds: 'evidence or a saved value whose name is taken already'},
	'name-early': {severity: 'warning', finds: 'a saved value that is used above the command that saves it'},
	'name-shadows': {severity: 'error', finds: 'a name of `For each` that something else has already'},
	'for-each': {severity: 'error', finds: '`For each` around the decision, or over more steps than anybody could walk'},
	'evidence-outside': {severity: 'warning', finds: 'evidence outside the repository, which no machine finds'},
	// Expectations.
	expectation: {severity: 'error', finds: 'an expectation that cannot be read, has unknown names or wrong types, or gives no yes or no'},
	'expectation-input': {severity: 'error', finds: 'a name that is written `{{name}}` in an expectation instead of `inputs.name` or `name`'},
	'expectation-unsure': {severity: 'warning', finds: 'an expectation of which only a run shows whether it gives yes or no'},
	'expectation-lines': {severity: 'warning', finds: '`matches` with ^ or $ on a text of many lines'},
	'expectation-order': {severity: 'warning', finds: 'versions or numbers that are compared letter by letter'},
	// Commands.
	'shell-syntax': {severity: 'error in our documents', finds: 'a block that the shell cannot read'},
	'shell-watch': {severity: 'error', finds: 'what a check cannot use because it would keep the block from being watched'},
	'swallowed-substitution': {severity: 'error', finds: 'a substitution in a check whose failure nobody would see'},
	'early-exit': {severity: 'warning', finds: 'a program that fails when its reader leaves early'},
	'check-empty': {severity: 'error', finds: 'a check without anything to run'},
	'check-acts': {severity: 'warning', finds: 'a check that looks as if it changed something'},
	'check-placeholder': {severity: 'error', finds: 'a check with a placeholder: it would never run'},
	'command-forbidden': {severity: 'warning', finds: 'a command that the text beside it forbids'},
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleName = keyof typeof rules;

/** A rule's severity in a document that has our front matter, or has not. */
export const severityOf = (rule: RuleName, own: boolean): 'error' | 'warning' => {
	const {severity} = rules[rule];
	return severity === 'error in our documents' ? (own ? 'error' : 'warning') : severity;
};
