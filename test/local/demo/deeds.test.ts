// The deeds of people, and their expected outcome.
import { describe, expect, it } from 'vitest';
import { identityOf } from '../../../local/demo/compare.ts';
import type { Deed } from '../../../local/demo/deed.ts';
import { outcomeOf, planDeeds } from '../../../local/demo/deeds.ts';
import { hostileEvents, sampleEvents } from '../../../local/demo/samples.ts';
import { event } from './events.ts';

const from = Date.UTC(2026, 10, 21);
const things = sampleEvents(60, from, []);
const hostile = hostileEvents(from, []);

describe('planDeeds', () => {
  const deeds = planDeeds(things, hostile);
  const count = (matches: (deed: Deed) => boolean) => deeds.filter(matches).length;

  it('creates, edits and deletes on both sides, one conflict among them', () => {
    for (const side of ['mailbox', 'source'] as const) {
      // A series that is split goes on as another one.
      expect(count((deed) => deed.do === 'create' && deed.side === side)).toBe(hostile.length / 2 + 1);
      expect(count((deed) => deed.do === 'delete' && deed.side === side)).toBe(3);
      for (const field of ['title', 'when', 'location', 'description'] as const) {
        expect(count((deed) => deed.do === 'edit' && deed[side][field] !== undefined)).toBeGreaterThan(0);
      }
    }
    expect(outcomeOf(things, deeds).losing).toEqual([
      { side: 'source', field: 'title', value: 'Renamed in the source' },
    ]);
  });

  it('touches each thing once', () => {
    const touched = deeds.flatMap((deed) => (deed.do === 'create' ? [] : [identityOf(deed.thing)]));
    expect(new Set(touched).size).toBe(touched.length);
  });

  it('leaves alone what cannot be told apart by title and time', () => {
    const twins = [event('Twin'), event('Twin', { location: 'Elsewhere' })];
    expect(planDeeds(twins, [])).toEqual([]);
  });

  it('moves an all-day event by days', () => {
    const allDay = things.filter(({ when }) => when.showWithoutTime && !when.recurrence);
    const moved = planDeeds(allDay, []).flatMap((deed) => (deed.do === 'edit' ? (deed.mailbox.when ?? []) : []));
    expect(moved).toMatchObject([{ showWithoutTime: true }]);
  });
});

describe('outcomeOf', () => {
  const [a, b, c] = [event('A'), event('B'), event('C')];

  it('keeps what nobody touched, takes edits and creations over and leaves deleted things out', () => {
    const outcome = outcomeOf(
      [a, b, c],
      [
        { do: 'edit', thing: a, mailbox: { title: 'A2' }, source: { location: 'There' } },
        { do: 'delete', side: 'source', thing: b },
        { do: 'create', side: 'mailbox', event: event('D') },
      ],
    );
    expect(outcome).toEqual({ things: [event('A2', { location: 'There' }), c, event('D')], losing: [] });
  });

  it('lets the mailbox win a field that both sides changed, and names the value that lost', () => {
    const deed: Deed = { do: 'edit', thing: a, mailbox: { title: 'M' }, source: { title: ' S ' } };
    expect(outcomeOf([a], [deed])).toEqual({
      things: [event('M')],
      losing: [{ side: 'source', field: 'title', value: 'S' }],
    });
  });
});
