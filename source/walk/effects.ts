/** What acts do to the world: loaded apart, so that the first question need not wait for it. */
export {approveGate} from './approve.js';
export {endServices, untilFound} from './effects/background.js';
export {judgeConditions} from './effects/conditions.js';
export {recordEvidence} from './effects/evidence.js';
export {lookAtEvidenceAgain} from './effects/evidence-again.js';
export {correctInput} from './effects/correct-input.js';
export {runChecks, runStep} from './effects/commands.js';
export {finishRun, prepareFinish} from './finish.js';
export {pushRecord} from './finish/push.js';
export {resumeCommand} from './effects/resume-command.js';
export {followWaits} from './effects/waits.js';
