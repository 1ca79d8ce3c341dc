/** What a block's language says about it. */
import type {Code} from 'mdast';

const shells = new Set(['sh', 'bash', 'zsh', 'shell', 'console', 'shell-session', 'shellsession']);

const sessions = new Set(['console', 'shell-session', 'shellsession']);

const others = new Set(['powershell', 'pwsh', 'ps1', 'python', 'python3', 'py', 'js', 'javascript', 'node', 'fish']);

const none = new Set(['', 'text', 'txt', 'plain', 'plaintext']);

const known = (language: Code['lang']): string => (language ?? '').toLowerCase();

/** Languages that bash runs. */
export const isShell = (language: Code['lang']): boolean => shells.has(known(language));

/** Transcripts with prompts and output in them. */
export const isSession = (language: Code['lang']): boolean => sessions.has(known(language));

/** Languages whose blocks are commands. */
export const isRunnable = (language: Code['lang']): boolean => isShell(language) || others.has(known(language));

/** A fence without a language, or one that says that it has none. */
export const isPlain = (language: Code['lang']): boolean => none.has(known(language));
