/** Reads documents by their numbers and says how each went; killed from outside when one takes too long. */
import process from 'node:process';
import {parentPort, workerData} from 'node:worker_threads';
import {bytesOf} from './documents.js';
import {faultsIn} from './faults.js';

const {from, to, documents} = workerData as {readonly from: number; readonly to: number; readonly documents: [string, ...string[]]};

for (let number = from; number < to; number++) {
	const bytes = bytesOf(number, documents);
	parentPort?.postMessage({number, begun: true});
	const before = process.threadCpuUsage();
	const faults = faultsIn(bytes);
	const {user, system} = process.threadCpuUsage(before);
	parentPort?.postMessage({
		number, length: bytes.length, ms: (user + system) / 1000, faults,
	});
}
