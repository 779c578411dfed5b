// Any request is stored, or refused in Graph's terms. The server never breaks.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalExchange } from '../../../../../local/exchange/server.ts';
import { ask, events, meetingOn, startGraph } from '../graphClient.ts';

const PROPERTIES = (
  'subject body start end isAllDay location locations categories importance sensitivity showAs isReminderOn ' +
  'reminderMinutesBeforeStart responseRequested allowNewTimeProposals recurrence attendees transactionId ' +
  'singleValueExtendedProperties iCalUId id'
).split(' ');
const SEED = 20261121;

describe('withProperties', () => {
  let exchange: LocalExchange;
  beforeAll(async () => {
    exchange = await startGraph();
  });
  afterAll(() => exchange.close());

  it('any value of any property is stored or refused with a code', async () => {
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(null, '', 0, -1, true, [], {}, [null], 'P1D'),
    );
    const body = fc.record({ name: fc.constantFrom(...PROPERTIES), value });
    const post = async (given: { name: string; value: unknown }) => {
      const json = meetingOn('2026-12-01', { [given.name]: given.value });
      const answer = await ask(exchange, events(), { method: 'POST', body: json });
      expect([201, 400, 409]).toContain(answer.status);
    };
    await fc.assert(fc.asyncProperty(body, post), { numRuns: 150, seed: SEED });
  });

  it('any text is stored as it is', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    const keep = async (subject: string, content: string) => {
      const body = meetingOn('2026-12-01', { subject, body: { contentType: 'text', content } });
      const made = (await ask(exchange, events(), { method: 'POST', body })).body;
      const headers = { Prefer: 'outlook.body-content-type="text"' };
      const read = (await ask(exchange, `${events()}/${made.id}`, { headers })).body;
      expect([read.subject, read.body?.content]).toEqual([subject, content]);
    };
    await fc.assert(fc.asyncProperty(text, text, keep), { numRuns: 40, seed: SEED });
  });

  it.each([
    '/users/%zz/events',
    '/users//events',
    '/nothing',
    `${events()}?$filter=((`,
    `${events()}?$filter=subject%20eq%20'`,
    `${events()}?$filter=singleValueExtendedProperties/Any(ep:%20ep/id%20eq%20'x'%20and%20ep/value%20eq%20'y')`,
    `${events()}?$filter=singleValueExtendedProperties/Any(ep:ep/id%20eq%20'Strng%20%7B6b1d6f0a-2f0b-4f49-9d5e-0a6f1c2b3d4e%7D%20Name%20A'%20and%20ep/value%20eq%20'y')`,
    `${events()}?$expand=singleValueExtendedProperties`,
    `${events()}?$expand=attachments(`,
    `${events()}/AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A`,
    `${events()}/____/instances`,
  ])('%s is refused with a code', async (path) => {
    const { status, body } = await ask(exchange, path);
    expect([400, 404]).toContain(status);
    expect(body.error?.code).toMatch(/^[A-Z]/);
  });
});
