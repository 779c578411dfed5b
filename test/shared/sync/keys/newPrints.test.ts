// One row from key to key: what still stands is printed anew, what does not has no base, and nothing is lost with it.
import { describe, expect, it } from 'vitest';
import { createPrinter, naturalKey } from '../../../../shared/calendar/canonical/fingerprint.ts';
import type { CalendarEvent } from '../../../../shared/calendar/event.ts';
import { reprinted } from '../../../../shared/sync/keys/newPrints.ts';
import { printsOfPeople } from '../../../../shared/sync/meetings/invitation.ts';
import type { Reading } from '../../../../shared/sync/pair/look.ts';
import type { PairRow, UpdateIntent } from '../../../../shared/sync/ports/rows.ts';
import { occurrence, recurring, WEEKLY } from '../../../world/weekly.ts';

const from = createPrinter(new Uint8Array(32).fill(7));
const to = createPrinter(new Uint8Array(32).fill(8));
const change = { key: 'former', from, to, reseal: (sealed: string) => (sealed === 'former' ? 'anew' : undefined) };

const event: CalendarEvent = {
  title: 'Budget',
  description: 'Numbers',
  location: 'Room 1',
  when: { showWithoutTime: false, start: '2026-12-01T09:00:00', timeZone: 'Europe/Helsinki', duration: 'PT1H' },
  privacy: 'public',
  freeBusyStatus: 'busy',
  keywords: [],
  alert: null,
};
const plain = recurring(event, WEEKLY, {});
const series = recurring(event, WEEKLY, { [occurrence(event, 1)]: { title: 'Budget, again' } });
const reading = (shown: CalendarEvent, id = 'i'): Reading<never> => ({
  state: 'present',
  item: { id, version: '2', content: { kind: 'event', event: shown } } as never,
});
const shownOf = (shown: CalendarEvent) => ({ id: 'i', version: '2', content: { kind: 'event', event: shown } });
const gone = { state: 'gone' } as const;
const pair: PairRow = {
  pair: 'p1',
  mailbox: { id: 'm', base: from(event) },
  source: { id: 's', base: from(event) },
  intents: {},
  abandoned: [],
  unlanded: {},
  orphans: [],
};

