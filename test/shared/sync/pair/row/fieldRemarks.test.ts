// One odd value costs its field: the rules by table. run/refusedField.test.ts has whole runs.
import { describe, expect, it } from 'vitest';
import type { Prints } from '../../../../../shared/calendar/canonical/fingerprint.ts';
import type { EventField, EventPatch } from '../../../../../shared/calendar/event.ts';
import { editedFields } from '../../../../../shared/sync/pair/facts/unfinished.ts';
import { stillStored, withAnswered, withRefused } from '../../../../../shared/sync/pair/row/fieldRemarks.ts';
import { createOn, deleteOn, merge } from '../../../../../shared/sync/pair/writes/operations.ts';
import type { Failure } from '../../../../../shared/sync/ports/outcome.ts';
import type { PairRow } from '../../../../../shared/sync/ports/rows.ts';
import {
  ABSENT,
  BASE,
  EVENT,
  entryWith,
  eventWith,
  planWith,
  print,
  rowWith,
  SETTINGS,
  settingsWith,
  there,
} from '../../../../world/planning.ts';

const LONG = 'x'.repeat(50);
const isLong = ({ description = '' }: EventPatch): boolean => description.length >= 50;
const PICKY = settingsWith({
  source: { ...SETTINGS.source, unfit: (event) => (isLong(event) ? ['description'] : []) },
});
const longPrint = print({ description: LONG }).description ?? '';
const HELD = { side: 'source', field: 'description', why: 'notHeld', print: longPrint } as const;
const odd = (field: EventField) => ({ unread: new Set([field]) });

describe('a value that one side cannot read', () => {
  const unread = there(eventWith(odd('alert')));

  it('keeps its base, and the other fields go across', () => {
    const mailbox = there(eventWith(odd('alert'), { title: 'new' }));
    const plan = merge(planWith({ mailbox }), SETTINGS, 'mailbox');
    expect(plan.operations).toMatchObject([{ side: 'source', patch: { title: 'new' }, losers: [] }]);
    expect(plan.row.mailbox?.base.alert).toBe(BASE.alert);
    expect(plan.row.fieldRemarks).toEqual([{ side: 'mailbox', field: 'alert', why: 'unreadable' }]);
  });

  it("is nobody's edit", () => {
    expect(editedFields(SETTINGS, planWith({ mailbox: unread }), 'mailbox')).toEqual([]);
  });

  it('gives way to an edit of the other side, of which nothing can be recorded, and the remark ends', () => {
    const source = there(entryWith({}, { alert: { minutesBefore: 5 } }));
    const plan = merge(planWith({ mailbox: unread, source }), SETTINGS, 'mailbox');
    expect(plan.operations).toMatchObject([{ side: 'mailbox', patch: { alert: { minutesBefore: 5 } }, losers: [] }]);
    expect(plan.row.fieldRemarks).toBeUndefined();
  });

  it.each([['a first match', { mailbox: { id: 'event', uid: 'uid', base: {} }, source: { id: 'entry', base: {} } }]])(
    '%s writes nothing over it',
    (_, sides) => {
      const source = there(entryWith({}, { alert: { minutesBefore: 5 } }));
      const plan = merge(planWith({ row: rowWith(sides), mailbox: unread, source }), SETTINGS, 'source');
      expect(plan.operations).toEqual([]);
      expect(plan.row.source?.base.alert).toBe(print({ alert: { minutesBefore: 5 } }).alert);
      expect(plan.row.mailbox?.base).not.toHaveProperty('alert');
    },
  );

  it.each(['mailbox', 'source'] as const)('one way to the %s, only its edits go across', (to) => {
    const source = there(entryWith({}, { alert: { minutesBefore: 5 } }));
    const plan = merge(planWith({ mailbox: unread, source }), SETTINGS, { to, forbidden: 'revert' });
    expect(plan.operations.map((each) => each.side)).toEqual(to === 'mailbox' ? ['mailbox'] : []);
  });

  it('is left out of an item that is made', () => {
    const { source: _, ...half } = rowWith();
    const plan = createOn(planWith({ row: half, mailbox: unread, source: ABSENT }), SETTINGS, 'source');
    expect(plan.operations).toMatchObject([{ op: 'create', event: EVENT }]);
    expect(plan.row.fieldRemarks).toEqual([{ side: 'mailbox', field: 'alert', why: 'unreadable' }]);
  });
});

