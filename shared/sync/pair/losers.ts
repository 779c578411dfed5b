// A losing value as it is kept: sealed, and not larger than the rows can hold that it passes through on its way to the
// history. One that is larger is not written over: its item waits for a person, and the others go on.
import type { CalendarEvent, EventField } from '../../calendar/event.ts';
import type { Loser } from '../ports/rows.ts';
import type { Session } from '../session/session.ts';
import type { Job } from './look.ts';

/**
 * In characters, sealed. A row holds 1 MiB of UTF-16, and a pair's row the losing values of both sides, also those of the
 * last three updates that had not landed.
 */
export const SEALED_MAX = 60_000;

/** The value of this field can be put nowhere on record. */
class LoserTooLarge extends Error {
  override readonly name = 'LoserTooLarge';
  readonly field: EventField;
  constructor(field: EventField) {
    super(field);
    this.field = field;
  }
}

/** Throws where the value is too large: see `unlessTooLarge`. */
export function sealLoser(session: Session, loser: Omit<Loser, 'sealed'>, event: CalendarEvent): Loser {
  const sealed = session.context.seal(JSON.stringify(event[loser.field]));
  if (sealed.length > SEALED_MAX) throw new LoserTooLarge(loser.field);
  return { ...loser, sealed };
}

/** Decides about the pair; one whose losing value is too large is refused, and nothing of it is written. */
export async function unlessTooLarge(job: Job, decide: () => Promise<void>): Promise<void> {
  try {
    await decide();
  } catch (error) {
    if (!(error instanceof LoserTooLarge)) throw error;
    job.operations = [];
    job.conclusion = 'inStep';
    job.failure = {
      kind: 'rejected',
      code: 'item-rejected',
      field: error.field,
      detail: 'too large to be kept on record',
    };
  }
}
