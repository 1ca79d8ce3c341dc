/**
Properties in the gate draw from one seed, so that a failure is the change's and can be had again; `HOLDPOINT_SEED=random`
explores, any number repeats. The first counterexample is reported as it is: shrinking a whole run can take for ever.
*/
import process from 'node:process';
import fc from 'fast-check';

const wanted = process.env.HOLDPOINT_SEED;
fc.configureGlobal({endOnFailure: true, ...(wanted !== 'random' && {seed: Number(wanted ?? 20_261_120)})});
