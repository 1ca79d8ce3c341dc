import type {WalkView} from '../walk/view.js';

/** How the run stands: of a walk's picture, what is said about gates and steps. */
export type Standing = Pick<WalkView, 'plan' | 'state' | 'lastTime'>;