describe('a value that the other side does not hold', () => {
  const mailbox = there(eventWith({}, { title: 'new', description: LONG }));

  it('waits with its bases as they were, and the other fields go across', () => {
    const plan = merge(planWith({ mailbox }), PICKY, 'mailbox');
    expect(plan.operations).toMatchObject([{ side: 'source', patch: { title: 'new' } }]);
    expect(plan.operations[0]).not.toHaveProperty('patch.description');
    expect([plan.row.mailbox?.base, plan.row.source?.base]).toEqual([BASE, BASE]);
    expect(plan.row.fieldRemarks).toEqual([HELD]);
  });

  it("is nobody's edit while it waits, and one again with another value", () => {
    const row = rowWith({ fieldRemarks: [HELD] });
    const edited = (description: string) =>
      editedFields(PICKY, planWith({ row, mailbox: there(eventWith({}, { description })) }), 'mailbox');
    expect(edited(LONG)).toEqual([]);
    expect(edited('short')).toEqual(['description']);
  });

  it('goes across with a value that fits, and the remark ends', () => {
    const row = rowWith({ fieldRemarks: [HELD] });
    const short = there(eventWith({}, { description: 'short' }));
    const plan = merge(planWith({ row, mailbox: short }), PICKY, 'mailbox');
    expect(plan.operations).toMatchObject([{ side: 'source', patch: { description: 'short' } }]);
    expect(plan.row.fieldRemarks).toBeUndefined();
  });

  it('loses against an edit of the side that does not hold it, and goes on record', () => {
    const source = there(entryWith({}, { description: 'theirs' }));
    const plan = merge(planWith({ mailbox, source }), PICKY, 'mailbox');
    expect(plan.operations).toMatchObject([
      { side: 'source', patch: { title: 'new' } },
      { side: 'mailbox', patch: { description: 'theirs' }, losers: [{ side: 'mailbox', value: JSON.stringify(LONG) }] },
    ]);
    expect(plan.row.fieldRemarks).toBeUndefined();
  });

  it('a first match writes nothing over it, and a later edit of the other side goes across', () => {
    const row = rowWith({ mailbox: { id: 'event', uid: 'uid', base: {} }, source: { id: 'entry', base: {} } });
    const first = merge(planWith({ row, mailbox }), PICKY, 'mailbox');
    expect(first.operations.map((each) => each.side)).toEqual(['source']);
    const source = there(entryWith({}, { description: 'theirs' }));
    const later = merge(planWith({ row: first.row, mailbox, source }), PICKY, 'mailbox');
    expect(later.operations).toMatchObject([{ side: 'source' }, { side: 'mailbox', patch: { description: 'theirs' } }]);
  });

  it('is sent all the same if it is the time, without which the others mean nothing', () => {
    const timeless = settingsWith({ source: { ...SETTINGS.source, unfit: () => ['when'] } });
    const when = { ...EVENT.when, duration: 'PT3H' };
    const plan = merge(planWith({ mailbox: there(eventWith({}, { when })) }), timeless, 'mailbox');
    expect(plan.operations).toMatchObject([{ side: 'source', patch: { when } }]);
  });

  it('is left out of an item that is made', () => {
    const { source: _, ...half } = rowWith();
    const plan = createOn(planWith({ row: half, mailbox, source: ABSENT }), PICKY, 'source');
    expect(plan.operations).toMatchObject([{ op: 'create', event: { title: 'new', description: '' } }]);
    expect(plan.row.fieldRemarks).toEqual([HELD]);
  });

  it('goes on record where its item is deleted', () => {
    const row = rowWith({ fieldRemarks: [HELD] });
    const plan = deleteOn(planWith({ row, mailbox }), PICKY, { side: 'mailbox', recordsEdits: false });
    expect(plan.operations).toMatchObject([{ op: 'delete', losers: [{ field: 'description', why: 'removed' }] }]);
  });
});

describe('withRefused', () => {
  const refused = (field?: string): Failure => ({
    kind: 'rejected',
    code: 'item-rejected',
    ...(field === undefined ? {} : { field }),
  });
  const now = print({ ...EVENT, description: LONG });
  const row = (failure: Failure, sent = now): PairRow | undefined =>
    withRefused(rowWith(), 'source', { failure, now, sent });

  it('remembers which value was refused', () => {
    expect(row(refused('description'))?.fieldRemarks).toEqual([HELD]);
  });

  it.each([
    ['when, which costs the item', refused('when'), now],
    ['no field', refused(), now],
    ['a field that nobody knows', refused('constructor'), now],
    ['a field that was not sent', refused('description'), print({ title: 'new' })],
    ['a field that was left out already', refused('description'), print({ ...EVENT, description: '' })],
    ['nothing: the item is another one', { kind: 'conflict' } as const, now],
  ])('is no way for %s', (_, failure, sent) => {
    expect(row(failure, sent)).toBeUndefined();
  });
});

describe('withAnswered and stillStored', () => {
  const sent = print({ title: 'Visit', alert: null });
  const stored = print({ title: 'VISIT', alert: null });
  const TITLE = { side: 'mailbox', field: 'title', why: 'storedOtherwise', print: sent.title ?? '', at: 7 } as const;
  const answered = (row: PairRow, now = stored) =>
    withAnswered(row, { side: 'mailbox', sent, stored: now, at: 7 }).fieldRemarks;

  it('a difference of the answer is remembered, until a later answer has none', () => {
    expect(answered(rowWith())).toEqual([TITLE]);
    expect(answered(rowWith({ fieldRemarks: [TITLE] }), sent)).toBeUndefined();
  });

  it('what the write did not have, or its answer cannot say, is no difference', () => {
    expect(answered(rowWith({ fieldRemarks: [HELD] }), { ...sent, location: 'x' })).toEqual([HELD]);
    expect(answered(rowWith(), {})).toBeUndefined();
  });

  it.each<[string, Prints, Prints, EventField[], boolean]>([
    ['both sides read as then', stored, sent, [], true],
    ['the field is written', stored, sent, ['title'], false],
    ['the other side has another value', stored, print({ title: 'new' }), [], false],
    ['both sides have one value', sent, sent, [], false],
  ])('where %s, it stands: %s', (_, mailbox, source, written, stands) => {
    const left = stillStored(rowWith({ fieldRemarks: [TITLE] }), {
      now: { mailbox, source },
      written: new Set(written),
    });
    expect(left).toEqual(stands ? [TITLE] : []);
  });
});
