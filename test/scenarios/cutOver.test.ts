// A company goes over from EWS to Graph and back, on the real adapters. Its pairs and its history stay, and the cut-over
// creates and deletes nothing. People work meanwhile, and the former connection still answers, or does not.

import { describe, expect, it } from 'vitest';
import { hostileEvents, sampleEvents } from '../../local/demo/samples.ts';
import { hasEnded, hasLeft } from '../../shared/sync/pair/row/standing.ts';
import type { FormerConnection } from '../../shared/sync/ports/formerConnection.ts';
import type { Api } from '../../shared/sync/ports/mailbox.ts';
import { failed } from '../../shared/sync/ports/outcome.ts';
import type { PairRow } from '../../shared/sync/ports/rows.ts';
import { type BothApis, linkOverBothApis } from '../world/bothApis.ts';
import { occurrence, patchOccurrence } from '../world/weekly.ts';
import { ADA } from '../world/world.ts';

const FROM = Date.UTC(2026, 10, 23);
const BLOCKED = failed({ kind: 'blocked', code: 'exchange-blocked' });

/** The entry that belongs to each event, by its UID. This must not change. */
const joined = (rows: readonly PairRow[]): string[] =>
  rows.map(({ pair, mailbox, source }) => `${pair} ${mailbox?.uid} ${source?.id}`).sort();

/** Every kind of event and series, half of them made in Outlook. */
async function inStep(): Promise<BothApis> {
  const link = await linkOverBothApis();
  const events = [...sampleEvents(45, FROM, []), ...hostileEvents(FROM + 90 * 86_400_000, [])];
  for (const [at, event] of events.entries()) {
    if (at % 2 === 0) await link.ports.person.create(event);
    else await link.ports.people.create(event, ADA);
  }
  await link.settle();
  return link;
}

/** The former connection as it is when Microsoft has switched EWS off, and nobody granted the translation. */
function blocked({ mailboxes }: BothApis, to: Api): FormerConnection {
  const mailbox = mailboxes[to === 'ews' ? 'graph' : 'ews'];
  return {
    mailbox: { ...mailbox, read: async (ids) => ids.map(() => BLOCKED) },
    translate: async () => BLOCKED,
  };
}

