// The end of a step of a run. Every step answers in this one way, so that a run is a list of steps.
import type { RunOutcome } from '../ports/link.ts';
import type { Session } from './session.ts';

export type StepResult =
  /** The next step follows. `changed`: there may be something to reconcile. */
  | { readonly is: 'done'; readonly changed: boolean }
  /** The run ends here; the next one goes on from the rows. */
  | { readonly is: 'ends'; readonly outcome: RunOutcome };

export const DONE: StepResult = { is: 'done', changed: false };
export const CHANGED: StepResult = { is: 'done', changed: true };
export const ends = (outcome: RunOutcome): StepResult => ({ is: 'ends', outcome });

/** Ends the run. The next one goes on after so many milliseconds: at once, where only this run's time is over. */
export const goOnLater = ({ context }: Session, afterMs = 0): StepResult =>
  ends({ state: 'done', next: context.now() + afterMs });
