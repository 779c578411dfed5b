// The rows that a run begins with, from one range query: the rows that exist once, the marks, the inbox.
import type { Instant } from '../../calendar/event.ts';
import type { DirtyRow, HoldRow } from '../ports/rows.ts';
import { HEAD_ROWS_MAX, type LinkStore, type RowKind, type Stored } from '../ports/store.ts';

export interface Head {
  readonly lease: Stored<'lease'> | undefined;
  readonly link: Stored<'link'> | undefined;
  readonly mailboxWatermark: Stored<'mailboxWatermark'> | undefined;
  readonly sourceEnumeration: Stored<'sourceEnumeration'> | undefined;
  readonly hold: Stored<'hold'> | undefined;
  readonly cleanup: Stored<'cleanup'> | undefined;
  readonly cutover: Stored<'cutover'> | undefined;
  /** Where there are very many, only the first: enough to know whether there is something to do. */
  readonly marks: readonly Stored<'dirty'>[];
  /** `marks` holds all marks of the link. */
  readonly whole: boolean;
  readonly inbox: readonly Stored<'inbox'>[];
}

/**
 * Reads the head. Marks stand before the inbox. Where they fill the answer, the inbox is read by itself, or it would
 * never be seen.
 */
export async function readHead(store: LinkStore): Promise<Head> {
  const rows = await store.head();
  const of = <K extends RowKind>(kind: K): Stored<K>[] => rows.filter((row): row is Stored<K> => row.kind === kind);
  const whole = rows.length < HEAD_ROWS_MAX;
  return {
    lease: of('lease')[0],
    link: of('link')[0],
    mailboxWatermark: of('mailboxWatermark')[0],
    sourceEnumeration: of('sourceEnumeration')[0],
    hold: of('hold')[0],
    cleanup: of('cleanup')[0],
    cutover: of('cutover')[0],
    marks: of('dirty'),
    whole,
    inbox: whole ? of('inbox') : await store.list('inbox'),
  };
}

/** True when the mark is that of a half pair that nobody has looked at yet. Matching takes it. */
export const isNew = (mark: Pick<DirtyRow, 'why'> | undefined): boolean =>
  mark?.why === 'newEvent' || mark?.why === 'newEntry';

/** True when a marked pair may be looked at now: its own wait is over, and no person has to decide first. */
export function isDue(mark: Stored<'dirty'>, hold: HoldRow | undefined, now: Instant): boolean {
  if (mark.row.why === 'held' && hold?.state === 'held') return false;
  return (mark.row.notBefore ?? 0) <= now;
}
