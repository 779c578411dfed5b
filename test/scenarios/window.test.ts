// An event that is over before the synchronisation starts takes no part. Crossing that border adds and deletes nothing.
import { describe, expect, it } from 'vitest';
import type { CalendarEvent, When } from '../../shared/calendar/event.ts';
import { timed } from '../../shared/calendar/when.ts';
import { exchangeForScenarios } from '../world/exchangeLink.ts';
import { type Link, linkInMemory } from '../world/link.ts';

const { openLink } = exchangeForScenarios();

const DAY_MS = 86_400_000;

const events = ({ ports }: Link) => ports.person.list();
const entries = ({ ports }: Link) => ports.people.list();

describe('Event dragged from outside the sync window to inside, and the reverse; treated as edit, never as delete of the other side', () => {
  const LONG_AGO: When = {
    showWithoutTime: false,
    start: '2025-03-03T09:00:00',
    timeZone: 'Europe/Helsinki',
    duration: 'PT1H',
  };

  it('from outside to inside: the other side gets it', async () => {
    const link = await linkInMemory();
    const event = link.world.newEvent();
    const id = await link.ports.person.create({ ...event, when: LONG_AGO });
    await link.settle();
    expect(await entries(link)).toEqual([]);
    await link.ports.person.edit(id, { when: event.when });
    expect(await link.writesDuring(() => link.settle())).toEqual(['source.create']);
    expect((await entries(link))[0]?.event.when).toEqual(event.when);
  });

  it.each(['event', 'entry'] as const)('from inside to outside: the %s is an edited one', async (side) => {
    const link = await linkInMemory();
    await link.world.createEvent();
    await link.settle();
    const people = side === 'event' ? link.ports.person : link.ports.people;
    const [item] = await people.list();
    await people.edit(item?.id ?? '', { when: LONG_AGO });
    const writes = await link.writesDuring(() => link.settle());
    expect(writes).toEqual([side === 'event' ? 'source.update' : 'mailbox.update']);
    expect((await events(link))[0]?.event.when).toEqual(LONG_AGO);
    expect((await entries(link))[0]?.event.when).toEqual(LONG_AGO);
  });
});

describe('Event exactly on window edge in UTC+11 / UTC-8; not flapping add/delete', () => {
  const SECOND_MS = 1000;
  const HOUR_MS = 3_600_000;
  const endingAt = (instant: number, timeZone: string) => timed({ start: instant - HOUR_MS, end: instant }, timeZone);

  it.each([
    ['Pacific/Noumea', 'Central Pacific Standard Time'],
    ['America/Los_Angeles', 'Pacific Standard Time'],
  ] as const)('in %s', async (timeZone, windows) => {
    const link = await openLink({ timeZone: [timeZone, windows] });
    const [row] = await link.ports.store.list('link');
    const edge = row?.row.endsAfter ?? 0;
    const base: CalendarEvent = link.world.newEvent();
    for (const offset of [-SECOND_MS, 0, SECOND_MS]) {
      await link.ports.person.create({ ...base, title: `${offset}`, when: endingAt(edge + offset, timeZone) });
    }
    for (const days of [-1, 0, 1]) {
      const start = new Date(edge + days * DAY_MS).toISOString().slice(0, 10);
      await link.ports.person.create({
        ...base,
        title: start,
        when: { showWithoutTime: true, start, duration: 'P1D' },
      });
    }
    await link.settle();
    const there = (await entries(link)).map(({ id, event }) => [id, event.title]);
    expect(there.map(([, title]) => title)).toContain('1000');
    expect(there.map(([, title]) => title)).not.toContain('0');
    const writes = await link.writesDuring(async () => {
      for (let time = 0; time < 3; time += 1) {
        link.world.now += DAY_MS;
        link.person.invalidateWatermarks();
        await link.world.switchOff();
        await link.world.switchOn();
        await link.settle();
      }
    });
    expect(writes).toEqual([]);
    expect((await entries(link)).map(({ id, event }) => [id, event.title])).toEqual(there);
  });
});
