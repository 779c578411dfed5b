// A write of a series over EWS, cut off and refused at each of its requests.
import { describe, expect, it } from 'vitest';
import { interruptedSeriesContract, WANTED } from '../../../contract/interruptedSeries.ts';
import { eventOf, expectSame, TAG, valuesOf } from '../../../contract/mailbox.ts';
import { type LocalMailbox, openLocalMailbox } from './localMailbox.ts';
import { complaintsAbout } from './scriptedExchange.ts';

interruptedSeriesContract('EWS', async () => {
  const { mailbox, person, asked, interrupt } = await openLocalMailbox({ knowsZones: true });
  const requests = () => asked.length;
  return { mailbox, owner: person, requests, interrupt, complaints: () => complaintsAbout(asked) };
});

const create = ({ mailbox }: LocalMailbox) => mailbox.create([{ event: WANTED, tag: TAG }]);

describe('finishSeries', () => {
  it.each([
    ['ErrorServerBusy', 'exchange-throttled'],
    ['ErrorAccessDenied', 'mailbox-access-denied'],
    ['ErrorOccurrenceCrossingBoundary', 'item-rejected'],
    ['ErrorIrresolvableConflict', 'exchange-error'],
  ])('%s after the first request says its code, and not that nothing was applied', async (code, problem) => {
    const local = await openLocalMailbox();
    local.exchange.behaviour.next({ kind: 'response', code, message: '-' }, 1, 'DeleteItem');
    expect(await create(local)).toMatchObject([{ failure: { kind: 'transient', code: problem } }]);
  });

  it('one that fails costs itself: the other series of the batch come to their end', async () => {
    const local = await openLocalMailbox({ knowsZones: true });
    const tags = [TAG, { pair: 'pair-2', nonce: 'nonce-2' }];
    const damage = () => local.person.remove(local.person.list()[0]?.id ?? '');
    local.interrupt(3, damage);
    const outcomes = await local.mailbox.create(tags.map((tag) => ({ event: WANTED, tag })));
    expect(outcomes.map(({ ok }) => ok)).toEqual([false, true]);
    const [other] = local.person.list();
    const [item] = valuesOf(await local.mailbox.read([other?.id ?? '']));
    expect(item).toMatchObject({ tag: tags[1], rev: 'nonce-2' });
    if (item) expectSame(eventOf(item), WANTED);
  });

  it('nobody is mailed, and no request speaks of attendees', async () => {
    const local = await openLocalMailbox();
    const [created] = await create(local);
    expect(created?.ok).toBe(true);
    expect(local.exchange.mail).toEqual([]);
    const writes = local.asked.filter(({ body }) => /<m:(CreateItem|UpdateItem|DeleteItem)\b/.test(body));
    expect(writes.length).toBeGreaterThan(3);
    for (const { body } of writes) {
      expect(body).toContain('SendToNone"');
      expect(body).not.toMatch(/Attendee|Organizer|Resources/);
    }
  });
});
