import { describe, expect, it } from 'vitest';
import { awaitInvitation } from '../../../../shared/sync/meetings/awaitInvitation.ts';
import { LATE_MS } from '../../../../shared/sync/pair/facts/late.ts';
import {
  AT,
  answering,
  EVENT,
  entryWith,
  GRACE,
  INVITING,
  MINUTE,
  OVER,
  planWith,
  SETTINGS,
} from '../../../world/planning.ts';

const INVITED = entryWith({ owner: GRACE, participants: ['ada@example.com'] });
const AT_WORK = { links: [{ link: 'grace', email: GRACE, on: true, started: true }] };
const OFF = { links: [{ link: 'grace', email: GRACE, on: true, started: false }] };
const create = { op: 'create', side: 'mailbox', event: EVENT } as const;
/** Marked at AT. */
const plan = planWith({ operations: [create] });

describe('awaitInvitation', () => {
  it.each([
    [AT, AT + MINUTE],
    [AT + LATE_MS - 1, AT + LATE_MS],
  ])('waits for the invitation of a link at work, seven minutes in all', (at, until) => {
    const { kind, plan: after } = answering(awaitInvitation(plan, INVITING, { entry: INVITED, at }), AT_WORK);
    expect([kind, after.waitUntil, after.operations]).toEqual(['stopped', until, []]);
  });

  it.each([
    ['the time is over', INVITED, AT + LATE_MS, INVITING],
    ['the entry is the user’s own', entryWith(), AT, INVITING],
    ['it is an occurrence that stands for itself', { ...INVITED, series: EVENT.when }, AT, INVITING],
    ['the company sends no invitations', INVITED, AT, SETTINGS],
  ])('makes the silent copy where %s', (_, entry, at, settings) => {
    expect(answering(awaitInvitation(plan, settings, { entry, at }))).toEqual({ kind: 'decided', plan, asked: [] });
  });

  it('makes the silent copy of an entry that is over', () => {
    const late = planWith({ mark: { pair: 'pair', why: 'changed', at: OVER, attempts: 0 } });
    const verdict = answering(awaitInvitation(late, INVITING, { entry: INVITED, at: OVER }));
    expect([verdict.kind, verdict.asked]).toEqual(['decided', []]);
  });

  it('makes the silent copy where the owner’s link is not at work', () => {
    const verdict = answering(awaitInvitation(plan, INVITING, { entry: INVITED, at: AT }), OFF);
    expect([verdict.kind, verdict.plan]).toEqual(['decided', plan]);
  });
});
