import { describe, expect, it } from 'vitest';
import {
  isMeetingsEntry,
  isPublished,
  publishInvitation,
} from '../../../../../shared/sync/pair/facts/madeForMeeting.ts';
import type { CreateIntent } from '../../../../../shared/sync/ports/rows.ts';
import { answering, BASE, entryWith, eventWith, planWith, play, rowWith } from '../../../../world/planning.ts';

const intent: CreateIntent = { op: 'create', at: 0, losers: [], nonce: 'n', target: BASE, otherBase: BASE };
const claimed: CreateIntent = { ...intent, meeting: 'uid' };
const inviting: CreateIntent = { ...intent, invited: ['print'] };
const entry = entryWith();
const row = rowWith({
  intents: { source: claimed, mailbox: inviting },
  meeting: { uid: 'uid', awaits: { for: 'otherLink', since: 1 } },
});

describe('isMeetingsEntry', () => {
  it('an entry that was made for no meeting is the pair’s own', () => {
    const plan = planWith();
    expect(answering(isMeetingsEntry(plan, intent, entry))).toEqual({ kind: 'goOn', plan, asked: [] });
  });

  it('the company is told of the entry by the nonce of its claim, and the user takes part because of the meeting', () => {
    const { made, asked } = play(isMeetingsEntry(planWith({ row }), claimed, entry), { publishMade: 'published' });
    expect(asked).toEqual([{ kind: 'publishMade', uid: 'uid', nonce: 'n', entry: 'entry' }]);
    expect([made.kind, made.plan.row.meeting]).toEqual(['goOn', { uid: 'uid', registered: true, joined: true }]);
  });

  it('where other links were quicker each time, the pair asks again', () => {
    const plan = planWith({ row });
    const { kind, plan: after } = answering(isMeetingsEntry(plan, claimed, entry), { publishMade: 'again' });
    expect([kind, after]).toEqual(['stopped', plan]);
  });

  it('refused, what was made is an orphan', () => {
    const { kind, plan } = answering(isMeetingsEntry(planWith({ row }), claimed, entry), { publishMade: 'refused' });
    expect(kind).toBe('stopped');
    expect(plan.row.orphans).toEqual([{ side: 'source', id: 'entry', version: '1' }]);
    expect(plan.row.intents).toEqual({ mailbox: inviting });
  });
});

describe('isPublished', () => {
  it.each([
    ['invites nobody', intent, eventWith()],
    ['has no UID', inviting, entry],
  ])('an item that %s goes on by itself', (_, made, item) => {
    const plan = planWith();
    expect(answering(isPublished(plan, made, item))).toEqual({ kind: 'goOn', plan, asked: [] });
  });

  it('the company is told of an event that invites', () => {
    const { made, asked } = play(isPublished(planWith({ row }), inviting, eventWith()), { publishInvitation: true });
    expect(asked).toEqual([{ kind: 'publishInvitation', uid: 'uid', entry: 'entry' }]);
    expect([made.kind, made.plan.row.meeting]).toEqual(['goOn', { uid: 'uid', registered: true }]);
  });
});

describe('publishInvitation', () => {
  it('the pair asks again where another link was quicker', () => {
    const plan = planWith({ row });
    const { kind, plan: after } = answering(publishInvitation(plan, 'uid'), { publishInvitation: false });
    expect([kind, after]).toEqual(['stopped', plan]);
  });

  it('a pair without entry tells nothing', () => {
    const { source: _, ...half } = rowWith();
    const plan = planWith({ row: half });
    expect(answering(publishInvitation(plan, 'uid'))).toEqual({ kind: 'goOn', plan, asked: [] });
  });
});
