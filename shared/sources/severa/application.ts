// Visma Severa in the list of applications.
import { z } from 'zod';
import { ok } from '../../sync/ports/outcome.ts';
import { connectedApplication } from '../connect/application.ts';
import { createSeveraClient } from './client.ts';
import { readTypes, testConnection } from './connectionTest.ts';
import { createPeople } from './people.ts';
import { createSeveraSource } from './source.ts';

const guid = z.string().regex(/^[\w-]{1,64}$/, 'must be the guid of an activity type');

export const severa = connectedApplication({
  kind: 'severa',
  settings: z.object({
    url: z
      .string()
      .regex(/^https:\/\/[^/?#@]+(\/[\w./-]*)?$/, 'must be https://<server>/rest-api')
      .default('https://api.severa.visma.com/rest-api'),
    clientId: z.string().min(1, 'must not be empty'),
    /** The activity type of private events. Without it they get the default type. */
    personalType: guid.optional(),
    projectTasks: z.boolean().default(false),
    caCertificate: z.string().optional(),
  }),
  secrets: { clientSecret: z.string().min(1, 'must not be empty') },
  secretsBelongTo: ['url', 'clientId'],
  // Severa takes ten a second from an organisation. Two are left to its other integrations.
  requestsPerSecond: 8,
  lacks: {
    tag: 'An activity has no field for data of other programs.',
    rev: 'An activity has no field for data of other programs.',
    deletions: 'A deleted activity leaves no trace.',
    earlierChanges: 'One question of all activities since the beginning would be about the whole company.',
    versions: 'An activity has no version. Its content, exceptions and participants are compared.',
    participants: 'Severa answers the participants of one activity at a time.',
    fields: 'An activity has no privacy, reminder, free or busy time and categories.',
    recurrenceChanges: 'No public source says how a recurrence is given to an activity that exists, or taken away.',
  },
  open({ settings, secrets }, basics) {
    const client = createSeveraClient({ ...settings, ...secrets }, basics);
    const people = createPeople(client, basics.now);
    const { personalType, projectTasks } = settings;
    const { defaultType, now } = basics;
    return {
      keepsTags: false,
      source: createSeveraSource({ client, people, settings: { defaultType, personalType, projectTasks }, now }),
      people: () => people.read(),
      async entryTypes() {
        const types = await readTypes(client);
        if (!types.ok) return types;
        return ok(
          types.value.map(({ guid: id, name, category, isDefault, isActive }) => ({
            id,
            name,
            ...(category ? { category } : {}),
            isDefault: isDefault === true,
            active: isActive !== false,
          })),
        );
      },
      test: () => testConnection({ client, people }),
    };
  },
});
