// Severa as a source. It has no field for a tag, and tells of no deletion.
import type { EventField } from '../../calendar/event.ts';
import type { Clock } from '../../seams.ts';
import { ok } from '../../sync/ports/outcome.ts';
import type { SourceItem, UntaggedSource } from '../../sync/ports/source.ts';
import { oneByOne } from '../connect/oneByOne.ts';
import { createActivities } from './activities.ts';
import { unheld } from './activity.ts';
import { readChanges } from './changes.ts';
import type { SeveraClient } from './client.ts';
import { createListing } from './listing.ts';
import type { People } from './people.ts';
import { createReader, type SeveraSettings } from './reader.ts';
import { create, setPart, update } from './writes.ts';

/** Severa takes one activity a request. */
const BATCH_SIZE = 8;
const FIELDS: ReadonlySet<EventField> = new Set(['title', 'description', 'location', 'when']);

export interface SeveraParts {
  readonly client: SeveraClient;
  readonly people: People;
  readonly settings: SeveraSettings;
  readonly now: Clock;
}

export function createSeveraSource({ client, people, settings, now }: SeveraParts): UntaggedSource {
  const activities = createActivities(client);
  const reader = createReader({ activities, people, settings });

  return {
    fields: FIELDS,
    batchSize: BATCH_SIZE,
    createdType: settings.defaultType,
    tellsDeletions: false,
    unheld,
    changes: (watermark) => readChanges({ activities, people, now }, watermark),
    list: createListing({ activities, people, itemOf: reader.itemOf }),
    read: (ids) => oneByOne(ids, (id) => reader.read(id)),

    async createdSince(email, since) {
      const directory = await people.of([]);
      if (!directory.ok) return directory;
      const user = directory.value.withAddress(email);
      if (!user) return ok([]);
      const items: SourceItem[] = [];
      for (const kind of ['default', 'Series'] as const) {
        const changedSince = new Date(since).toISOString();
        const rows = await activities.all({ kind, user: user.id, changedSince });
        if (!rows.ok) return rows;
        const wholes = rows.value.filter((row) => !row.recurrenceParentActivityGuid);
        items.push(...wholes.map((read) => reader.itemOf({ read, exceptions: [], participants: [] }, directory.value)));
      }
      return ok(items.filter(({ createdAt }) => createdAt !== undefined && createdAt >= since));
    },

    create: (creations) =>
      oneByOne(creations, (creation) => create({ activities, people, settings, reader, now }, creation)),
    update: (updates) => oneByOne(updates, (change) => update({ activities, reader, now }, change)),
    setParts: (parts) => oneByOne(parts, (part) => setPart({ activities, people, reader }, part)),

    remove: (removals) =>
      oneByOne(removals, async ({ id, version }) => {
        const read = await reader.readAt(id, version);
        return read.ok ? activities.remove(id) : read;
      }),
  };
}
