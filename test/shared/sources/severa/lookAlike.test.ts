// The adapter and the local Severa were written apart, each from Severa's public description. Here they meet.
import { describe, expect, it } from 'vitest';
import { value } from '../../../contract/source.ts';
import { openLocalSevera } from './openLocalSevera.ts';
import { ADA, changesSince, EVENT, kind, weekly } from './openSevera.ts';

describe('the adapter at the local Severa', () => {
  it('passes the connection test, and tells people and types', async () => {
    const { application, ada, meeting } = await openLocalSevera();
    expect(await application.test?.()).toMatchObject({ ok: true });
    const people = await application.people?.();
    expect(people?.ok && people.value.find(({ id }) => id === ada)).toMatchObject({ email: ADA, active: true });
    expect(await application.entryTypes?.()).toMatchObject({ ok: true, value: [{ id: meeting, isDefault: true }] });
  });

  it('creates, reads, lists, updates and removes an event and a series', async () => {
    const { source, clock } = await openLocalSevera();
    for (const when of [EVENT.when, weekly]) {
      const made = value((await source.create([{ event: { ...EVENT, when }, owner: ADA }]))[0]);
      const read = value((await source.read([made.id]))[0]);
      expect(read).toMatchObject({ owner: ADA, content: { event: { title: EVENT.title, location: EVENT.location } } });
      expect(read.content.kind === 'event' && read.content.event.when).toMatchObject(when);
      clock.now += 60_000;
      const change = { id: made.id, version: read.version, patch: { title: 'Other' }, rev: 'r' };
      const updated = value((await source.update([change]))[0]);
      expect(updated.item?.content).toMatchObject({ event: { title: 'Other' } });
      expect((await source.update([change])).map(kind)).toEqual(['conflict']);
      expect((await source.remove([{ id: made.id, version: updated.version }])).map(kind)).toEqual(['ok']);
      expect((await source.read([made.id])).map(kind)).toEqual(['gone']);
    }
  });

  it('the first listing has all of the user, whenever it was or will be, and the poll tells what comes after', async () => {
    const { server, source, ada, meeting, clock } = await openLocalSevera();
    const fields = (year: number, more: object = {}) => ({
      name: `Of ${year}`,
      startDateTime: `${year}-01-01T09:00:00+02:00`,
      endDateTime: `${year}-01-01T10:00:00+02:00`,
      hasDuration: true,
      activityType: { guid: meeting },
      ownerUser: { guid: ada },
      ...more,
    });
    const weeks = {
      recurrence: { frequency: 'Weekly', pattern: { weekly: { interval: 1, friday: true } }, range: {} },
    };
    const ids = [fields(2019), fields(2029), fields(2021, weeks), fields(2028, weeks)].map(server.office.create);
    clock.now += 60 * 60_000;
    const { watermark } = await changesSince(source, undefined);
    const items = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = value(await source.list(ADA, cursor));
      items.push(...page.items);
      cursor = page.next;
    }
    expect(items.map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect((await changesSince(source, watermark)).changes).toEqual([]);
    clock.now += 1000;
    server.office.edit(ids[2] ?? '', { name: 'Edited' });
    expect((await changesSince(source, watermark)).changes.map(({ id }) => id)).toContain(ids[2]);
  });

  it('a cancelled and a moved occurrence are read as such', async () => {
    const { server, source, ada, meeting, clock } = await openLocalSevera();
    const series = server.office.create({
      name: 'Weekly',
      startDateTime: '2026-11-23T09:00:00+02:00',
      endDateTime: '2026-11-23T10:00:00+02:00',
      hasDuration: true,
      activityType: { guid: meeting },
      ownerUser: { guid: ada },
      recurrence: {
        frequency: 'Weekly',
        pattern: { weekly: { interval: 1, monday: true } },
        range: { maxOccurrences: 4 },
      },
    });
    const [, second, third] = server.office.occurrences(series);
    clock.now += 60_000;
    server.office.remove(second?.guid ?? '');
    server.office.edit(third?.guid ?? '', {
      startDateTime: '2026-12-08T13:00:00+02:00',
      endDateTime: '2026-12-08T14:00:00+02:00',
    });
    const read = value((await source.read([series]))[0]);
    expect(read.content).toMatchObject({
      event: {
        when: {
          recurrence: {
            overrides: {
              '2026-11-30T09:00:00': { excluded: true },
              '2026-12-07T09:00:00': { when: { start: '2026-12-08T13:00:00' } },
            },
          },
        },
      },
    });
    const items = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = value(await source.list(ADA, cursor));
      items.push(...page.items);
      cursor = page.next;
    }
    expect(items.map(({ id }) => id)).toEqual([series]);
  });
});
