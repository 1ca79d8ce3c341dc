/** Blocks that show something and ask for nothing: files, output, mails. */
import {withoutComments} from './command-text.js';

const linesOf = (value: string): string[] => value.split(/\r\n|[\n\r]/v);

/** `#!` in the first line, or below the comment that names the file. */
const isScript = (value: string): boolean => linesOf(value).find(line => line.trim() !== '' && (line.startsWith('#!') || !line.startsWith('#')))?.startsWith('#!') === true;

/** `├── bin`: what `tree` has printed. */
const isTree = (value: string): boolean => linesOf(value).some(line => /^[\s│]*[└├]/v.test(line));

/** `0 2 * * * backup`: a line for cron's table. */
const isCron = (value: string): boolean => linesOf(value).some(line => /^\s*(?:(?:\*|\d)[\d*,\-\/]*\s+){5}\S/v.test(line));

/** Nothing but `NAME=value`: it would set variables in a shell that then ends. */
const isSettings = (value: string): boolean => withoutComments(linesOf(value).join('\n')).split('\n')
	.every(line => line.trim() === '' || /^\s*[A-Z_][0-9A-Z_]*=(?:"[^"\(`]*"|'[^']*'|[^\s#\(`]*)\s*(?:#|$)/v.test(line));

/** A path in each line, and each of a file that nobody runs. */
const isPaths = (value: string): boolean => withoutComments(linesOf(value).join('\n')).split('\n')
	.every(line => line.trim() === '' || /^\s*(?:~?\/|\.{0,2}\/)?(?:[\w\-.]+\/)+[\w\-.]+\.(?:cfg|conf|css|csv|gz|html|ini|json|lock|log|md|rst|toml|txt|xml|ya?ml|zip)\s*$/v.test(line));

/** True for a shell block that shows what a file holds or a command has printed. */
export const isShellSample = (value: string): boolean => isScript(value) || isTree(value) || isCron(value) || isSettings(value) || isPaths(value);

const greeting = /^\s*(?:(?:hi|hello|hey|dear)\b[^\n\r]{0,60},?|(?:to|from|cc|subject): .*)(?:\r?\n|$)/iv;

const innerFence = /(?:^|[\n\r])[\t ]*(?:`{3}|~{3})/v;

/** True for a block without a language that is a mail, or a document with blocks of its own: its boxes are for others. */
export const isLetter = (value: string): boolean => greeting.test(value) || innerFence.test(value);
