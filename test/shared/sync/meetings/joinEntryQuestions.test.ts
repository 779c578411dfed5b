// The questions of joining an entry, and the result of each answer: joinEntry.test.ts has whole runs of several links.
import { describe, expect, it } from 'vitest';
import { joinEntry, mayTakeOver, setPart, takePart } from '../../../../shared/sync/meetings/joinEntry.ts';
import type { Plan } from '../../../../shared/sync/pair/plan.ts';
import { originOf } from '../../../../shared/sync/pair/row/origin.ts';
import { ok } from '../../../../shared/sync/ports/outcome.ts';
import type { MeetingPart } from '../../../../shared/sync/ports/rows.ts';
import {
  ABSENT,
  ADA,
  type AnswerTable,
  AT,
  answering,
  EVENT,
  entryWith,
  GONE,
  GRACE,
  meetingWith,
  planWith,
  play,
  rowWith,
  SETTINGS,
  TIMEOUT,
  there,
} from '../../../world/planning.ts';

const create = { op: 'create', side: 'source', event: EVENT } as const;
const { source: _, ...half } = rowWith();
const coming = (meeting?: MeetingPart, change: Partial<Plan> = {}) =>
  planWith({
    row: { ...half, ...(meeting ? { meeting } : {}) },
    mailbox: there(meetingWith('attendee')),
    source: ABSENT,
    operations: [create],
    ...change,
  });
const ANNOUNCED: MeetingPart = { uid: 'uid', joins: 'entry', awaits: { for: 'otherLink', since: 1 } };
const THEIRS = entryWith({ owner: GRACE });
const SHARED = entryWith({ owner: GRACE, participants: [ADA] });
const FREE: AnswerTable = { entryHolder: undefined, registerHolder: undefined };
const organising = there(meetingWith('organiser'));
const TAGGED = { ...THEIRS, tag: { pair: 'p', nonce: 'n', of: originOf(organising.item) } };

const joining = (plan: Plan, entry: typeof THEIRS, table: AnswerTable) =>
  answering(joinEntry(plan, SETTINGS, { uid: 'uid', entry, at: AT }), table);

