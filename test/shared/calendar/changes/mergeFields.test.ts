// Laws first: a merge invents nothing, loses nothing unrecorded, and mirrors when the sides are swapped.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Prints } from '../../../../shared/calendar/canonical/fingerprint.ts';
import { type MergePolicy, mergeFields } from '../../../../shared/calendar/changes/mergeFields.ts';
import { EVENT_FIELDS, type EventField } from '../../../../shared/calendar/event.ts';

const fields = new Set(EVENT_FIELDS);
const prints: fc.Arbitrary<Prints> = fc.record(
  Object.fromEntries(EVENT_FIELDS.map((field) => [field, fc.constantFrom('a', 'b', 'c')])) as Record<
    EventField,
    fc.Arbitrary<string>
  >,
);
const side = fc.record({ now: prints, base: prints, fields: fc.constant(fields) });
const run = (property: fc.IProperty<unknown>) =>
  fc.assert(property as fc.IProperty<[unknown]>, { seed: 7, numRuns: 500 });

describe('mergeFields', () => {
  it('writes nothing when both sides say the same', () => {
    run(
      fc.property(side, prints, (mailbox, base) => {
        const merged = mergeFields(mailbox, { ...mailbox, base }, 'mailbox');
        expect([merged.toMailbox, merged.toSource, merged.losing]).toEqual([[], [], []]);
      }),
    );
  });

  it('mirrors when the sides and the policy are swapped', () => {
    run(
      fc.property(side, side, (a, b) => {
        const there = mergeFields(a, b, 'mailbox');
        const back = mergeFields(b, a, 'source');
        expect(back.toSource).toEqual(there.toMailbox);
        expect(back.toMailbox).toEqual(there.toSource);
        expect(back.settled).toEqual({ mailbox: there.settled.source, source: there.settled.mailbox });
      }),
    );
  });

  it('records a loser for each overwritten value that a person changed, and for no other', () => {
    run(
      fc.property(
        side,
        side,
        fc.constantFrom('mailbox' as const, 'source' as const, 'copy' as const),
        (a, b, policy) => {
          const merged = mergeFields(a, b, policy);
          const overwritten = [
            ...merged.toMailbox
              .filter((field) => a.now[field] !== a.base[field])
              .map((field) => ({ side: 'mailbox', field })),
            ...merged.toSource
              .filter((field) => b.now[field] !== b.base[field])
              .map((field) => ({ side: 'source', field })),
          ];
          expect([...merged.losing].sort(byName)).toEqual(
            overwritten.map((each) => ({ ...each, reverted: false })).sort(byName),
          );
        },
      ),
    );
  });

  it('never writes a fixed field to its side, and reverts the other side to it', () => {
    const fixedFields = fc.subarray([...EVENT_FIELDS]).map((list) => new Set<EventField>(list));
    const policy = fc.constantFrom('mailbox' as const, 'source' as const, 'copy' as const);
    run(
      fc.property(side, side, fixedFields, fixedFields, policy, (a, b, ofMailbox, ofSource, by) => {
        const merged = mergeFields({ ...a, fixed: ofMailbox }, { ...b, fixed: ofSource }, by);
        const free = mergeFields(a, b, by);
        expect(merged.toMailbox.filter((field) => ofMailbox.has(field))).toEqual([]);
        expect(merged.toSource.filter((field) => ofSource.has(field))).toEqual([]);
        expect(merged.settled).toEqual(free.settled);
        for (const field of EVENT_FIELDS) {
          if (ofMailbox.has(field) || ofSource.has(field)) continue;
          expect(merged.toMailbox.includes(field)).toBe(free.toMailbox.includes(field));
          expect(merged.toSource.includes(field)).toBe(free.toSource.includes(field));
        }
        for (const { field, reverted } of merged.losing) {
          expect(reverted).toBe(ofMailbox.has(field) || ofSource.has(field));
        }
      }),
    );
  });

  const base: Prints = Object.fromEntries(EVENT_FIELDS.map((field) => [field, 'base']));
  const of = (change: Prints) => ({ now: { ...base, ...change }, base, fields });

  it.each(['mailbox', 'source'] as const)('one way to the %s, nothing is written the other way', (to) => {
    run(
      fc.property(side, side, fc.constantFrom('revert', 'leave'), (mailbox, source, forbidden) => {
        const merged = mergeFields(mailbox, source, { to, forbidden });
        expect(to === 'mailbox' ? merged.toSource : merged.toMailbox).toEqual([]);
        expect(merged.losing.every((each) => each.side === to && each.reverted)).toBe(true);
      }),
    );
  });

  it('one way, an edit of the other side is overwritten and on record', () => {
    const merged = mergeFields(of({ title: 'mine' }), of({}), { to: 'mailbox', forbidden: 'revert' });
    expect(merged).toMatchObject({ toMailbox: ['title'], left: [] });
    expect(merged.losing).toEqual([{ side: 'mailbox', field: 'title', reverted: true }]);
  });

  it('one way, an edit that is left is told once, and once more when it is overwritten', () => {
    const leaving = { to: 'mailbox', forbidden: 'leave' } as const;
    const mailbox = of({ title: 'mine' });
    const first = mergeFields(mailbox, of({}), leaving);
    expect(first).toMatchObject({ toMailbox: [], left: [{ side: 'mailbox', field: 'title' }], losing: [] });
    const known = { ...mailbox, base: { ...mailbox.base, ...first.settled.mailbox } };
    expect(mergeFields(known, of({}), leaving)).toMatchObject({ toMailbox: [], left: [], losing: [] });
    expect(mergeFields(known, of({ title: 'theirs' }), leaving)).toMatchObject({
      toMailbox: ['title'],
      left: [],
      losing: [{ side: 'mailbox', field: 'title' }],
    });
  });

  it('keeps both edits when different fields change on both sides', () => {
    const merged = mergeFields(of({ title: 'new' }), of({ location: 'new' }), 'mailbox');
    expect(merged.toSource).toEqual(['title']);
    expect(merged.toMailbox).toEqual(['location']);
    expect(merged.losing).toEqual([]);
  });

  it('follows the policy when the same field changes on both sides', () => {
    const [mailbox, source] = [of({ title: 'mine' }), of({ title: 'theirs' })];
    expect(mergeFields(mailbox, source, 'mailbox')).toMatchObject({
      toSource: ['title'],
      losing: [{ side: 'source' }],
    });
    expect(mergeFields(mailbox, source, 'source')).toMatchObject({
      toMailbox: ['title'],
      losing: [{ side: 'mailbox' }],
    });
  });

  it('reverts an edit in a copy and records it', () => {
    const merged = mergeFields(of({ title: 'mine' }), of({}), 'copy');
    expect(merged).toMatchObject({ toMailbox: ['title'], toSource: [], losing: [{ side: 'mailbox', field: 'title' }] });
  });

  const organised = (change: Prints) => ({ ...of(change), fixed: new Set<EventField>(['title']) });

  it('reverts an edit of a field that is fixed in the mailbox, whatever the policy', () => {
    const lost = { toMailbox: [], toSource: ['title'], losing: [{ side: 'source', field: 'title', reverted: true }] };
    expect(mergeFields(organised({}), of({ title: 'mine' }), 'source')).toMatchObject(lost);
    expect(mergeFields(organised({ title: 'new' }), of({ title: 'mine' }), 'source')).toMatchObject(lost);
  });

  it("hands on the organiser's change of a fixed field", () => {
    expect(mergeFields(organised({ title: 'new' }), of({}), 'source')).toMatchObject({
      toSource: ['title'],
      losing: [],
    });
  });

  it('leaves a fixed field of a copy, since neither side may be written', () => {
    const merged = mergeFields(organised({}), of({ title: 'mine' }), 'copy');
    expect(merged).toMatchObject({ toMailbox: [], toSource: [], losing: [] });
    expect(merged.settled.source).not.toHaveProperty('title');
  });

  it('leaves a field that is fixed on both sides', () => {
    const merged = mergeFields(organised({ title: 'new' }), organised({ title: 'mine' }), 'mailbox');
    expect(merged).toMatchObject({ toMailbox: [], toSource: [], losing: [] });
  });

  it('leaves a difference that neither side made: one of them stores values its own way', () => {
    const mailbox = { now: { ...base, title: 'Visit' }, base: { ...base, title: 'Visit' }, fields };
    const source = { now: { ...base, title: 'VISIT' }, base: { ...base, title: 'VISIT' }, fields };
    expect(mergeFields(mailbox, source, 'mailbox')).toMatchObject({ toMailbox: [], toSource: [] });
  });

  it('never writes a field to a side that cannot hold it, and takes it as read', () => {
    const source = { ...of({}), fields: new Set(EVENT_FIELDS.filter((field) => field !== 'location')) };
    const merged = mergeFields(of({ location: 'new' }), source, 'mailbox');
    expect(merged.toSource).toEqual([]);
    expect(merged.settled.mailbox.location).toBe('new');
  });

  const someFields = fc.constantFrom<EventField[]>([], ['title'], ['title', 'alert'], ['description']);

  it('never writes what a side does not hold, never loses what cannot be read, and names each field once', () => {
    const odd = fc.tuple(side, someFields, someFields).map(([each, unread, unfit]) => ({
      ...each,
      now: Object.fromEntries(Object.entries(each.now).filter(([field]) => !unread.includes(field as EventField))),
      unread: new Set(unread),
      unfit: new Set(unfit),
    }));
    const policies = fc.constantFrom<MergePolicy>('mailbox', 'source', 'copy', { to: 'source', forbidden: 'revert' });
    run(
      fc.property(odd, odd, policies, (mailbox, source, policy) => {
        const { toMailbox, toSource, losing, waiting } = mergeFields(mailbox, source, policy);
        expect(toMailbox.filter((field) => mailbox.unfit.has(field) || source.unread.has(field))).toEqual([]);
        expect(toSource.filter((field) => source.unfit.has(field) || mailbox.unread.has(field))).toEqual([]);
        const unread = { mailbox: mailbox.unread, source: source.unread };
        expect(losing.filter(({ side: at, field }) => unread[at].has(field))).toEqual([]);
        const named = [...toMailbox, ...toSource, ...waiting.map(({ field }) => field)];
        expect(named.length).toBe(new Set(named).size);
      }),
    );
  });

  it('treats a field without base as changed', () => {
    const mailbox = { now: { ...base, title: 'mine' }, base: {}, fields };
    expect(mergeFields(mailbox, of({}), 'mailbox')).toMatchObject({ toSource: ['title'], losing: [] });
  });
});

const byName = (a: { side: string; field: string }, b: { side: string; field: string }) =>
  `${a.side}${a.field}`.localeCompare(`${b.side}${b.field}`);
