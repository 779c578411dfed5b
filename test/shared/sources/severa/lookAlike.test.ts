// The adapter and the local Severa were written apart, each from Severa's public description. Here they meet.
import { afterAll, describe, expect, it } from 'vitest';
import { type LocalSevera, startSevera } from '../../../../local/severa/server.ts';
import { severa } from '../../../../shared/sources/severa/application.ts';
import { value } from '../../../contract/source.ts';
import { ADA, EVENT, kind, weekly } from './openSevera.ts';

const servers: LocalSevera[] = [];
afterAll(async () => {
  for (const server of servers) await server.close();
});

async function open() {
  const clock = { now: Date.UTC(2026, 10, 20, 8) };
  const server = await startSevera({
    clock: () => clock.now,
    behaviour: { requestsPerSecond: Number.POSITIVE_INFINITY },
  });
  servers.push(server);
  const ada = server.office.addUser({ email: ADA, ianaName: 'Europe/Helsinki' });
  const meeting = server.office.addType({ name: 'Meeting', category: 'CalendarEntry', isDefault: true });
  const { url, caCertificate, clientId, clientSecret } = server;
  const application = severa.open(
    { connection: { url, caCertificate, clientId }, secrets: { clientSecret } },
    { defaultType: meeting, allowedNetworks: ['127.0.0.0/8', '::1/128'], timeoutMs: 10_000, now: () => clock.now },
  );
  if (!application || application.keepsTags) throw new Error('the settings are those of Severa');
  return { server, application, source: application.source, ada, meeting, clock };
}

describe('the adapter at the local Severa', () => {
  it('passes the connection test, and tells people and types', async () => {
    const { application, ada, meeting } = await open();
    expect(await application.test?.()).toMatchObject({ ok: true });
    expect(await application.people?.()).toMatchObject({ ok: true, value: [{ id: ada, email: ADA, active: true }] });
    expect(await application.entryTypes?.()).toMatchObject({ ok: true, value: [{ id: meeting, isDefault: true }] });
  });

  it('creates, reads, lists, updates and removes an event and a series', async () => {
    const { source, clock } = await open();
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

  it('a cancelled and a moved occurrence are read as such', async () => {
    const { server, source, ada, meeting, clock } = await open();
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
