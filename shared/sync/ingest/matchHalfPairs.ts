// Half pairs of both sides become one pair each, one to one. The tag decides first, if it says from which item the
// other was made. Then title, start and end as first seen decide. Costs no request.

import type { Prints } from '../../calendar/canonical/fingerprint.ts';
import { EVENT_FIELDS, type EventField, type Instant } from '../../calendar/event.ts';
import { hasEnded, leftOutIn, withLeftOut } from '../pair/row/standing.ts';
import { without } from '../pair/row/without.ts';
import type { PairRow } from '../ports/rows.ts';
import type { LeftOut } from '../ports/standing.ts';
import type { Stored } from '../ports/store.ts';
import { isNew } from '../session/head.ts';
import type { Session } from '../session/session.ts';
import { shortHash } from '../session/shortHash.ts';
import { CHANGED, DONE, type StepResult } from '../session/step.ts';
import { Work } from '../session/work.ts';
import { type Match, matchByOrigin, tokensOf } from './adopt.ts';

interface Half {
  readonly pair: PairRow;
  readonly dirty: Stored<'dirty'>;
}

/** Above this number, listing all pairs twice costs fewer requests than reading the marked pairs. */
const LIST_ABOVE = 300;
/** Marks at a time. Their pairs are mostly one page of the listing. */
const RANGE = 500;

export async function matchHalfPairs(session: Session): Promise<StepResult> {
  const marks = (await session.context.store.list('dirty')).filter((each) => isNew(each.row));
  const sides = new Set(marks.map((each) => each.row.why));
  if (sides.size < 2) return DONE;
  const work = new Work(session);
  const dirty = marks.length > LIST_ABOVE ? await knowLikes(work, marks) : marks;
  await work.load(dirty.map((each) => ({ kind: 'pair', name: each.row.pair })));
  const halves = dirty.flatMap((each) => {
    work.know(each);
    const pair = work.row('pair', each.row.pair);
    return pair?.firstSeen && isFree(pair) ? [{ pair, dirty: each }] : [];
  });
  const matches = pairUp(halves);
  for (const match of matches) join(work, match, session.context.now());
  await work.commit();
  return CHANGED;
}

/**
 * Tells the unit of work the pairs that have a counterpart on the other side, and answers their marks. The pairs are
 * listed twice. So two large calendars that have little in common are not kept in memory.
 */
async function knowLikes(work: Work, marks: readonly Stored<'dirty'>[]): Promise<Stored<'dirty'>[]> {
  const { session } = work;
  const seen = { mailbox: new Set<number>(), source: new Set<number>() };
  for await (const { pair } of listPairs(session, marks)) {
    if (!pair.row.firstSeen) continue;
    const side = pair.row.mailbox ? seen.mailbox : seen.source;
    for (const token of tokensOf(pair.row)) side.add(shortHash(token));
  }
  const likes: Stored<'dirty'>[] = [];
  for await (const { mark, pair } of listPairs(session, marks)) {
    const hashes = tokensOf(pair.row).map(shortHash);
    if (!hashes.some((hash) => seen.mailbox.has(hash) && seen.source.has(hash))) continue;
    work.know(pair);
    likes.push(mark);
  }
  return likes;
}

/** Marks are listed in the order of their pairs. */
async function* listPairs(
  session: Session,
  marks: readonly Stored<'dirty'>[],
): AsyncGenerator<{ mark: Stored<'dirty'>; pair: Stored<'pair'> }> {
  for (let start = 0; start < marks.length; start += RANGE) {
    const some = marks.slice(start, start + RANGE);
    const [first, last] = [some[0], some.at(-1)];
    if (!first || !last) return;
    const range = { from: first.row.pair, to: last.row.pair };
    const pairs = new Map((await session.context.store.list('pair', range)).map((pair) => [pair.row.pair, pair]));
    for (const mark of some) {
      const pair = pairs.get(mark.row.pair);
      if (pair) yield { mark, pair };
    }
  }
}

const isFree = (pair: PairRow): boolean =>
  !pair.intents.mailbox && !pair.intents.source && !hasEnded(pair) && pair.orphans.length === 0;

/**
 * Matches by tags, then by what people see. Twins are matched too: each half is taken at most once, in the order of the
 * listing.
 */
function pairUp(halves: readonly Half[]): Match<Half>[] {
  const events = halves.filter(({ pair }) => pair.mailbox && !pair.source);
  const matches = matchByOrigin(
    events,
    halves.filter(({ pair }) => pair.source && !pair.mailbox),
  );
  const taken = new Set(matches.flatMap(({ event, entry }) => [event, entry]));
  const entries = new Map<string, Half[]>();
  for (const half of halves) {
    if (taken.has(half) || !half.pair.source || half.pair.mailbox || !half.pair.firstSeen) continue;
    const key = half.pair.firstSeen.naturalKey;
    entries.set(key, [...(entries.get(key) ?? []), half]);
  }
  for (const event of events) {
    if (taken.has(event) || !event.pair.firstSeen) continue;
    const entry = entries.get(event.pair.firstSeen.naturalKey)?.shift();
    if (entry) matches.push({ event, entry });
  }
  return matches;
}

function join(work: Work, { event, entry, by }: Match<Half>, matchedAt: Instant): void {
  const { mailbox, firstSeen } = event.pair;
  const { source, firstSeen: entrySeen } = entry.pair;
  if (!mailbox || !source || !firstSeen || !entrySeen) return;
  const agreed = (EVENT_FIELDS as readonly EventField[]).filter((f) => firstSeen.prints[f] === entrySeen.prints[f]);
  // A field that differed from the start has no base on either side. So the policy decides, and the loser is kept.
  const only = (base: Prints): Prints => Object.fromEntries(agreed.map((field) => [field, base[field]]));
  const group = event.pair.pair;
  // If a filter leaves out one half, it leaves out the pair. The pair comes back as one.
  const filtered = filterOf(entry.pair) ?? filterOf(event.pair);
  work.put(group, {
    kind: 'pair',
    name: group,
    row: {
      ...withLeftOut(without(event.pair, 'firstSeen'), filtered),
      mailbox: { ...mailbox, base: only(mailbox.base) },
      source: { ...source, base: only(source.base) },
      matchedAt,
      ...(by ? { matchedBy: by } : {}),
      ...(entry.pair.entryType === undefined ? {} : { entryType: entry.pair.entryType }),
    },
  });
  work.remove(group, 'pair', entry.pair.pair);
  work.remove(group, 'dirty', entry.pair.pair);
  const { id } = source;
  work.upsert(group, { kind: 'sourceIndex', name: id, row: { id, pair: group, version: entrySeen.version } });
  // The company has to learn the entry of a meeting.
  const isMeeting = event.pair.meeting !== undefined;
  const hasChanged = event.dirty.row.changed || entry.dirty.row.changed;
  const isSame = agreed.length === EVENT_FIELDS.length && !hasChanged;
  if (isSame && !filtered && !isMeeting) work.remove(group, 'dirty', group);
  else work.mark(group, 'matched');
}

function filterOf(row: PairRow): LeftOut | undefined {
  const left = leftOutIn(row);
  return left?.reason === 'filtered' ? left : undefined;
}
