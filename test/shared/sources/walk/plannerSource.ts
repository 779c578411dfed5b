// Planner as a Source. It changes one booking a request, so that a call sends a few requests at a time.
import { z } from 'zod';
import { EVENT_FIELDS } from '../../../../shared/calendar/event.ts';
import { failed, type Outcome, ok } from '../../../../shared/sync/ports/outcome.ts';
import { withPart } from '../../../../shared/sync/ports/people.ts';
import type { Written } from '../../../../shared/sync/ports/remote.ts';
import type { Source, SourceChange, SourceItem } from '../../../../shared/sync/ports/source.ts';
import { type Booking, type BookingFields, booking, fieldsOf, itemOf, stampOf } from './plannerBooking.ts';
import type { PlannerClient } from './plannerClient.ts';

const BATCH_SIZE = 8;

const changesPage = z.object({
  changes: z.array(
    z.object({
      id: z.string(),
      /** Absent: the booking was deleted. */
      version: z.number().optional(),
      host: z.string().default(''),
      guests: z.array(z.string()).default([]),
    }),
  ),
  until: z.number(),
  more: z.boolean(),
});
const listing = z.object({ bookings: z.array(booking), total: z.number(), next: z.number().optional() });
const nothing = z.undefined();

export function createPlannerSource(client: PlannerClient, type: string): Source {
  const list = (query: Record<string, string>) =>
    client.ask({ method: 'GET', path: `/bookings?${new URLSearchParams(query)}`, about: 'all' }, listing);
  const read = (id: string): Promise<Outcome<Booking>> =>
    client.ask({ method: 'GET', path: `/bookings/${encodeURIComponent(id)}`, about: 'entry' }, booking);
  const written = (outcome: Outcome<Booking>): Outcome<Written<SourceItem>> => {
    if (!outcome.ok) return outcome;
    const item = itemOf(outcome.value, type);
    return ok({ id: item.id, version: item.version, item });
  };
  const change = async (id: string, version: string, body: Partial<BookingFields>) =>
    written(
      await client.ask(
        { method: 'PATCH', path: `/bookings/${encodeURIComponent(id)}`, version, body, about: 'entry' },
        booking,
      ),
    );

  return {
    fields: new Set(EVENT_FIELDS),
    batchSize: BATCH_SIZE,
    createdType: type,
    // Planner keeps the text of a series without reading it.
    unheld: () => undefined,

    async changes(watermark) {
      const page = await client.ask(
        { method: 'GET', path: `/changes?since=${watermark ?? 0}`, about: 'all' },
        changesPage,
      );
      if (!page.ok) return page;
      const { changes, until, more } = page.value;
      return ok({ changes: changes.map(changeOf), watermark: `${until}`, more });
    },

    /** The cursor says where the page begins, which is how many bookings the pages before had. */
    async list(whose, cursor = '0') {
      const page = await list({ ...(typeof whose === 'string' ? { person: whose } : {}), from: cursor });
      if (!page.ok) return page;
      const { bookings, total, next } = page.value;
      // Planner tells how many there are: a page that it lost shows in the sum.
      const complete = (next ?? total) === Number(cursor) + bookings.length;
      const items = bookings.map((each) => itemOf(each, type));
      return ok({ items, complete, ...(next === undefined ? {} : { next: `${next}` }) });
    },

    read: (ids) =>
      Promise.all(
        ids.map(async (id) => {
          const outcome = await read(id);
          return outcome.ok ? ok(itemOf(outcome.value, type)) : outcome;
        }),
      ),

    async findByTag({ pair, nonce }) {
      const found = await list({ stamp: nonce });
      if (!found.ok) return found;
      return ok(
        found.value.bookings.filter((each) => stampOf(each).tag?.pair === pair).map((each) => itemOf(each, type)),
      );
    },

    create: (creations) =>
      Promise.all(
        creations.map(async ({ event, owner, tag }) => {
          // Planner makes one booking of a stamp, so that a creation whose answer was lost can be repeated.
          const body = { ...fieldsOf(event), host: owner, guests: [], sync: JSON.stringify({ tag }) };
          return written(await client.ask({ method: 'POST', path: '/bookings', body, about: 'entry' }, booking));
        }),
      ),

    update: (updates) =>
      Promise.all(
        updates.map(async ({ id, version, patch, rev }) => {
          const before = await read(id);
          if (!before.ok) return before;
          if (`${before.value.version}` !== version) return failed({ kind: 'conflict' });
          const sync = JSON.stringify({ ...stampOf(before.value), rev });
          return change(id, version, { ...fieldsOf(patch), sync });
        }),
      ),

    setParts: (parts) =>
      Promise.all(
        parts.map(async (part) => {
          const before = await read(part.id);
          if (!before.ok) return before;
          const { host: owner, guests: participants } = before.value;
          const people = withPart({ owner, participants }, part);
          return change(part.id, part.version, { host: people.owner, guests: [...people.participants] });
        }),
      ),

    remove: (removals) =>
      Promise.all(
        removals.map(({ id, version }) =>
          client.ask(
            { method: 'DELETE', path: `/bookings/${encodeURIComponent(id)}`, version, about: 'entry' },
            nothing,
          ),
        ),
      ),
  };
}

function changeOf({ id, version, host, guests }: z.output<typeof changesPage>['changes'][number]): SourceChange {
  return version === undefined
    ? { kind: 'removed', id, version: 'removed' }
    : { kind: 'changed', id, version: `${version}`, owner: host, participants: guests };
}
