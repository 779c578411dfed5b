import { describe, expect, it } from 'vitest';
import { handOver, replaceCancelled } from '../../../../shared/sync/meetings/handOver.ts';
import { without } from '../../../../shared/sync/pair/row/without.ts';
import type { MeetingRow } from '../../../../shared/sync/ports/store.ts';
import {
  ADA,
  AT,
  answering,
  EVENT,
  entryWith,
  eventWith,
  GONE,
  GRACE,
  INVITING,
  meetingWith,
  OVER,
  planWith,
  play,
  rowWith,
  SETTINGS,
  there,
} from '../../../world/planning.ts';

describe('handOver', () => {
  const former = (change = {}) =>
    planWith({
      row: rowWith({ invited: ['print'] }),
      mailbox: there(meetingWith('organiser')),
      source: there(entryWith({ owner: GRACE, participants: [ADA] })),
      ...change,
    });

  it('the former owner’s meeting goes, its edits go on record, and the pair is looked at again', () => {
    const { item } = there({ ...meetingWith('organiser'), content: eventWith({}, { title: 'Edited' }).content });
    const { kind, plan } = handOver(former({ mailbox: there(item) }), INVITING, AT);
    expect([kind, plan.conclusion, plan.looksAgain]).toEqual(['decided', 'unlinked', true]);
    const losers = [{ side: 'mailbox', field: 'title', why: 'removed', value: '"Edited"' }];
    expect(plan.operations).toEqual([{ op: 'delete', side: 'mailbox', item, losers, outOfScope: true }]);
  });

  it.each([
    ['the event is gone', former({ mailbox: GONE }), INVITING, AT],
    ['the entry is gone', former({ source: GONE }), INVITING, AT],
    ['we have invited nobody', former({ row: rowWith() }), INVITING, AT],
    ['the user does not organise it', former({ mailbox: there(meetingWith('attendee')) }), INVITING, AT],
    ['it is no meeting any more', former({ mailbox: there(eventWith()) }), INVITING, AT],
    ['the user still owns the entry', former({ source: there(entryWith()) }), INVITING, AT],
    ['it is over', former(), INVITING, OVER],
    ['the company sends no invitations', former(), SETTINGS, AT],
  ])('the meeting stays where %s', (_, plan, settings, at) => {
    expect(handOver(plan, settings, at)).toEqual({ kind: 'goOn', plan });
  });
});

describe('replaceCancelled', () => {
  const invitation = (change: Partial<NonNullable<ReturnType<typeof meetingWith>['meeting']>> = {}) =>
    there(meetingWith('attendee', { meeting: { role: 'attendee', attendees: [], cancelled: true, ...change } }));
  const row: MeetingRow = { link: 'grace', pair: 'p', nonce: 'n', at: 0, entry: 'entry', abandoned: [], invites: true };
  const table = (change: Partial<MeetingRow> = {}) => ({ meeting: { row: { ...row, ...change }, etag: '' } });
  const fresh = (change = {}) =>
    planWith({
      row: rowWith({ meeting: { uid: 'uid', role: 'attendee' } }),
      mailbox: invitation(),
      conclusion: 'lookAgain',
      operations: [{ op: 'update', side: 'mailbox', item: eventWith(), patch: {}, losers: [] }],
      ...change,
    });

  it('the new owner’s event is made, and the cancelled copy is left to the user', () => {
    const { made, asked } = play(replaceCancelled(fresh(), INVITING, AT), table());
    expect(asked).toEqual([{ kind: 'meeting', uid: 'uid' }]);
    const { kind, plan } = made;
    expect([kind, plan.conclusion, plan.mailbox]).toEqual(['goOn', 'inStep', { state: 'gone' }]);
    expect(plan.operations).toEqual([{ op: 'create', side: 'mailbox', event: EVENT }]);
    expect([plan.row.mailbox, plan.row.meeting]).toEqual([undefined, undefined]);
  });

  it.each([
    ['the event is gone', { mailbox: GONE }, AT],
    ['the entry is gone', { source: GONE }, AT],
    ['somebody else owns the entry', { source: there(entryWith({ owner: GRACE })) }, AT],
    ['it was not cancelled', { mailbox: invitation({ cancelled: false }) }, AT],
    ['the user organises it', { mailbox: invitation({ role: 'organiser' }) }, AT],
    ['it is over', {}, OVER],
  ])('nothing is made where %s, and the company is not asked', (_, change, at) => {
    const plan = fresh(change);
    expect(answering(replaceCancelled(plan, INVITING, at))).toEqual({ kind: 'goOn', plan, asked: [] });
  });

  it.each([
    ['no invitation of ours', { meeting: { row: without(row, 'invites'), etag: '' } }],
    ['an invitation to another entry', table({ entry: 'another' })],
    ['a meeting that nobody knows', { meeting: undefined }],
  ])('nothing is made in the place of %s', (_, answers) => {
    const plan = fresh();
    expect(answering(replaceCancelled(plan, INVITING, AT), answers)).toMatchObject({ kind: 'goOn', plan });
  });
});
