/** What is said to the program that runs a service, after its request. */
export const gateHasEnded = 'the gate has ended';
