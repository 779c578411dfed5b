// The adapter at the local Severa, which was written apart from it: people, a type, and a person who works there.
import { afterAll } from 'vitest';
import { type LocalSevera, startSevera } from '../../../../local/severa/server.ts';
import type { EventPatch } from '../../../../shared/calendar/event.ts';
import { endInstant, startInstant } from '../../../../shared/calendar/when.ts';
import { severa } from '../../../../shared/sources/severa/application.ts';
import type { Person } from '../../../contract/source.ts';

export const PEOPLE = ['ada@example.com', 'bob@example.com', 'carol@example.com'];
const servers: LocalSevera[] = [];
afterAll(async () => {
  for (const server of servers) await server.close();
});

export async function openLocalSevera() {
  const clock = { now: Date.UTC(2026, 10, 20, 8) };
  const server = await startSevera({
    clock: () => clock.now,
    behaviour: { requestsPerSecond: Number.POSITIVE_INFINITY },
  });
  servers.push(server);
  const { office, url, caCertificate, clientId, clientSecret } = server;
  const users = new Map(PEOPLE.map((email) => [email, office.addUser({ email, ianaName: 'Europe/Helsinki' })]));
  const [ada = ''] = users.values();
  const meeting = office.addType({ name: 'Meeting', category: 'CalendarEntry', isDefault: true });
  const application = severa.open(
    { connection: { url, caCertificate, clientId }, secrets: { clientSecret } },
    { defaultType: meeting, allowedNetworks: ['127.0.0.0/8', '::1/128'], timeoutMs: 10_000, now: () => clock.now },
  );
  if (!application || application.keepsTags) throw new Error('the settings are those of Severa');

  /** Severa writes times to the second: what people do comes a second later each. */
  const later = (): void => {
    clock.now += 1000;
  };
  const person: Person = {
    async create({ event, owner, participants }) {
      later();
      const guid = office.create({
        ...fieldsOf(event),
        name: event.title,
        startDateTime: timesOf(event.when).startDateTime,
        activityType: { guid: meeting },
        ownerUser: { guid: users.get(owner) ?? '' },
      });
      for (const email of participants) office.addParticipant(guid, users.get(email) ?? '');
      return guid;
    },
    async edit(id, patch) {
      later();
      office.edit(id, fieldsOf(patch));
    },
    async remove(id) {
      later();
      office.remove(id);
    },
  };
  return { server, application, source: application.source, person, ada, meeting, clock };
}

const timesOf = (when: NonNullable<EventPatch['when']>) => ({
  startDateTime: new Date(startInstant(when, 'Europe/Helsinki')).toISOString(),
  endDateTime: new Date(endInstant(when, 'Europe/Helsinki')).toISOString(),
  hasDuration: true,
});

/** Of series, only the one of the contract suite: a person who needs another one writes its fields. */
function fieldsOf({ title, description, location, when }: EventPatch): object {
  const recurrence = {
    frequency: 'Weekly',
    pattern: { weekly: { interval: 1, friday: true } },
    range: { maxOccurrences: 4 },
  };
  return {
    ...(title === undefined ? {} : { name: title }),
    ...(description === undefined ? {} : { notes: description }),
    ...(location === undefined ? {} : { location }),
    ...(when ? { ...timesOf(when), ...(when.recurrence ? { recurrence } : {}) } : {}),
  };
}
