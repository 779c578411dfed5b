import { describe, expect, it } from 'vitest';
import { EVENT, eventOf, onlyValueOf } from '../../../contract/mailbox.ts';
import { series } from '../../../contract/mailboxSeries.ts';
import { openLocalGraph } from './localGraph.ts';

describe('readItems', () => {
  it('a damaged event costs itself, and is left out with its version', async () => {
    const { mailbox, person, exchange } = await openLocalGraph();
    const ids = [await person.create(EVENT), await person.create(EVENT)];
    const damaged = { kind: 'refused', status: 500, code: 'ErrorItemCorrupt', message: '' } as const;
    exchange.behaviour.next(damaged, 1, 'GET event');
    const [first, second] = await mailbox.read(ids);
    expect(first).toMatchObject({ value: { id: ids[0], content: { reason: 'item-unreadable' } } });
    expect(second).toMatchObject({ value: { id: ids[1], content: { kind: 'event' } } });
  });

  it('on a bad day nothing is said of the event', async () => {
    const { mailbox, person, exchange } = await openLocalGraph();
    const id = await person.create(EVENT);
    const bad = { kind: 'refused', status: 500, code: 'ErrorInternalServerError', message: '' } as const;
    exchange.behaviour.next(bad, 2, 'GET event');
    expect(await mailbox.read([id])).toMatchObject([{ failure: { kind: 'transient' } }]);
  });

  it('an id of nowhere is gone or refused, and never somebody else’s', async () => {
    const { mailbox } = await openLocalGraph();
    const outcomes = await mailbox.read(["../../ben@example.com/events/x' or 1 eq 1", 'a?$expand=x', 'A#b']);
    expect(outcomes.map((outcome) => outcome.ok)).toEqual([false, false, false]);
  });

  it('single events take one request, with series among them two', async () => {
    const { mailbox, person, asked } = await openLocalGraph();
    const [single, master] = [await person.create(EVENT), await person.create(series())];
    await mailbox.read([single]);
    expect(asked()).toBe(1);
    await mailbox.read([single, master]);
    expect(asked()).toBe(3);
  });

  it('an event becomes a series between both requests: it is read as it is then', async () => {
    const { mailbox, person, interrupt } = await openLocalGraph();
    const id = await person.create(series());
    interrupt(2, () => person.edit(id, { title: 'Later' }));
    expect(eventOf(onlyValueOf(await mailbox.read([id]))).title).toBe('Later');
  });
});
