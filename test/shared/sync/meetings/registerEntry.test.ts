// The last rules of attendMeeting.ts: the entry that a meeting has already, or that the company has to learn.
import { describe, expect, it } from 'vitest';
import { joinFilteredMeeting, registerEntry } from '../../../../shared/sync/meetings/attendMeeting.ts';
import type { Plan } from '../../../../shared/sync/pair/plan.ts';
import { originOf } from '../../../../shared/sync/pair/row/origin.ts';
import { ok } from '../../../../shared/sync/ports/outcome.ts';
import type { MeetingPart } from '../../../../shared/sync/ports/rows.ts';
import type { MeetingRow } from '../../../../shared/sync/ports/store.ts';
import {
  ABSENT,
  type AnswerTable,
  AT,
  answering,
  BASE,
  entryWith,
  eventWith,
  GONE,
  GRACE,
  meetingWith,
  planWith,
  rowWith,
  SETTINGS,
  TIMEOUT,
  there,
} from '../../../world/planning.ts';

const MEETING = there(meetingWith('attendee'));
const { source: _, ...half } = rowWith();
const theirs: MeetingRow = { link: 'grace', pair: 'p', nonce: 'n', at: AT, abandoned: [] };
const stored = (row: Partial<MeetingRow>) => ({ row: { ...theirs, ...row }, etag: 'e' });
const JOINS: AnswerTable = { entryHolder: undefined, registerHolder: undefined };
const GONE_ENTRY = { ok: false, failure: { kind: 'gone' } } as const;

describe('joinFilteredMeeting', () => {
  const filtered = (change: Partial<Plan> = {}) =>
    planWith({
      row: { ...half, standing: { is: 'leftOut', reason: 'filtered' } },
      mailbox: MEETING,
      source: ABSENT,
      conclusion: 'leftOut',
      ...change,
    });
  const join = (plan: Plan, table: AnswerTable = {}) => answering(joinFilteredMeeting(plan, SETTINGS, AT), table);
  const known = { meeting: stored({ entry: 'entry' }), uidHolder: 'pair', entryIndex: { id: 'entry', pair: 'other' } };

  it('an entry that the user has of the meeting already is the pair’s own', () => {
    const { kind, plan } = join(filtered(), { ...known, ...JOINS, readEntry: ok(entryWith()) });
    expect([kind, plan.row.source?.id, plan.row.standing]).toEqual(['decided', 'entry', undefined]);
  });

  it.each([
    ['the meeting has no entry', { ...known, meeting: stored({}) }],
    ['the event is a copy', { ...known, uidHolder: 'other' }],
    ['the link does not know the entry', { ...known, entryIndex: undefined }],
    ['the entry is gone', { ...known, readEntry: GONE_ENTRY }],
  ])('it stays left out where %s', (_, table) => {
    const plan = filtered();
    expect(join(plan, table)).toMatchObject({ kind: 'decided', plan });
  });

  it('it is tried again where the entry cannot be read', () => {
    expect(join(filtered(), { ...known, readEntry: TIMEOUT }).plan.failure).toEqual(TIMEOUT.failure);
  });

  it.each([
    ['of no meeting', { mailbox: there(eventWith()) }],
    ['with an entry', { row: { ...filtered().row, source: { id: 'entry', base: BASE } } }],
    [
      'left out for another reason',
      { row: { ...half, standing: { is: 'leftOut' as const, reason: 'direction' as const } } },
    ],
  ])('a pair %s goes on', (_, change) => {
    expect(join(filtered(change)).kind).toBe('goOn');
  });
});

describe('registerEntry', () => {
  const step = (change: Partial<Plan> = {}) => planWith({ mailbox: MEETING, ...change });
  const register = (plan: Plan, table: AnswerTable = {}) => answering(registerEntry(plan), table);
  const own = { uidHolder: 'pair' };
  const registered = { uid: 'uid', registered: true };

  it.each([
    ['has none', { meeting: undefined, publishKnown: true }, registered],
    [
      'has one that is gone',
      { meeting: stored({ entry: 'x' }), readEntry: GONE_ENTRY, publishKnown: true },
      registered,
    ],
    ['has this one', { meeting: stored({ entry: 'entry' }) }, registered],
    ['has another one', { meeting: stored({ entry: 'x' }), readEntry: ok(entryWith({ id: 'x' })) }, registered],
    ['has none, and another link was quicker', { meeting: undefined, publishKnown: false }, undefined],
  ])('the company learns the entry where the meeting %s', (_, table, meeting) => {
    const { kind, plan } = register(step(), { ...own, ...table });
    expect([kind, plan.row.meeting]).toEqual(['goOn', meeting]);
  });

  it('it is tried again where another entry cannot be read', () => {
    const { kind } = register(step(), { ...own, meeting: stored({ entry: 'x' }), readEntry: TIMEOUT });
    expect(kind).toBe('stopped');
  });

  it.each([
    ['of no meeting', { mailbox: there(eventWith()) }],
    ['without entry', { source: GONE }],
    ['of our own invitation', { row: rowWith({ invited: ['print'] }) }],
    ['that is not in step', { conclusion: 'lookAgain' as const }],
    ['of another entry', { row: rowWith({ source: { id: 'x', base: BASE } }) }],
    ['that is registered', { row: rowWith({ meeting: { uid: 'uid', registered: true } }) }],
    [
      'of an occurrence',
      { row: rowWith({ source: { id: 'e!1', base: BASE } }), source: there(entryWith({ id: 'e!1' })) },
    ],
  ])('nothing is told of a pair %s', (_, change) => {
    const plan = step(change);
    expect(register(plan)).toEqual({ kind: 'goOn', plan, asked: [] });
  });

  it('nothing is told of an event that a person has copied with its UID', () => {
    expect(register(step(), { uidHolder: 'other' }).asked).toEqual(['uidHolder']);
  });

  const organised = there(meetingWith('organiser'));
  const taking = (meeting: MeetingPart) =>
    step({
      row: rowWith({ role: 'participant', meeting }),
      mailbox: organised,
      source: there(entryWith({ owner: GRACE, tag: { pair: 'p', nonce: 'n', of: originOf(organised.item) } })),
    });

  it('the organiser takes over the entry that another user’s link has made: announced, then written', () => {
    const first = register(taking({ uid: 'uid' }));
    expect([first.kind, first.plan.conclusion, first.plan.row.meeting?.joins]).toEqual([
      'decided',
      'lookAgain',
      'entry',
    ]);
    const announced = taking({ uid: 'uid', joins: 'entry' });
    const second = register(announced, { setPart: ok(undefined) });
    expect([second.kind, second.plan.conclusion]).toEqual(['decided', 'lookAgain']);
    expect(second.plan.row.meeting).toEqual({ uid: 'uid', registered: true, joined: true });
    const failing = register(announced, { setPart: TIMEOUT });
    expect([failing.kind, failing.plan.failure]).toEqual(['stopped', TIMEOUT.failure]);
  });

  it('an entry that people made stays its owner’s', () => {
    const plan = { ...taking({ uid: 'uid' }), source: there(entryWith({ owner: GRACE })) };
    expect(register(plan, { uidHolder: 'other' }).asked).toEqual(['uidHolder']);
  });

  it('once only', () => {
    const owned = taking({ uid: 'uid', registered: true, joined: true });
    expect(register(owned)).toEqual({ kind: 'goOn', plan: owned, asked: [] });
    expect(
      register(step({ ...taking({ uid: 'uid' }), row: rowWith({ role: 'owner' }) }), { uidHolder: 'x' }).asked,
    ).toEqual(['uidHolder']);
  });
});
