/** Stand-ins for programs that answer by what they are asked: the words of the call, as a shell pattern, and what is done then. */
export const standIn = (program: string, answers: Readonly<Record<string, string>>): string => `#!/usr/bin/env bash
# A stand-in for ${program}.
case "$*" in
${Object.entries(answers).map(([pattern, action]) => `${pattern.replaceAll(' ', String.raw`\ `)}) ${action} ;;`).join('\n')}
*) echo "${program}: nothing is known of $*" >&2; exit 2 ;;
esac
`;

export const prints = (value: unknown): string => `echo '${JSON.stringify(value)}'`;

export const refuses = (words: string): string => `{ echo '${words}' >&2; exit 1; }`;
