/** Writing as the one who drives: whoever was taken over from writes nothing more. */
import type {DriverLock} from '../journal/driver.js';
import type {Refusal} from '../run/intents.js';

export type Driving = Pick<DriverLock, 'findSuccessor'>;

/**
What `propose` comes to, for the journal to append, unless somebody else drives by now. Asked under the journal's lock:
who has taken over reads the journal only afterwards, so that no answer slips in behind them.
*/
export async function ifDriving<Proposed>(driver: Driving, propose: () => Proposed): Promise<Proposed | Refusal> {
	const refusal = await findSuccession(driver);
	return refusal === undefined ? propose() : {refusal};
}

/** What is said to a driver who was taken over from. */
export async function findSuccession(driver: Driving): Promise<string | undefined> {
	const successor = await driver.findSuccessor();
	return successor === undefined ? undefined : `This run was taken over by ${successor}. Nothing more is written here; leave, and \`holdpoint show\` looks on.`;
}
