// The questions before an event is made of an entry: awaitEvent.test.ts has whole runs of several links.
import { describe, expect, it } from 'vitest';
import { awaitEvent } from '../../../../shared/sync/meetings/awaitEvent.ts';
import { LATE_MS } from '../../../../shared/sync/pair/facts/late.ts';
import { ok } from '../../../../shared/sync/ports/outcome.ts';
import {
  ABSENT,
  AT,
  answering,
  EVENT,
  entryWith,
  eventWith,
  GONE,
  GRACE,
  INVITING,
  planWith,
  rowWith,
  SETTINGS,
  TIMEOUT,
  there,
} from '../../../world/planning.ts';

describe('awaitEvent, asked just before an event would be made', () => {
  const create = { op: 'create', side: 'mailbox', event: EVENT } as const;
  const { mailbox: _, ...half } = rowWith();
  const shared = (id = 'entry') => there(entryWith({ id, participants: [GRACE] }));
  const making = (change = {}) =>
    planWith({ row: half, mailbox: ABSENT, source: shared(), operations: [create], ...change });
  const table = { meetingOfEntry: 'uid', uidHolder: undefined, eventByUid: ok(undefined) };

  it.each([
    ['that had stood before', { mailbox: GONE }],
    ['of nobody but the user', { source: there(entryWith()) }],
    ['of an occurrence that stands for itself', { source: shared('entry!2026-12-01') }],
    ['of no entry', { source: GONE }],
  ])('an event %s is made', (_, change) => {
    const plan = making(change);
    expect(answering(awaitEvent(plan, SETTINGS, AT))).toEqual({ kind: 'decided', plan, asked: [] });
  });

  it('an event of an entry that stands for no meeting is made', () => {
    const plan = making();
    const verdict = answering(awaitEvent(plan, SETTINGS, AT), { meetingOfEntry: undefined });
    expect(verdict).toEqual({ kind: 'decided', plan, asked: ['meetingOfEntry'] });
  });

  it('of an entry that stands for no meeting, the invitation is waited for', () => {
    const plan = making({ source: there(entryWith({ owner: GRACE, participants: ['ada@example.com'] })) });
    const links = [{ link: 'grace', email: GRACE, on: true, started: true }];
    const verdict = answering(awaitEvent(plan, INVITING, AT), { meetingOfEntry: undefined, links });
    expect([verdict.kind, verdict.asked]).toEqual(['stopped', ['meetingOfEntry', 'links']]);
  });

  it.each([undefined, 'pair'])(
    'the event that has the UID of the meeting is taken, where the UID is held by %s',
    (uidHolder) => {
      const eventByUid = ok({ item: eventWith({ id: 'found' }), holder: undefined });
      const { kind, plan } = answering(awaitEvent(making(), SETTINGS, AT), { ...table, uidHolder, eventByUid });
      expect([kind, plan.conclusion, plan.operations]).toEqual(['decided', 'lookAgain', []]);
      expect(plan.row).toEqual({
        ...half,
        mailbox: { id: 'found', uid: 'uid', base: {} },
        source: { id: 'entry', base: {} },
        meeting: { uid: 'uid', registered: true },
      });
      expect(plan.rows.map(({ kind: of, name }) => [of, name])).toEqual([
        ['mailboxIndex', 'found'],
        ['uidIndex', 'uid'],
      ]);
    },
  );

  it.each([
    ['another pair holds the event', 'pair', 'other'],
    ['another pair holds the UID', 'other', undefined],
  ])('the event is not taken where %s', (_, uidHolder, holder) => {
    const eventByUid = ok({ item: eventWith(), holder });
    const { kind, plan } = answering(awaitEvent(making(), SETTINGS, AT), { ...table, uidHolder, eventByUid });
    expect([kind, plan.row.mailbox, plan.rows]).toEqual(['stopped', undefined, []]);
  });

  const waited = (ms: number) =>
    making({ row: { ...half, meeting: { uid: 'uid', awaits: { for: 'mail', since: AT - ms } } } });

  it('the mail is waited for, by the UID that the pair knows', () => {
    const { kind, plan, asked } = answering(awaitEvent(waited(LATE_MS - 1), SETTINGS, AT), table);
    expect([kind, plan.operations, asked]).toEqual(['stopped', [], ['uidHolder', 'eventByUid']]);
    expect(plan.row.meeting?.awaits).toEqual({ for: 'mail', since: AT - LATE_MS + 1 });
    expect(plan.rows).toEqual([{ op: 'upsert', kind: 'uidIndex', name: 'uid', row: { uid: 'uid', pair: 'pair' } }]);
  });

  it('after seven minutes the silent copy is made', () => {
    const { kind, plan } = answering(awaitEvent(waited(LATE_MS), SETTINGS, AT), table);
    expect([kind, plan.operations]).toEqual(['decided', [create]]);
    expect(plan.row.meeting).toEqual({ uid: 'uid', registered: true });
  });

  it('nothing is made where the mailbox does not answer', () => {
    const { kind, plan } = answering(awaitEvent(making(), SETTINGS, AT), { ...table, eventByUid: TIMEOUT });
    expect([kind, plan.operations, plan.failure]).toEqual(['stopped', [], TIMEOUT.failure]);
  });
});
