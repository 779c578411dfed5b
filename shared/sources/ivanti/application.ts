// Ivanti Neurons for ITSM in the list of applications.
import { z } from 'zod';
import { type Outcome, ok } from '../../sync/ports/outcome.ts';
import { connectedApplication } from '../connect/application.ts';
import type { WorkplaceType } from '../connect/openApplication.ts';
import { OWN_TYPE, typeOf } from './calendarItem.ts';
import { createIvantiClient, type IvantiClient } from './client.ts';
import { testConnection } from './connectionTest.ts';
import { createPeople } from './people.ts';
import { readNewest } from './rows.ts';
import { settings } from './settings.ts';
import { createTaggedSource, createUntaggedSource } from './source.ts';
import { createTenant } from './tenant.ts';

export const ivanti = connectedApplication({
  kind: 'ivanti',
  settings,
  secrets: { secret: z.string().min(1, 'must not be empty') },
  secretsBelongTo: ['url', 'login'],
  // Ivanti publishes no limit.
  requestsPerSecond: 5,
  lacks: {
    rev: 'An item has one field for data of other programs, and it holds the tag.',
    deletions: 'A deleted item leaves no trace.',
    earlierChanges: 'One question of all items since the beginning would be about the whole company.',
    fields: 'An item has no privacy, reminder, free or busy time and categories.',
    participation: 'An item has an owner, and no participants.',
    series: 'An item has no recurrence.',
  },
  open({ settings: connection, secrets }, { defaultType: _, ...basics }) {
    const { timeZone, object, fields, twoWay } = connection;
    const client = createIvantiClient({ ...connection, ...secrets }, { ...basics, defaultType: OWN_TYPE });
    const tenant = createTenant(client, connection, basics.now);
    const people = createPeople(client, basics.now);
    const parts = { client, tenant, people, object, timeZone, now: basics.now };
    const workplace = {
      twoWay,
      people: () => people.read(),
      entryTypes: () => entryTypes(client, object),
      test: () => testConnection({ client, tenant, people, object, named: fields }),
    };
    // Only the settings decide where the tag is kept. The role may lose sight of the field for a while.
    return fields.tag === null
      ? { ...workplace, keepsTags: false, source: createUntaggedSource(parts) }
      : { ...workplace, keepsTags: true, source: createTaggedSource(parts) };
  },
});

/** The objects to which the newest items belong, and that of items that belong to none. */
async function entryTypes(client: IvantiClient, object: string): Promise<Outcome<readonly WorkplaceType[]>> {
  const rows = await readNewest(client, object);
  if (!rows.ok) return rows;
  const ids = [...new Set([OWN_TYPE, ...rows.value.map(typeOf)])];
  return ok(ids.map((id) => ({ id, name: id, isDefault: id === OWN_TYPE, active: true })));
}
