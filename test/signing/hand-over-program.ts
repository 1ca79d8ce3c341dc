/** Signs at the terminal that it is given, as the walk would: what the test drives in a real pty. */
import process from 'node:process';
import {findSigner} from '../../source/signing/find-signer.js';
import {signBytes} from '../../source/signing/sign.js';

const [key = '', personMs = '30000'] = process.argv.slice(2);
process.on('SIGINT', () => undefined);
const signer = await findSigner({directory: process.cwd(), key, environment: process.env});
const result = 'sentence' in signer
	? signer
	: await signBytes({
		signer,
		bytes: new TextEncoder().encode('what is signed'),
		namespace: 'approval-v1@holdpoint',
		async handOver(sign) {
			process.stdout.write('about to sign a test\n');
			const ending = await sign();
			process.stdout.write('the screen is back\n');
			return ending;
		},
		patience: {silentMs: 30_000, personMs: Number(personMs)},
	});
process.stdout.write(`result ${JSON.stringify('armored' in result ? {armored: true} : result)} end\n`);
