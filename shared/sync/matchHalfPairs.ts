// Half pairs of both sides become one pair each, one to one, by title, start and end as first seen. Costs no request.
import { EVENT_FIELDS, type EventField } from '../calendar/event.ts';
import type { Prints } from '../calendar/fingerprint.ts';
import { isNew } from './head.ts';
import { without } from './pair.ts';
import type { PairRow } from './rows.ts';
import type { Session } from './session.ts';
import type { Stored } from './store.ts';
import { Work } from './work.ts';

interface Half {
  readonly pair: PairRow;
  readonly dirty: Stored<'dirty'>;
}

/** Above it, one listing of all pairs costs fewer requests than reading the marked ones. */
const LIST_ABOVE = 300;

export async function matchHalfPairs(session: Session): Promise<void> {
  const dirty = (await session.context.store.list('dirty')).filter((each) => isNew(each.row));
  const sides = new Set(dirty.map((each) => each.row.why));
  if (sides.size < 2) return;
  const work = new Work(session);
  if (dirty.length > LIST_ABOVE) for (const stored of await session.context.store.list('pair')) work.know(stored);
  await work.load(dirty.map((each) => ({ kind: 'pair', name: each.row.pair })));
  const halves = dirty.flatMap((each) => {
    work.know(each);
    const pair = work.row('pair', each.row.pair);
    return pair?.firstSeen && isFree(pair) ? [{ pair, dirty: each }] : [];
  });
  const matches = pairUp(halves);
  for (const { event, entry } of matches) join(work, event, entry);
  await work.commit();
}

const isFree = (pair: PairRow): boolean =>
  !pair.intents.mailbox && !pair.intents.source && pair.doneAt === undefined && pair.orphans.length === 0;

/** Twins included: each half is taken at most once, in the order in which they were listed. */
function pairUp(halves: readonly Half[]): { event: Half; entry: Half }[] {
  const entries = new Map<string, Half[]>();
  for (const half of halves) {
    if (!half.pair.source || half.pair.mailbox || !half.pair.firstSeen) continue;
    const key = half.pair.firstSeen.naturalKey;
    entries.set(key, [...(entries.get(key) ?? []), half]);
  }
  const matches: { event: Half; entry: Half }[] = [];
  for (const event of halves) {
    if (!event.pair.mailbox || event.pair.source || !event.pair.firstSeen) continue;
    const entry = entries.get(event.pair.firstSeen.naturalKey)?.shift();
    if (entry) matches.push({ event, entry });
  }
  return matches;
}

function join(work: Work, event: Half, entry: Half): void {
  const { mailbox, firstSeen } = event.pair;
  const { source, firstSeen: entrySeen } = entry.pair;
  if (!mailbox || !source || !firstSeen || !entrySeen) return;
  const agreed = (EVENT_FIELDS as readonly EventField[]).filter((f) => firstSeen.prints[f] === entrySeen.prints[f]);
  // A field that differed from the start has no base on either side, so that the policy decides and the loser is kept.
  const only = (base: Prints): Prints => Object.fromEntries(agreed.map((field) => [field, base[field]]));
  const group = event.pair.pair;
  work.put(group, 'pair', group, {
    ...without(event.pair, 'firstSeen', 'leftOut'),
    mailbox: { ...mailbox, base: only(mailbox.base) },
    source: { ...source, base: only(source.base) },
  });
  work.remove(group, 'pair', entry.pair.pair);
  work.remove(group, 'dirty', entry.pair.pair);
  const { id } = source;
  work.upsert(group, 'sourceIndex', id, { id, pair: group, version: entrySeen.version });
  if (agreed.length === EVENT_FIELDS.length) work.remove(group, 'dirty', group);
  else work.mark(group, 'matched');
}
