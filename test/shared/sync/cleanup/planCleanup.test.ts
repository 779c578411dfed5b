// The item of ours that a removal takes, by a fresh reading. Whole removals: cleanup.test.ts.
import { describe, expect, it } from 'vitest';
import { planCleanup } from '../../../../shared/sync/cleanup/planCleanup.ts';
import { LATE_MS } from '../../../../shared/sync/pair/facts/late.ts';
import type { Plan } from '../../../../shared/sync/pair/plan.ts';
import { series } from '../../../contract/mailboxSeries.ts';
import {
  AT,
  BASE,
  entryWith,
  eventWith,
  GONE,
  GRACE,
  meetingWith,
  OUR_ENTRY,
  OUR_EVENT,
  planWith,
  play,
  print,
  rowWith,
  SETTINGS,
  there,
  UNREADABLE,
} from '../../../world/planning.ts';

const ourEvent = (change: Partial<Plan> = {}): Plan => planWith({ row: rowWith({ mailbox: OUR_EVENT }), ...change });
const ourEntry = (change: Partial<Plan> = {}): Plan => planWith({ row: rowWith({ source: OUR_ENTRY }), ...change });

const WHOLE = {
  when: series({ '2026-12-08T09:00:00': { title: 'Ours' }, '2026-12-15T09:00:00': { title: 'Too' } }).when,
};
const PART = { when: series({ '2026-12-08T09:00:00': { title: 'Ours' } }).when };
const EDITED = { when: series({ '2026-12-08T09:00:00': { title: 'By a person' } }).when };
const EXCLUDED = { when: series({ '2026-12-15T09:00:00': { excluded: true } }).when };

/** A series of ours whose creation did not come to its end, and can come to none any more. */
const halfMade = (fields: typeof WHOLE, change: Partial<Plan> = {}): Plan =>
  ourEvent({
    row: rowWith({
      mailbox: { ...OUR_EVENT, base: { ...BASE, ...print(WHOLE) }, begun: { rev: 'nonce', at: AT - LATE_MS } },
      source: { id: 'entry', base: { ...BASE, ...print(WHOLE) } },
    }),
    mailbox: there(eventWith({ begun: 'nonce' }, fields)),
    source: there(entryWith({}, WHOLE)),
    ...change,
  });

function outcomeOf(plan: Plan): string {
  const { made } = play(planCleanup(plan, SETTINGS, AT));
  const deletes = made.operations.map(({ op, ...rest }) => `${op} ${'side' in rest ? rest.side : ''}`);
  return [`${made.row.cleared?.side} ${made.row.cleared?.as}`, ...deletes].join(', ');
}

describe('planCleanup', () => {
  it.each([
    ['our event reads as we wrote it', ourEvent(), 'mailbox removed, delete mailbox'],
    ['our entry reads as we wrote it', ourEntry(), 'source removed, delete source'],
    ['people made both', planWith(), 'undefined undefined'],
    ['our event has another title', ourEvent({ mailbox: there(eventWith({}, { title: 'Edited' })) }), 'mailbox kept'],
    ['our entry has another title', ourEntry({ source: there(entryWith({}, { title: 'Edited' })) }), 'source kept'],
    ['our event cannot be read', ourEvent({ mailbox: there(eventWith({ content: UNREADABLE })) }), 'mailbox kept'],
    ['others are invited to our event', ourEvent({ mailbox: there(meetingWith('organiser')) }), 'mailbox kept'],
    ['others take part in our entry', ourEntry({ source: there(entryWith({ participants: [GRACE] })) }), 'source kept'],
    ['our entry is gone', ourEntry({ source: GONE }), 'source gone'],
  ])('%s', (_, plan, expected) => {
    expect(outcomeOf(plan)).toBe(expected);
  });

  it.each([
    ['only says less than its entry', halfMade(PART), 'mailbox removed, delete mailbox'],
    ['says what its entry says', halfMade(WHOLE), 'mailbox removed, delete mailbox'],
    ['has an occurrence with another title', halfMade(EDITED), 'mailbox kept'],
    ['lacks an occurrence that its entry has', halfMade(EXCLUDED), 'mailbox kept'],
    [
      'has an entry that is gone, so that nothing tells what was sent',
      halfMade(PART, { source: GONE }),
      'mailbox kept',
    ],
  ])('a series that arrived in part %s', (_, plan, expected) => {
    expect(outcomeOf(plan)).toBe(expected);
  });
});
