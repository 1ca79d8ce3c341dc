/** Copies by OSC 52, which also works over ssh, and into a file, because no terminal says whether it took it. */
import {Buffer} from 'node:buffer';
import {mkdtemp, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';

/** Terminals drop longer sequences. */
const longest = 74_994;

let folder: Promise<string> | undefined;

/** The sentence that says what became of it. */
export async function copyText(text: string, write: (data: string) => void): Promise<string> {
	const encoded = Buffer.from(text).toString('base64');
	const isSent = encoded.length <= longest;
	if (isSent) {
		write(`\u{1B}]52;c;${encoded}\u{7}`);
	}

	try {
		folder ??= mkdtemp(path.join(tmpdir(), 'holdpoint-'));
		const file = path.join(await folder, 'command.txt');
		await writeFile(file, `${text}\n`, {mode: 0o600});
		return isSent ? `Copied, where the terminal takes it; it also stands in ${file}` : `Too long for the terminal's clipboard; it stands in ${file}`;
	} catch (error) {
		return isSent ? 'Copied, where the terminal takes it.' : `It could not be copied: ${error instanceof Error ? error.message : String(error)}`;
	}
}
