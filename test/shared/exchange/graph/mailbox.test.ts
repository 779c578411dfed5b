// The port's contract over Graph, against the local Exchange; then what is Graph's own.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalExchange } from '../../../../local/exchange/server.ts';
import { canonicalField } from '../../../../shared/calendar/canonical/canonical.ts';
import { normalOverrides } from '../../../../shared/calendar/canonical/normalOverrides.ts';
import type { CalendarEvent } from '../../../../shared/calendar/event.ts';
import type { GraphConnection } from '../../../../shared/exchange/graph/connection/connection.ts';
import { createGraphMailbox } from '../../../../shared/exchange/graph/mailbox.ts';
import {
  EVENT,
  eventOf,
  mailboxContract,
  onlyValueOf,
  removalOf,
  updateOf,
  valuesOf,
} from '../../../contract/mailbox.ts';
import { mailboxSeriesContract } from '../../../contract/mailboxSeries.ts';
import { heldSeries } from '../ews/randomEvents.ts';
import { connectToLocal, graphPersonOf, idsOf, startLocalGraph, ZONE } from './localGraph.ts';

let exchange: LocalExchange;
let connection: GraphConnection;
let mailboxes = 0;

beforeAll(async () => {
  exchange = await startLocalGraph();
  connection = connectToLocal(exchange);
});

afterAll(async () => {
  connection.close();
  await exchange.close();
});

function openMailbox() {
  mailboxes += 1;
  const address = `user${mailboxes}@example.com`;
  exchange.addMailbox(address);
  const mailbox = createGraphMailbox(connection, { address, timeZone: ZONE });
  return { mailbox, person: graphPersonOf(exchange.person(address), idsOf(connection, address)) };
}

const open = async () => openMailbox();
const traits = { keepsIds: true, hidesCopies: true, hidesDeleted: true } as const;
mailboxContract({ name: 'Graph', open, traits });
mailboxSeriesContract({ name: 'Graph', open });

describe('createGraphMailbox', () => {
  it('any series that it holds is read as it was written, and becomes any other', async () => {
    const { mailbox } = openMailbox();
    let rounds = 0;
    const expectWhen = async (id: string, event: CalendarEvent) => {
      const item = onlyValueOf(await mailbox.read([id]));
      const { when } = normalOverrides({ ...event, title: eventOf(item).title });
      expect(canonicalField('when', eventOf(item).when)).toBe(canonicalField('when', when));
      return item;
    };
    await fc.assert(
      fc.asyncProperty(heldSeries, heldSeries, async (first, second) => {
        rounds += 1;
        const [created] = valuesOf(await mailbox.create([{ event: first, tag: { pair: 'p', nonce: `n${rounds}` } }]));
        const id = created?.id ?? '';
        const item = await expectWhen(id, first);
        valuesOf(await mailbox.update([updateOf(item, { when: second.when })]));
        await expectWhen(id, second);
      }),
      { seed: 20261120, numRuns: 40 },
    );
    expect(rounds).toBeGreaterThanOrEqual(40);
  }, 60_000);

  it('a run without changes is one request, however large the calendar', async () => {
    const { mailbox, person } = openMailbox();
    for (let at = 0; at < 45; at += 1) await person.create(EVENT);
    let watermark: string | undefined;
    for (let more = true; more; ) {
      const page = await mailbox.changes(watermark);
      if (!page.ok || page.value === 'watermarkInvalid') throw new Error('no page');
      ({ watermark, more } = page.value);
    }
    const count = () => [...exchange.graph.requests.values()].reduce((sum, each) => sum + each, 0);
    const before = count();
    expect(await mailbox.changes(watermark)).toEqual({ ok: true, value: { changes: [], watermark, more: false } });
    expect(count()).toBe(before + 1);
  });

  it('a batch of 20 is one request to create, one to read, one to update and one to remove', async () => {
    const { mailbox } = openMailbox();
    const count = () => exchange.graph.requests.get('POST $batch') ?? 0;
    const before = count();
    const creations = Array.from({ length: mailbox.batchSize }, (_, at) => ({
      event: EVENT,
      tag: { pair: `p${at}`, nonce: `n${at}` },
    }));
    const written = valuesOf(await mailbox.create(creations));
    const ids = written.map(({ id }) => id);
    const items = valuesOf(await mailbox.read(ids));
    expect(count()).toBe(before + 2);
    // Another reading in between: the write is planned on the item that it carries.
    await mailbox.read([]);
    const when = { ...EVENT.when, duration: 'PT2H' } as const;
    valuesOf(await mailbox.update(items.map((item) => updateOf(item, { when }))));
    expect(count()).toBe(before + 3);
    const moved = valuesOf(await mailbox.read(ids));
    valuesOf(await mailbox.remove(moved.map(removalOf)));
    expect(count()).toBe(before + 5);
  });

  it('mails nobody, whatever it writes', () => {
    expect(exchange.graph.requests.get('POST event')).toBeGreaterThan(0);
    expect(exchange.mail).toEqual([]);
  });
});
