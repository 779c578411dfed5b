// The means to answer a question of planning: the run, its unit of work, and the pair that is planned.
import type { Look } from '../pair/look.ts';
import type { Plan } from '../pair/plan.ts';
import type { Session } from './session.ts';
import type { Work } from './work.ts';

export interface Answering {
  readonly session: Session;
  readonly work: Work;
  readonly look: Look;
  /** The plan of another pair of the same chunk, by its id. */
  readonly planned?: (pair: string) => Plan | undefined;
}
