// Hostile texts that people and applications write, over EWS and over Graph. Every event goes across, either side holds
// its texts in normal form, and a run after that writes nothing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalField, equalFields } from '../../shared/calendar/canonical/canonical.ts';
import { normalTexts } from '../../shared/calendar/canonical/normalTexts.ts';
import type { CalendarEvent } from '../../shared/calendar/event.ts';
import { EVENT, eventOf, valuesOf } from '../contract/mailbox.ts';
import { hostile } from '../shared/calendar/hostile.ts';
import { linkOverBothApis } from '../world/bothApis.ts';

const text = hostile.map((each) => Array.from(each).slice(0, 40).join(''));
const texts = fc.record({ title: text, description: text, location: text, keywords: fc.tuple(text) });
const [EVENTS, SEED] = [20, 20261120];
const SAMPLES = fc.sample(texts, { seed: SEED, numRuns: EVENTS });
const titlesOf = (events: readonly CalendarEvent[]) => events.map(({ title }) => canonicalField('title', title)).sort();

describe.each(['ews', 'graph'] as const)('hostile texts over %s', (api) => {
  it('that are written are read back in normal form, as the same', async () => {
    const { mailboxes } = await linkOverBothApis();
    const mailbox = mailboxes[api];
    for (const sample of SAMPLES) {
      const event = { ...EVENT, ...sample };
      const tag = { pair: 'p', nonce: `n${SAMPLES.indexOf(sample)}` };
      const [created] = valuesOf(await mailbox.create([{ event, tag }]));
      const [item] = valuesOf(await mailbox.read([created?.id ?? '']));
      const read = item && eventOf(item);
      expect(read && equalFields(read, event), JSON.stringify(sample)).toBe(true);
      expect(read).toEqual(read && normalTexts(read));
    }
  });

  it('of a person all go across, and then nothing is left to write', async () => {
    const link = await linkOverBothApis();
    link.use(api);
    for (const { title: subject, description: body, location, keywords: categories } of SAMPLES) {
      const times = { start: '2026-12-02T09:00:00', end: '2026-12-02T10:00:00' };
      link.person.create({ subject, body, location, categories, ...times });
    }
    await link.settle();
    const events = await link.ports.people.list();
    expect(events.map(({ event }) => event)).toEqual(events.map(({ event }) => normalTexts(event)));
    expect(titlesOf(events.map(({ event }) => event))).toEqual(
      SAMPLES.map(({ title }) => canonicalField('title', title)).sort(),
    );
    const writes = link.writes();
    for (let pass = 0; pass < 3; pass += 1) await link.pass();
    expect(link.writes()).toBe(writes);
  });
});
