// The pairs that are looked at together, of which one may have to give way to another.

import type { Job } from '../pair/look.ts';
import type { Session } from '../session/session.ts';
import type { Work } from '../session/work.ts';

export interface Chunk {
  readonly session: Session;
  readonly work: Work;
  readonly jobs: readonly Job[];
  /** Pairs that gave way: what was planned for them is not done. */
  readonly ended: Set<string>;
}