describe('cut-over between EWS and Graph', () => {
  it.each<[string, (link: BothApis, to: Api) => FormerConnection | undefined]>([
    ['while the former connection answers', (link, to) => link.former(to)],
    ['when the former connection is blocked', blocked],
    ['when there is none', () => undefined],
  ])('over and back, every kind of event keeps its pair, and nothing is written: %s', async (_, former) => {
    const link = await inStep();
    const before = joined(await link.pairs());
    expect(before).toHaveLength(65);
    const [written, calendars] = [link.writes(), JSON.stringify(link.person.list())];
    for (const to of ['graph', 'ews'] as const) {
      link.use(to, former(link, to));
      await link.settle();
      expect(joined(await link.pairs())).toEqual(before);
      // An event about which both interfaces agree has not been looked at again.
      expect((await link.ports.store.list('mailboxIndex')).filter(({ row }) => !row.version)).toEqual([]);
    }
    expect(link.writes()).toBe(written);
    expect(JSON.stringify(link.person.list())).toBe(calendars);
  });

  it.each([['graph', 'ews'] as const, ['ews', 'graph'] as const])(
    'to %s: what people write, delete and copy before and during it goes across, once',
    async (to, from) => {
      const link = await linkOverBothApis();
      const { world, ports } = link;
      for (let i = 0; i < 6; i += 1) await world.createEvent();
      for (let i = 0; i < 6; i += 1) await world.createEntry();
      await world.createSeriesEntry();
      await link.settle();
      link.use(from, link.former(from));
      await link.settle();
      // A conflict, on record before it.
      await world.editEvent(['title'], 3);
      const events = await ports.person.list();
      const entries = await ports.people.list();
      const sameEntry = entries.findIndex(({ event }) => event.keywords[0] === events[3]?.event.keywords[0]);
      await world.editEntry(['title'], sameEntry);
      await link.settle();
      const recorded = await world.history();
      expect(recorded).toHaveLength(1);

      await world.deleteEvent(0);
      await world.deleteEntry(8);
      await world.copyEvent(4);
      await world.editEvent(['location'], 1);
      link.use(to, link.former(to));
      await link.pass();
      await world.editEvent(['description'], 2);
      await world.editEntry(['title'], 6);
      const series = (await ports.people.list()).findIndex(({ event }) => event.when.recurrence);
      await world.change(
        'entry',
        (event) => patchOccurrence(event, occurrence(event, 1), { title: world.value('title') }),
        series,
      );
      await world.createEvent();
      await world.createEntry();
      await link.settle();
      expect(await world.verdict({ things: 14 })).toBeUndefined();
      expect(await world.history()).toEqual(expect.arrayContaining(recorded));
    },
  );

  it('an event that was deleted just before is deleted there, too, by the way of any delete', async () => {
    const link = await linkOverBothApis();
    const { world } = link;
    for (let i = 0; i < 12; i += 1) await world.createEntry();
    await link.settle();
    for (const to of ['graph', 'ews'] as const) {
      await world.deleteEvent(0);
      link.use(to, link.former(to));
      await link.settle();
    }
    expect(await world.verdict({ things: 10 })).toBeUndefined();
    expect((await link.pairs()).filter(hasEnded)).toHaveLength(2);
  });

  it.each(['update', 'create'] as const)(
    'a write of unknown outcome (%s) is waited for, and found by its mark over the other interface',
    async (what) => {
      const link = await linkOverBothApis();
      const { world, mailboxes, ports } = link;
      for (let i = 0; i < 3; i += 1) await world.createEntry();
      await link.settle();
      if (what === 'update') await world.editEntry(['title'], 0);
      else await world.createEntry();
      const lost = failed({ kind: 'transient', code: 'exchange-timeout' });
      await link.pass({
        update: async (updates) => (await mailboxes.ews.update(updates)).map(() => lost),
        create: async (creations) => (await mailboxes.ews.create(creations)).map(() => lost),
      });
      expect((await link.pairs()).filter(({ intents }) => intents.mailbox)).toHaveLength(1);
      const written = link.writes();
      link.use('graph');
      await link.settle();
      expect(link.writes()).toBe(written);
      const things = what === 'update' ? 3 : 4;
      expect(await ports.person.list()).toHaveLength(things);
      expect(await world.verdict({ things })).toBeUndefined();
    },
  );

  it('an event in another calendar, which only Graph follows, is left as it is over EWS, and taken up when it is back', async () => {
    const link = await linkOverBothApis();
    const { world, person, ports } = link;
    for (let i = 0; i < 4; i += 1) await world.createEvent();
    await link.settle();
    link.use('graph', link.former('graph'));
    await link.settle();
    const moved = person.list()[1];
    const other = person.addCalendar('Other');
    const there = person.move(moved?.id ?? '', other);
    await link.settle();
    const written = link.writes();
    link.use('ews', link.former('ews'));
    await link.settle();
    expect(link.writes()).toBe(written);
    expect((await link.pairs()).filter((row) => hasLeft(row))).toHaveLength(1);
    expect(await ports.people.list()).toHaveLength(4);
    person.move(there.id, 'calendar');
    await world.editEntry(['title'], 0);
    await link.settle();
    expect((await link.pairs()).filter((row) => hasLeft(row))).toHaveLength(0);
    expect(await world.verdict({ things: 4 })).toBeUndefined();
  });

  it('goes back in the middle, and over again', async () => {
    const link = await inStep();
    const before = joined(await link.pairs());
    const written = link.writes();
    const { graph } = link.mailboxes;
    link.use('graph');
    let pages = 0;
    const changes: typeof graph.changes = async (watermark) => {
      pages += 1;
      return pages > 1 ? BLOCKED : graph.changes(watermark);
    };
    expect((await link.pass({ changes })).state).toBe('stopped');
    expect((await link.ports.store.list('mailboxIndex')).length).toBeGreaterThan(0);
    link.use('ews');
    await link.settle();
    expect(joined(await link.pairs())).toEqual(before);
    link.use('graph');
    await link.settle();
    expect(joined(await link.pairs())).toEqual(before);
    expect(link.writes()).toBe(written);
  });
});
