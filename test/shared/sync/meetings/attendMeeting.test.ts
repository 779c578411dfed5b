import { describe, expect, it } from 'vitest';
import {
  awaitEventOfMeeting,
  claimEntryOfMeeting,
  leaveEntry,
  returnToEntry,
  seekOtherEntry,
} from '../../../../shared/sync/meetings/attendMeeting.ts';
import { STUCK_MS } from '../../../../shared/sync/meetings/waitForMeeting.ts';
import { LATE_MS } from '../../../../shared/sync/pair/facts/late.ts';
import type { Plan } from '../../../../shared/sync/pair/plan.ts';
import { ok } from '../../../../shared/sync/ports/outcome.ts';
import type { MeetingPart } from '../../../../shared/sync/ports/rows.ts';
import type { MeetingRow } from '../../../../shared/sync/ports/store.ts';
import {
  ABSENT,
  ADA,
  type AnswerTable,
  AT,
  answering,
  EVENT,
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
const creating = (side: 'mailbox' | 'source', change: Partial<Plan> = {}) =>
  planWith({
    row: half,
    mailbox: MEETING,
    source: ABSENT,
    operations: [{ op: 'create', side, event: EVENT }],
    ...change,
  });
const theirs: MeetingRow = { link: 'grace', pair: 'p', nonce: 'n', at: AT, abandoned: [] };
const stored = (row: Partial<MeetingRow>) => ({ row: { ...theirs, ...row }, etag: 'e' });
const linkOf = (on: boolean) => [{ link: 'grace', email: GRACE, on, started: true }];
const JOINS: AnswerTable = { entryHolder: undefined, registerHolder: undefined };
const GONE_ENTRY = { ok: false, failure: { kind: 'gone' } } as const;

describe('awaitEventOfMeeting', () => {
  it('is asked before an event is made, and decides', () => {
    expect(answering(awaitEventOfMeeting(creating('mailbox'), SETTINGS, AT)).kind).toBe('decided');
    expect(answering(awaitEventOfMeeting(creating('source'), SETTINGS, AT)).kind).toBe('goOn');
    expect(answering(awaitEventOfMeeting(planWith(), SETTINGS, AT)).kind).toBe('goOn');
  });
});

describe('claimEntryOfMeeting', () => {
  const claim = (plan: Plan, table: AnswerTable = {}) => answering(claimEntryOfMeeting(plan, SETTINGS, AT), table);
  const own = { uidHolder: 'pair' };

  it('the entry of a meeting is made with the nonce of a claim', () => {
    const row = { ...half, meeting: { uid: 'uid', awaits: { for: 'otherLink', since: 1 } } } as const;
    const table = { ...own, meeting: undefined, claim: { ...theirs, link: 'ada', nonce: 'fresh' } };
    const { kind, plan } = claim(creating('source', { row }), table);
    expect([kind, plan.row.meeting]).toEqual(['decided', { uid: 'uid' }]);
    expect(plan.operations).toEqual([
      { op: 'create', side: 'source', event: EVENT, claim: { uid: 'uid', nonce: 'fresh' } },
    ]);
  });

  it('an entry that the meeting has is joined', () => {
    const table = { ...own, ...JOINS, meeting: stored({ entry: 'entry' }), readEntry: ok(entryWith()) };
    const { kind, plan } = claim(creating('source'), table);
    expect([kind, plan.operations, plan.row.source?.id]).toEqual(['decided', [], 'entry']);
  });

  it.each([
    ['another link is about to make it', { meeting: stored({}), links: linkOf(true) }],
    ['nobody knows', { meeting: stored({ entry: 'entry' }), readEntry: TIMEOUT }],
  ])('nothing is made where %s', (_, table) => {
    const { kind, plan } = claim(creating('source'), { ...own, ...table });
    expect([kind, plan.operations]).toEqual(['stopped', []]);
  });

  it('a meeting that was cancelled is nothing to enter for who attends', () => {
    const cancelled = (role: 'organiser' | 'attendee') =>
      there(meetingWith(role, { meeting: { role, attendees: [], cancelled: true } }));
    const { kind, plan } = claim(creating('source', { mailbox: cancelled('attendee') }), own);
    expect([kind, plan.operations, plan.conclusion]).toEqual(['decided', [], 'unlinked']);
    const table = { ...own, meeting: undefined, claim: theirs };
    expect(claim(creating('source', { mailbox: cancelled('organiser') }), table).plan.operations).toHaveLength(1);
  });

  it.each([
    ['that is no meeting', { mailbox: there(eventWith()) }, {}],
    ['that a person has copied with its UID', {}, { uidHolder: 'other' }],
  ])('the entry of an event %s is made without a claim', (_, change, table) => {
    const plan = creating('source', change);
    expect(claim(plan, table)).toMatchObject({ kind: 'decided', plan });
  });

  it('an update of an entry is claimed by nobody', () => {
    const item = entryWith();
    const update = { op: 'update', side: 'source', item, patch: {}, losers: [] } as const;
    const plan = planWith({ mailbox: MEETING, operations: [update] });
    expect(claim(plan)).toEqual({ kind: 'goOn', plan, asked: [] });
  });

  it('any other plan goes on', () => {
    expect([claim(creating('mailbox')).kind, claim(creating('source', { mailbox: GONE })).kind]).toEqual([
      'goOn',
      'goOn',
    ]);
  });
});

describe('seekOtherEntry', () => {
  const gone = (change: Partial<Plan> = {}, meeting: MeetingPart = { uid: 'uid' }) =>
    planWith({ row: rowWith({ meeting }), mailbox: MEETING, source: GONE, meets: 'otherEntry', ...change });
  const seek = (plan: Plan, table: AnswerTable = {}, at = AT) => answering(seekOtherEntry(plan, SETTINGS, at), table);

  it('is asked only where the entry of a meeting is gone', () => {
    expect(seek(planWith()).kind).toBe('goOn');
  });

  it('another entry of the meeting is joined', () => {
    const table = { ...JOINS, meeting: stored({ entry: 'new' }), readEntry: ok(entryWith({ id: 'new' })) };
    const { kind, plan } = seek(gone(), table);
    expect([kind, plan.row.source?.id, plan.conclusion]).toEqual(['decided', 'new', 'lookAgain']);
  });

  it('an entry that is gone, too, is none, and one that cannot be read is tried again', () => {
    const other = { meeting: stored({ entry: 'new' }) };
    expect(seek(gone(), { ...other, readEntry: GONE_ENTRY })).toMatchObject({
      kind: 'decided',
      plan: { conclusion: 'unlinked' },
    });
    const failing = seek(gone(), { ...other, readEntry: TIMEOUT });
    expect([failing.kind, failing.plan.failure]).toEqual(['stopped', TIMEOUT.failure]);
  });

  it.each([
    ['that was made is waited for, seven minutes', { entry: 'entry' }, LATE_MS],
    ['that another link has announced is waited for, an hour', { at: AT }, STUCK_MS],
  ])('an entry %s', (_, row, ms) => {
    const meeting = stored(row);
    const links = linkOf(true);
    const waiting: MeetingPart = { uid: 'uid', awaits: { for: 'otherLink', since: AT } };
    const last = seek(gone({}, waiting), { meeting, links }, AT + ms - 1);
    expect([last.kind, last.plan.row.meeting?.awaits?.for]).toEqual(['stopped', 'otherLink']);
    const over = seek(gone({}, waiting), { meeting, links }, AT + ms);
    expect([over.kind, over.plan.conclusion, over.plan.row.meeting]).toEqual(['decided', 'unlinked', { uid: 'uid' }]);
  });

  it.each([
    [
      'the pair is unlinked already',
      { row: rowWith({ meeting: { uid: 'uid' }, standing: { is: 'unlinked' } }) },
      stored({}),
    ],
    ['the claim is the link’s own', {}, stored({ link: 'ada' })],
  ] as const)('nobody is waited for where %s', (_, change, meeting) => {
    expect(seek(gone(change), { meeting })).toMatchObject({ kind: 'decided', plan: { conclusion: 'unlinked' } });
  });

  it('nobody is waited for whose link is off', () => {
    expect(seek(gone(), { meeting: stored({}), links: linkOf(false) }).kind).toBe('decided');
  });

  it('a meeting that nobody knows is unlinked', () => {
    expect(seek(gone(), { meeting: undefined })).toMatchObject({ kind: 'decided', plan: { conclusion: 'unlinked' } });
    expect(seek(gone({ row: rowWith() })).asked).toEqual([]);
  });
});

describe('leaveEntry', () => {
  const shared = entryWith({ owner: GRACE, participants: [ADA] });
  const leaving = (change: Partial<Plan> = {}, meeting: MeetingPart = { uid: 'uid', joined: true }) =>
    planWith({ row: rowWith({ meeting }), mailbox: GONE, source: there(shared), meets: 'leaves', ...change });
  const leave = (plan: Plan, table: AnswerTable = {}) => answering(leaveEntry(plan, SETTINGS), table);

  it('a user who joined by the meeting is taken off the entry', () => {
    const { kind, plan, asked } = leave(leaving(), { setPart: ok(undefined) });
    expect([kind, plan.conclusion, plan.row.standing, asked]).toEqual(['decided', 'left', { is: 'left' }, ['setPart']]);
  });

  it('it is tried again where that was not written', () => {
    const create = { op: 'create', side: 'mailbox', event: EVENT } as const;
    const { kind, plan } = leave(leaving({ operations: [create] }), { setPart: TIMEOUT });
    expect([kind, plan.failure, plan.row.standing]).toEqual(['stopped', TIMEOUT.failure, { is: 'left' }]);
    expect(plan.operations).toEqual([]);
  });

  it.each([
    ['whom people made a participant', leaving({}, { uid: 'uid' })],
    ['who takes part no more', leaving({ source: there(entryWith({ owner: GRACE })) })],
    ['whose entry is gone', leaving({ source: GONE })],
  ])('a user %s has left without a write', (_, plan) => {
    const verdict = leave(plan);
    expect([verdict.kind, verdict.plan.conclusion, verdict.asked]).toEqual(['decided', 'left', []]);
  });

  it('is asked only where a user leaves', () => {
    expect(leave(planWith()).kind).toBe('goOn');
  });
});

describe('returnToEntry', () => {
  it('a user who has the meeting again joins its entry', () => {
    const back = planWith({ row: half, mailbox: MEETING, source: there(entryWith()), meets: 'returns' });
    const { kind, plan } = answering(returnToEntry(back, SETTINGS, AT), JOINS);
    expect([kind, plan.row.source?.id]).toEqual(['decided', 'entry']);
    const gone = { ...back, source: GONE };
    expect(answering(returnToEntry(gone, SETTINGS, AT))).toEqual({ kind: 'decided', plan: gone, asked: [] });
    const without = { ...back, mailbox: GONE };
    expect(answering(returnToEntry(without, SETTINGS, AT))).toEqual({ kind: 'decided', plan: without, asked: [] });
    expect(answering(returnToEntry(planWith(), SETTINGS, AT)).kind).toBe('goOn');
  });
});
