/** Looking at the processes of the machine. */
import {spawnSync} from 'node:child_process';
import {setTimeout as delay} from 'node:timers/promises';

/** Numbers of the processes whose command line ends with a text, without those of zombies. */
export function listProcesses(text: string): number[] {
	const {stdout} = spawnSync('ps', ['-A', '-o', 'stat=,pid=,args='], {encoding: 'utf8'});
	return stdout.split('\n').filter(line => line.endsWith(text) && !line.startsWith('Z')).map(line => Number(line.split(/\s+/v, 2)[1]));
}

/** Until a condition of the outside world holds: on a busy machine to start a program alone takes seconds. */
export async function until(holds: () => boolean | Promise<boolean>, within = 60_000): Promise<void> {
	for (const end = Date.now() + within; !await holds();) {
		if (Date.now() > end) {
			throw new Error('It did not happen.');
		}

		await delay(10);
	}
}
