/** Who drives the run from here on. */
import {showText} from '../../checklist/escape.js';
import {takeDriver, type DriverLock} from '../../journal/driver.js';
import {isFault} from '../../journal/faults.js';
import type {LockHolder} from '../../journal/locks.js';
import {askPerson} from '../asking.js';
import {UserError} from '../exit.js';

/** Who is driving already is told to the person, who may take over from them. */
export async function drive(folder: string, {person, plain}: {person: string; plain: boolean}): Promise<DriverLock> {
	const driver = await tryToDrive(folder, {person, takeOver: false});
	if (driver.kind === 'driver') {
		return driver;
	}

	const {choice} = await askPerson([{
		name: 'choice', kind: 'select', ask: 'What is it to be?', about: [`This run is driven by ${showText(driver.sentence)}.`, ''], items: [
			{label: 'Leave it there', value: 'leave'},
			{label: 'Take over: nothing more is written there, and the run says so', value: 'take over'},
		],
	}], {plain});
	const taken = choice === 'take over' ? await tryToDrive(folder, {person, takeOver: true}) : driver;
	if (taken.kind === 'holder') {
		throw new UserError(`this run is driven by ${showText(taken.sentence)}. Go on there, or end that process first; \`holdpoint show\` looks on meanwhile.`);
	}

	return taken;
}

async function tryToDrive(folder: string, {person, takeOver}: {person: string; takeOver: boolean}): Promise<DriverLock | LockHolder> {
	const driver = await takeDriver(folder, {person, takeOver});
	if (isFault(driver)) {
		throw new UserError(driver.sentence);
	}

	return driver;
}