describe('joinEntry', () => {
  it('an entry in which the user takes part already is bound, without a base on either side', () => {
    const { made, asked } = play(joinEntry(coming(), SETTINGS, { uid: 'uid', entry: SHARED, at: AT }), FREE);
    expect(asked).toEqual([
      { kind: 'entryHolder', entry: SHARED },
      { kind: 'registerHolder', entry: 'entry' },
    ]);
    const { kind, plan } = made;
    expect([kind, plan.conclusion, plan.operations]).toEqual(['decided', 'lookAgain', []]);
    expect(plan.row).toMatchObject({
      mailbox: { id: 'event', base: {} },
      source: { id: 'entry', base: {} },
      role: 'participant',
      meeting: { uid: 'uid', registered: true },
    });
    expect(plan.row.meeting).not.toHaveProperty('joined');
    expect(plan.rows).toEqual([
      { op: 'upsert', kind: 'sourceIndex', name: 'entry', row: { id: 'entry', pair: 'pair' } },
    ]);
  });

  it('the user’s own entry is bound as its owner’s', () => {
    expect(joining(coming(), entryWith(), FREE).plan.row.role).toBe('owner');
  });

  it('that the user takes part is announced in the first look', () => {
    const { kind, plan, asked } = joining(coming(), THEIRS, FREE);
    expect([kind, plan.conclusion, plan.operations, asked]).toEqual(['decided', 'lookAgain', [], ['entryHolder']]);
    expect(plan.row.meeting).toEqual({ uid: 'uid', joins: 'entry' });
    expect(plan.row.source).toBeUndefined();
  });

  it('and written in the second, and the pair remembers why the user takes part', () => {
    const { plan, asked } = joining(coming(ANNOUNCED), THEIRS, { ...FREE, setPart: ok(undefined) });
    expect(asked).toEqual(['entryHolder', 'setPart', 'registerHolder']);
    expect(plan.row.meeting).toEqual({ uid: 'uid', registered: true, joined: true });
    expect(plan.row.role).toBe('participant');
  });

  it('nothing is bound where that was not written', () => {
    const failing = joining(coming(ANNOUNCED), THEIRS, { ...FREE, setPart: TIMEOUT });
    expect([failing.kind, failing.plan.failure, failing.plan.operations]).toEqual(['stopped', TIMEOUT.failure, []]);
    const late = joining(coming(ANNOUNCED), THEIRS, { ...FREE, setPart: undefined });
    expect([late.kind, late.plan.conclusion, late.plan.row.source]).toEqual(['decided', 'lookAgain', undefined]);
  });

  it('the organiser takes over the entry that another user’s link has made of the meeting', () => {
    const plan = coming(ANNOUNCED, { mailbox: organising });
    const { made, asked } = play(joinEntry(plan, SETTINGS, { uid: 'uid', entry: TAGGED, at: AT }), {
      ...FREE,
      setPart: ok(undefined),
    });
    expect(asked[1]).toEqual({ kind: 'setPart', entry: TAGGED, part: 'owner' });
    expect(made.plan.row.role).toBe('owner');
    const known = { ...TAGGED, participants: [ADA] };
    expect(joining(plan, known, { ...FREE, setPart: ok(undefined) }).asked).toContain('setPart');
    expect(joining(plan, { ...TAGGED, owner: ADA }, FREE).plan.row.role).toBe('owner');
  });

  it('a pair that holds the entry without the event gives way', () => {
    const holder = { row: { ...half, pair: 'other' }, mailbox: ABSENT, source: there(SHARED), losers: [], deletes: 0 };
    const { plan } = joining(coming(), SHARED, { ...FREE, entryHolder: holder });
    expect([plan.displaces, plan.row.source?.id]).toEqual(['other', 'entry']);
    expect(plan.rows.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'pair other',
      'dirty other',
      'sourceIndex entry',
    ]);
  });

  it('waits where a write for the pair that holds the entry may still land', () => {
    const { kind, plan } = joining(coming(), SHARED, { entryHolder: 'later' });
    expect([kind, plan.row.meeting?.awaits?.for, plan.row.source]).toEqual(['stopped', 'otherLink', undefined]);
  });

  it('where the user has the entry as another event, the meeting’s event is unlinked', () => {
    const { kind, plan } = joining(coming(), SHARED, { entryHolder: 'taken' });
    expect([kind, plan.conclusion, plan.operations]).toEqual(['decided', 'unlinked', []]);
    expect(plan.row).toMatchObject({ standing: { is: 'unlinked' }, meeting: { uid: 'uid', registered: true } });
  });
});

describe('mayTakeOver', () => {
  it.each([
    ['the organiser, of an entry that was made of the meeting', organising, TAGGED, true],
    ['the organiser, of an entry that people made', organising, THEIRS, false],
    ['an attendee', there(meetingWith('attendee')), TAGGED, false],
    ['nobody without the event', GONE, TAGGED, false],
  ])('%s', (_, mailbox, entry, expected) => {
    expect(mayTakeOver(planWith({ mailbox }), entry)).toBe(expected);
  });
});

describe('takePart, setPart', () => {
  it('an announcement of another entry is none of this one', () => {
    const plan = coming({ uid: 'uid', joins: 'another' });
    const { kind, plan: after, asked } = answering(takePart(plan, { uid: 'uid', entry: THEIRS, part: 'participant' }));
    expect([kind, after.row.meeting?.joins, asked]).toEqual(['decided', 'entry', []]);
    expect(after.conclusion).toBe('lookAgain');
  });

  it.each([
    ['goes on once it is written', ok(undefined), 'goOn'],
    ['decides where the run may write no more', undefined, 'decided'],
    ['stops where nobody knows', TIMEOUT, 'stopped'],
  ] as const)('%s', (_, answer, kind) => {
    const { made, asked } = play(setPart(coming(), THEIRS, 'none'), { setPart: answer });
    expect(made.kind).toBe(kind);
    expect(asked).toEqual([{ kind: 'setPart', entry: THEIRS, part: 'none' }]);
  });
});
