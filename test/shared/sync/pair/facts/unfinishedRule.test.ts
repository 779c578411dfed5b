// Half a write of a series, as the rules see it: unfinished.test.ts has whole runs.
import { describe, expect, it } from 'vitest';
import { LATE_MS } from '../../../../../shared/sync/pair/facts/late.ts';
import {
  awaitRest,
  baseOf,
  editedFields,
  isUnfinished,
  unfinishedLosers,
} from '../../../../../shared/sync/pair/facts/unfinished.ts';
import { series } from '../../../../contract/mailboxSeries.ts';
import {
  AT,
  BASE,
  entryWith,
  eventWith,
  GONE,
  MINUTE,
  planWith,
  print,
  rowWith,
  SETTINGS,
  there,
  UNREADABLE,
} from '../../../../world/planning.ts';

const begunAt = (at: number) => rowWith({ mailbox: { id: 'event', uid: 'uid', base: BASE, begun: { rev: 'r', at } } });
const { when } = series();
const { when: whole } = series({ '2026-12-08T09:00:00': { title: 'Ours' } });
const HALF = eventWith({ begun: 'r' }, { when, title: 'Edited' });
const half = (change = {}, at = AT) =>
  planWith({ row: begunAt(at), mailbox: there(HALF), source: there(entryWith({}, { when: whole })), ...change });

describe('isUnfinished', () => {
  it.each([
    ['shows the write that has begun', half(), true],
    ['shows another write', half({ mailbox: there(eventWith({ begun: 'other' })) }), false],
    ['is at its end', half({ mailbox: there(eventWith()) }), false],
    ['is gone', half({ mailbox: GONE }), false],
    ['shows a write that the pair does not know', half({ row: rowWith() }), false],
  ])('an event that %s', (_, plan, expected) => {
    expect(isUnfinished(plan.row, 'mailbox', plan.mailbox)).toBe(expected);
  });
});

describe('awaitRest', () => {
  it.each([
    [AT, AT + MINUTE],
    [AT - LATE_MS + 30_000, AT + 30_000],
  ])('the rest of a write that began at %s is waited for', (at, until) => {
    const { kind, plan } = awaitRest(half({}, at), SETTINGS, AT);
    expect([kind, plan.waitUntil]).toEqual(['stopped', until]);
  });

  it.each([
    ['can come no more', half({}, AT - LATE_MS)],
    ['has come', half({ mailbox: there(eventWith()) })],
  ])('the pair goes on where the rest %s', (_, plan) => {
    expect(awaitRest(plan, SETTINGS, AT)).toEqual({ kind: 'goOn', plan });
  });
});

describe('editedFields', () => {
  it('`when` of half a write is nobody’s edit; the other fields are', () => {
    expect(editedFields(SETTINGS, half(), 'mailbox')).toEqual(['title']);
    expect(editedFields(SETTINGS, half({ row: rowWith() }), 'mailbox')).toEqual(['title', 'when']);
  });
});

describe('baseOf', () => {
  it('`when` as it stands there counts as stored, and the other side’s as changed: it is written again', () => {
    expect(baseOf(SETTINGS, half(), 'mailbox')).toEqual({ ...BASE, ...print({ when }) });
    expect(baseOf(SETTINGS, half(), 'source').when).toBeUndefined();
    expect(baseOf(SETTINGS, planWith(), 'mailbox')).toEqual(BASE);
    expect(baseOf(SETTINGS, planWith(), 'source')).toEqual(BASE);
  });
});

describe('unfinishedLosers', () => {
  const fields = (plan: ReturnType<typeof half>) =>
    unfinishedLosers(SETTINGS, plan, 'mailbox').map(({ field, why }) => `${field} ${why}`);

  it('half of what the entry says loses nothing', () => {
    expect(fields(half())).toEqual([]);
  });

  it.each([
    ['what the entry does not say', half({ source: there(entryWith()) })],
    ['what stood in an entry that is gone', half({ source: GONE })],
    ['what stood in an entry that cannot be read', half({ source: there(entryWith({ content: UNREADABLE })) })],
  ])('%s is on record', (_, plan) => {
    expect(fields(plan)).toEqual(['when unfinished']);
  });

  it('an event that is whole, unreadable or gone loses nothing by it', () => {
    const plans = [{ row: rowWith() }, { mailbox: there({ ...HALF, content: UNREADABLE }) }, { mailbox: GONE }];
    expect(plans.map((change) => fields(half({ ...change, source: GONE })))).toEqual([[], [], []]);
  });
});
