// The users of Severa, remembered for a while: activities name them by their ids, and the port by their addresses.
import type { Instant, TimeZoneId } from '../../calendar/event.ts';
import { isTimeZone } from '../../calendar/timeZone.ts';
import type { Clock } from '../../seams.ts';
import { type Outcome, ok } from '../../sync/ports/outcome.ts';
import type { WorkplacePerson } from '../connect/openApplication.ts';
import type { SeveraClient } from './client.ts';
import { readPages } from './pages.ts';
import { type SeveraUser, users } from './wire.ts';

export interface People {
  /** All of them, read now. */
  read(): Promise<Outcome<readonly WorkplacePerson[]>>;
  /** Those that are remembered, at most an hour old; read anew where one of these ids is not among them. */
  of(ids: readonly string[]): Promise<Outcome<Directory>>;
}

export interface Directory {
  person(id: string): WorkplacePerson | undefined;
  /** The person with this address, or with this alias. */
  withAddress(email: string): WorkplacePerson | undefined;
}

const REMEMBER_MS = 3_600_000;

export function createPeople(client: SeveraClient, now: Clock): People {
  let remembered: { readonly until: Instant; readonly people: readonly WorkplacePerson[] } | undefined;

  async function read(): Promise<Outcome<readonly WorkplacePerson[]>> {
    const all = await readPages((query) =>
      client.ask({ method: 'GET', path: '/v1/users', query, about: 'all' }, users),
    );
    if (!all.ok) return all;
    const people = all.value.flatMap(personOf);
    remembered = { until: now() + REMEMBER_MS, people };
    return ok(people);
  }

  return {
    read,
    async of(ids) {
      const known = remembered && remembered.until > now() ? remembered.people : undefined;
      if (known && ids.every((id) => known.some((person) => person.id === id))) return ok(directoryOf(known));
      const fresh = await read();
      return fresh.ok ? ok(directoryOf(fresh.value)) : fresh;
    },
  };
}

function directoryOf(people: readonly WorkplacePerson[]): Directory {
  const byId = new Map(people.map((person) => [person.id, person]));
  // An active person comes first: an address may have belonged to somebody who has left.
  const byAddress = new Map(
    [...people]
      .sort((a, b) => Number(a.active) - Number(b.active))
      .flatMap((person) => [person.email, ...person.aliases].map((address) => [address, person] as const)),
  );
  return { person: (id) => byId.get(id), withAddress: (email) => byAddress.get(email) };
}

/** A user without an address is nobody's. */
function personOf(user: SeveraUser): WorkplacePerson[] {
  const email = user.email.trim().toLowerCase();
  if (email === '') return [];
  const zone = user.timezone?.ianaName;
  const defaultType = user.defaultActivityType?.guid;
  return [
    {
      id: user.guid,
      email,
      aliases: [],
      name: `${user.firstName} ${user.lastName}`.trim(),
      active: user.isActive !== false,
      ...(zone && isTimeZone(zone) ? { timeZone: zone satisfies TimeZoneId } : {}),
      ...(defaultType ? { defaultType } : {}),
      ...(user.notificationSettings?.sendNewActivityEmail ? { isMailedAboutNewEntries: true } : {}),
    },
  ];
}
