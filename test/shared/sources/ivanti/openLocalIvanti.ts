// The adapter at the local Ivanti, which was written apart from it: people, and a person who works there.
import { afterAll } from 'vitest';
import type { IvantiBehaviour } from '../../../../local/ivanti/http/behaviour.ts';
import type { ItemFields, ItemTimes } from '../../../../local/ivanti/office.ts';
import { type LocalIvanti, startIvanti } from '../../../../local/ivanti/server.ts';
import { dateOf, dayOf } from '../../../../shared/calendar/days.ts';
import type { EventPatch, When } from '../../../../shared/calendar/event.ts';
import { durationDays, endInstant, startInstant } from '../../../../shared/calendar/when.ts';
import { ivanti } from '../../../../shared/sources/ivanti/application.ts';
import type { Person } from '../../../contract/source.ts';

export const ADA = 'ada@example.com';
export const BOB = 'bob@example.com';
export const PEOPLE = [ADA, BOB, 'carol@example.com'];
export const ZONE = 'Europe/Helsinki';
const servers: LocalIvanti[] = [];
afterAll(async () => {
  for (const server of servers) await server.close();
});

export const loginOf = (email: string): string => email.replace('@example.com', '');

/** A tenant with a few employees. One item of somebody else stands there: an empty calendar proves nothing. */
export async function startTenant(behaviour: Partial<IvantiBehaviour> = {}) {
  const clock = { now: Date.UTC(2026, 10, 20, 8) };
  const server = await startIvanti({ clock: () => clock.now, behaviour });
  servers.push(server);
  const { office } = server;
  for (const email of PEOPLE) office.addEmployee({ login: loginOf(email), email });
  office.addEmployee({ login: 'dora', email: 'dora@example.com' });
  office.create({ title: 'Stands', times: { isAllDay: false, start: clock.now, end: clock.now }, owner: 'dora' });
  // A poll asks for some minutes once more: what stands is older.
  clock.now += 3_600_000;
  return { server, office, clock };
}

/** `connection`: settings besides address and zone. */
export async function openLocalIvanti(behaviour: Partial<IvantiBehaviour> = {}, connection: object = {}) {
  const { server, office, clock } = await startTenant(behaviour);
  const { url, caCertificate, apiKey } = server;
  const application = ivanti.open(
    { connection: { url, caCertificate, timeZone: ZONE, ...connection }, secrets: { secret: apiKey } },
    {
      defaultType: 'CalendarItem',
      allowedNetworks: ['127.0.0.0/8', '::1/128'],
      timeoutMs: 10_000,
      now: () => clock.now,
    },
  );
  if (!application) throw new Error('the settings are those of Ivanti');

  /** Ivanti writes times to the second: each deed comes a second later. */
  const later = (): void => {
    clock.now += 1000;
  };
  const person: Person = {
    async create({ event, owner }) {
      later();
      return office.create({
        title: event.title,
        times: timesOf(event.when),
        body: event.description,
        location: event.location,
        owner: loginOf(owner),
      });
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
  return { server, office, clock, application, person, later };
}

function timesOf(when: When): ItemTimes {
  if (!when.showWithoutTime) {
    return { isAllDay: false, start: startInstant(when, ZONE), end: endInstant(when, ZONE) };
  }
  return { isAllDay: true, startDate: when.start, endDate: dateOf(dayOf(when.start) + durationDays(when.duration)) };
}

const fieldsOf = ({ title, description, location, when }: EventPatch): Partial<ItemFields> => ({
  ...(title === undefined ? {} : { title }),
  ...(description === undefined ? {} : { body: description }),
  ...(location === undefined ? {} : { location }),
  ...(when ? { times: timesOf(when) } : {}),
});
