// The pairs that are looked at together, of which one may have to give way to another.

import type { Session } from '../session.ts';
import type { Work } from '../work.ts';
import type { Job } from './job.ts';

export interface Chunk {
  readonly session: Session;
  readonly work: Work;
  readonly jobs: readonly Job[];
  /** Pairs that gave way: what was planned for them is not done. */
  readonly ended: Set<string>;
}
