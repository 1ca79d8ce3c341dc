/** What acts do to the world: loaded apart, so that the first question need not wait for it. */
export {approveGate} from './approve.js';
export {endServices, untilFound} from './background.js';
export {judgeConditions} from './conditions.js';
export {lookAtEvidenceAgain, recordEvidence} from './evidence.js';
export {correctInput} from './correct-input.js';
export {runChecks, runStep} from './commands.js';
export {finishRun, prepareFinish} from './finish.js';
export {pushRecord} from './push.js';
export {resumeCommand} from './resume-command.js';
export {followWaits} from './waits.js';
