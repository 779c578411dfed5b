// A meeting of two users over the real adapters: the local Exchange over EWS and over Graph, entries and rows in Azurite.
import { describe, expect, inject, it } from 'vitest';
import { createEntriesSource } from '../../shared/sources/entries/index.ts';
import { pollSource } from '../../shared/sync/poll/poll.ts';
import type { Api } from '../../shared/sync/ports/mailbox.ts';
import { runLink } from '../../shared/sync/run.ts';
import { MeetingsWorld } from '../world/meetingsWorld.ts';
import { newCompany, openDirectory } from '../world/openDirectory.ts';
import { openRealServers } from '../world/realServers.ts';

const SOURCE = 'planner';
const UID = '040000008200E00074C5B7101A82E00800000000F00D';
const LINK = { on: true, started: true, epoch: 1, endsAfter: 0, conflictPolicy: 'mailbox', source: SOURCE } as const;
const when = { start: '2026-12-01T09:00:00', end: '2026-12-01T10:00:00', zone: 'FLE Standard Time' } as const;

async function openUsers(api: Api) {
  const { directory } = await openDirectory(inject('azurite'));
  const servers = await openRealServers(directory, newCompany, api);
  const company = servers.newCompany();
  const emails = [`ada.${company}@example.com`, `ben.${company}@example.com`] as const;
  const world = await MeetingsWorld.begin(emails);
  const entries = directory.entries(company, SOURCE);
  const source = createEntriesSource({ entries, defaultType: 'meeting' });
  const companyStore = directory.companyStore(company);
  let writes = 0;
  const openUser = async (email: string, link: string) => {
    servers.exchange.addMailbox(email);
    await directory.user(company, email).put({ user: link, email, name: link }, undefined);
    await directory.switchLink(company, { link, ...LINK }, { etag: undefined });
    const { mailbox } = servers.openMailbox(email).views[api];
    const noted: typeof mailbox = {
      ...mailbox,
      update: (updates) => {
        writes += updates.length;
        return mailbox.update(updates);
      },
    };
    const ports = { mailbox: noted, source, store: directory.linkStore(company, link), company: companyStore };
    return { email, person: servers.exchange.person(email), context: () => ({ ...world.context(email, ports), link }) };
  };
  const ada = await openUser(emails[0], 'ada');
  const ben = await openUser(emails[1], 'ben');
  const passes = async (count: number) => {
    for (let pass = 0; pass < count; pass += 1) {
      await pollSource({ source, company: companyStore });
      for (const { context } of [ada, ben]) {
        const outcome = await runLink(context());
        expect(outcome.state).toMatch(/^(done|idle)$/);
      }
      world.now += 4 * 60_000;
    }
  };
  const shown = async () => (await entries.list({ limit: 10 })).entries;
  return { ada, ben, entries, shown, passes, servers, writes: () => writes };
}

describe('A meeting of two users is one entry; what Exchange carries, Exchange changes; nobody is mailed', () => {
  it.each<Api>(['ews', 'graph'])('over %s, a single meeting and a series', { timeout: 120_000 }, async (api) => {
    const { ada, ben, entries, shown, passes, servers, writes } = await openUsers(api);
    const pattern = { kind: 'Weekly', interval: 1, days: ['Tuesday'], firstDayOfWeek: 'Monday' } as const;
    const recurrence = { pattern, end: { kind: 'Numbered', count: 5 } } as const;
    for (const [subject, uid, more] of [
      ['Steering', UID, {}],
      ['Weekly', `${UID}02`, { recurrence }],
    ] as const) {
      const { id } = ada.person.create({ subject, uid, ...when, ...more });
      ada.person.invite(id, ben.email);
      ben.person.receiveMeeting({ subject, uid, organizer: ada.email, attendees: [], ...when, ...more });
    }
    await passes(4);
    const people = async () => (await shown()).map(({ owner, participants }) => [owner, ...participants]);
    expect(await people()).toEqual([
      [ada.email, ben.email],
      [ada.email, ben.email],
    ]);
    expect(ben.person.list()).toHaveLength(2);

    const ofBen = ben.person.list().find((item) => item.subject === 'Steering');
    const ofAda = ada.person.list().find((item) => item.subject === 'Steering');
    ada.person.edit(ofAda?.id ?? '', { location: 'Room 9' });
    ben.person.edit(ofBen?.id ?? '', { location: 'Room 9', categories: ['Mine'] });
    await passes(3);
    const steering = (await shown()).find(
      ({ content }) => content.kind === 'event' && content.event.title === 'Steering',
    );
    expect(steering?.content).toMatchObject({ event: { location: 'Room 9', keywords: [] } });
    expect(writes()).toBe(0);

    ben.person.remove(ofBen?.id ?? '');
    await passes(3);
    expect((await people()).map((each) => each.length).sort()).toEqual([1, 2]);
    expect(ada.person.list()).toHaveLength(2);

    ada.person.remove(ofAda?.id ?? '');
    await passes(3);
    expect((await shown()).map(({ owner }) => owner)).toEqual([ada.email]);
    expect(await entries.read([steering?.id ?? ''])).toEqual([undefined]);
    await servers.close();
  });
});