describe('reprinted', () => {
  it('a pair in step has the same bases under the new key', () => {
    const { row, hasLost } = reprinted(pair, { mailbox: reading(event), source: reading(event) }, change);
    expect(row).toEqual({ ...pair, mailbox: { id: 'm', base: to(event) }, source: { id: 's', base: to(event) } });
    expect(hasLost).toBe(false);
  });

  it('what one side no longer says is printed of the other', () => {
    const edited = { ...event, title: 'Budget 2' };
    const { row, hasLost } = reprinted(pair, { mailbox: reading(edited), source: reading(event) }, change);
    expect([row.mailbox?.base, hasLost]).toEqual([to(event), false]);
  });

  it('what no side says any more has no base', () => {
    const readings = { mailbox: reading({ ...event, title: 'One' }), source: reading({ ...event, title: 'Two' }) };
    const { row, hasLost } = reprinted(pair, readings, change);
    const { title: _, ...rest } = to(event);
    expect([row.mailbox?.base, row.source?.base, hasLost]).toEqual([rest, rest, true]);
  });

  it('with one item gone, the other tells both bases; with both gone, nothing does', () => {
    const one = reprinted(pair, { mailbox: gone, source: reading(event) }, change);
    expect([one.row.mailbox?.base, one.row.source?.base]).toEqual([to(event), to(event)]);
    const none = reprinted(pair, { mailbox: gone, source: gone }, change);
    expect([none.row.mailbox?.base, none.row.source?.base]).toEqual([{}, {}]);
  });

  it('who was invited is known under the new key, as long as they take part or are invited', () => {
    const [ada, ben, cleo, dora] = ['ada@x.example', 'ben@x.example', 'cleo@x.example', 'dora@x.example'];
    const invited = printsOfPeople(from, [ada, ben, cleo]);
    const meeting = { role: 'organiser', attendees: [{ email: ben }, { email: dora }], cancelled: false };
    const readings = {
      mailbox: { state: 'present', item: { ...shownOf(event), meeting } as never },
      source: { state: 'present', item: { ...shownOf(event), owner: 'eve@x.example', participants: [ada] } as never },
    } as const;
    const { row } = reprinted({ ...pair, invited }, readings, change);
    expect([...(row.invited ?? [])].sort()).toEqual(printsOfPeople(to, [ada, ben]).sort());
    expect(new Set(reprinted(row, readings, change).row.invited)).toEqual(new Set(row.invited));
  });

  it('done twice, it is as done once', () => {
    const readings = { mailbox: reading(event), source: reading({ ...event, title: 'Two' }) };
    const once = reprinted(pair, readings, change).row;
    expect(reprinted(once, readings, change).row).toEqual(once);
  });

  it('a base without what single occurrences say stays without it', () => {
    const row = { ...pair, veiled: true, source: { id: 's', base: from(plain) } } as const;
    const turned = reprinted(row, { mailbox: gone, source: reading(series) }, change).row;
    expect(turned.source?.base).toEqual(to(plain));
    expect(turned.source?.base.when).not.toBe(to(series).when);
  });

  it('a half pair is as it is seen now', () => {
    const half: PairRow = {
      ...pair,
      firstSeen: { naturalKey: naturalKey(from, event), prints: from(event), version: '1', of: 'o' },
    };
    const { source: _, ...mailboxOnly } = half;
    const now = { ...event, title: 'Renamed' };
    const absent = { state: 'absent' } as const;
    const { row, hasLost } = reprinted(mailboxOnly, { mailbox: reading(now), source: absent }, change);
    expect(row.firstSeen).toEqual({ naturalKey: naturalKey(to, now), prints: to(now), version: '2', of: 'o' });
    expect([row.mailbox?.base, hasLost]).toEqual([to(now), false]);
    expect(reprinted(mailboxOnly, { mailbox: gone, source: absent }, change).row.firstSeen).toBeUndefined();
  });

  it('what was sent and cannot be printed any more equals nothing, or keeps its key; its losers are sealed anew', () => {
    const sent: UpdateIntent = {
      op: 'update',
      at: 1,
      rev: 'r',
      version: '1',
      target: from({ title: 'Sent', location: 'Room 1' }),
      otherBase: from({ title: 'Sent' }),
      losers: ['former', 'strange'].map((sealed) => ({ side: 'mailbox', field: 'title', why: 'conflict', sealed })),
    };
    const row: PairRow = {
      ...pair,
      unlanded: { mailbox: [sent] },
      abandoned: [{ side: 'mailbox', nonce: 'n', target: from({ title: 'Sent', location: 'Room 1' }) }],
    };
    const turned = reprinted(row, { mailbox: reading(event), source: reading(event) }, change).row;
    expect(turned.abandoned).toEqual([{ ...row.abandoned[0], key: 'former' }]);
    expect(reprinted(turned, { mailbox: gone, source: gone }, change).row.abandoned).toEqual(turned.abandoned);
    expect(turned.unlanded.mailbox?.[0]).toMatchObject({
      target: { title: '', location: to(event).location },
      otherBase: { title: '' },
      losers: [{ sealed: 'anew' }, { sealed: 'strange' }],
    });
  });

  it('an item that cannot be read as an event tells nothing', () => {
    const unreadable = {
      state: 'present',
      item: { id: 'm', version: '2', content: { kind: 'leftOut', reason: 'item-unreadable', title: 'x' } },
    } as never;
    const { row } = reprinted(pair, { mailbox: unreadable, source: gone }, change);
    expect(row.mailbox?.base).toEqual({});
  });
});
