// A pair goes on with its event under the id of another interface. The pair itself does not change. If the two
// interfaces show an unedited event differently, that is no edit.

import { changedFields, printsOf } from '../pair/row/prints.ts';
import { printerOf } from '../pair/veil.ts';
import type { readerByFormerId } from '../ports/formerConnection.ts';
import type { MailboxItem } from '../ports/mailbox.ts';
import type { PairRow, PairSide } from '../ports/rows.ts';
import type { Session } from '../session/session.ts';
import type { Work } from '../session/work.ts';
import type { Candidates, Stray, Strays } from './strays.ts';

interface Found {
  readonly stray: Stray;
  readonly item: MailboxItem;
  readonly row: PairRow;
  readonly was: PairSide;
  base: PairSide['base'];
}

export interface Search {
  readonly strays: Strays;
  readonly readFormer: ReturnType<typeof readerByFormerId>;
}

interface Taking {
  readonly items: readonly MailboxItem[];
  /** The pairs to which an event may belong. */
  readonly candidates: (item: MailboxItem) => Candidates;
}

/** Stages the pairs to which these events belong. */
export async function takeUp(work: Work, { strays, readFormer }: Search, { items, candidates }: Taking): Promise<void> {
  const { session } = work;
  const among = (item: MailboxItem): readonly Stray[] => candidates(item).strays;
  await work.load(items.flatMap(among).map(({ pair }) => ({ kind: 'pair', name: pair })));
  const found: Found[] = [];
  for (const item of items) {
    if (strays.isFound(item.id)) continue;
    const stray = choose(work, item, candidates(item));
    const row = stray && work.row('pair', stray.pair);
    if (!stray || !row?.mailbox) continue;
    strays.take(stray, item.id);
    found.push({ stray, item, row, was: row.mailbox, base: row.mailbox.base });
  }
  await keepBases(session, readFormer, found);
  for (const each of found) stage(work, each);
}

/**
 * Some programs make copies with one UID, so there may be several pairs. The pair whose base the event still equals is
 * taken.
 */
function choose(work: Work, item: MailboxItem, { strays, byContent }: Candidates): Stray | undefined {
  const { session } = work;
  if (strays.length < 2 && !byContent) return strays[0];
  const alike = strays.find(({ pair }) => {
    const row = work.row('pair', pair);
    return row?.mailbox && edited(session, { row, base: row.mailbox.base, item }).length === 0;
  });
  return alike ?? (byContent ? undefined : strays[0]);
}

const printsIn = ({ context }: Session, row: PairRow, item: MailboxItem) =>
  printsOf(printerOf(context.print, row), item);

/** The fields in which the event differs from this base. */
const edited = (session: Session, { row, base, item }: Pick<Found, 'row' | 'base' | 'item'>) =>
  changedFields(printsIn(session, row, item), base);

/**
 * Corrects the bases of the events that differ. A field that still reads the same over the former interface was edited
 * by nobody, so its new reading becomes its base. Where the former interface does not answer, a difference counts as an
 * edit.
 */
async function keepBases(session: Session, readFormer: Search['readFormer'], found: readonly Found[]): Promise<void> {
  const different = found.filter((each) => edited(session, each).length > 0);
  const former = await readFormer(different.map(({ stray }) => stray.id));
  for (const [at, each] of different.entries()) {
    const read = former[at];
    if (!read) continue;
    const { row, was, item } = each;
    const [before, now] = [printsIn(session, row, read), printsIn(session, row, item)];
    const unedited = edited(session, { row, base: was.base, item }).filter(
      (field) => before[field] === was.base[field],
    );
    each.base = { ...was.base, ...Object.fromEntries(unedited.map((field) => [field, now[field]])) };
  }
}

/** Stages the rows of one pair. Without a version, the enumeration that follows marks the pair for a look. */
function stage(work: Work, { item, row, was, base }: Found): void {
  const { session } = work;
  const { pair } = row;
  const { id, uid, version } = item;
  work.put(pair, { kind: 'pair', name: pair, row: { ...row, mailbox: { ...was, id, uid, base } } });
  work.knowAbsent('mailboxIndex', id);
  const isEdited = edited(session, { row, base, item }).length > 0;
  work.put(pair, { kind: 'mailboxIndex', name: id, row: { id, pair, ...(isEdited ? {} : { version }) } });
  if (uid !== was.uid) work.upsert(pair, { kind: 'uidIndex', name: uid, row: { uid, pair } });
}
