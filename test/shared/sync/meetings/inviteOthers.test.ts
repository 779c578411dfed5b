import { describe, expect, it } from 'vitest';
import { printsOfPeople } from '../../../../shared/sync/meetings/invitation.ts';
import {
  invitees,
  mailWithEvent,
  publishBeforeMail,
  tellOthers,
  withInvites,
} from '../../../../shared/sync/meetings/inviteOthers.ts';
import type { Operation, Plan } from '../../../../shared/sync/pair/plan.ts';
import { DEFAULT_RULES } from '../../../../shared/sync/ports/linkRules.ts';
import type { Attendee, MailboxItem } from '../../../../shared/sync/ports/mailbox.ts';
import type { PairRow } from '../../../../shared/sync/ports/rows.ts';
import {
  ADA,
  type AnswerTable,
  AT,
  answering,
  EVENT,
  entryWith,
  eventWith,
  GONE,
  GRACE,
  INVITING,
  meetingWith,
  OUR_EVENT,
  OVER,
  planWith,
  print,
  rowWith,
  SETTINGS,
  there,
  UNREADABLE,
} from '../../../world/planning.ts';

const BEN = 'ben@example.com';
const SHARED = entryWith({ participants: [GRACE, BEN, ADA] });
const BUSY_ONLY = {
  ...INVITING,
  rules: { ...DEFAULT_RULES, privateEvents: { kind: 'busyOnly', title: 'Busy' } as const },
};

describe('invitees', () => {
  const invited = (entry = SHARED, settings = INVITING, change: { at?: number; row?: Pick<PairRow, 'veiled'> } = {}) =>
    invitees(settings, { row: {}, entry, at: AT, ...change });

  it('are all others in the owner’s own entry', () => {
    expect(invited()).toEqual([GRACE, BEN]);
    expect(invited(SHARED, BUSY_ONLY)).toEqual([GRACE, BEN]);
  });

  it.each([
    ['the company sends none', invited(SHARED, SETTINGS)],
    ['somebody else owns the entry', invited({ ...SHARED, owner: GRACE })],
    ['it is over', invited(SHARED, INVITING, { at: OVER })],
    ['it goes veiled to the calendar', invited(SHARED, INVITING, { row: { veiled: true } })],
    ['it will be veiled', invited(entryWith({ participants: [GRACE] }, { privacy: 'private' }), BUSY_ONLY)],
    ['it stands there occurrence by occurrence', invited({ ...SHARED, series: EVENT.when })],
    ['it cannot be read', invited({ ...SHARED, content: UNREADABLE })],
  ])('are none where %s', (_, others) => {
    expect(others).toEqual([]);
  });
});

describe('withInvites', () => {
  const firstSeen = { naturalKey: '', prints: {}, version: '1', invites: 9 };
  const { mailbox: _, ...half } = rowWith({ firstSeen });
  const counted = (row: PairRow, at = AT) => withInvites(row, INVITING, { entry: SHARED, at });

  it('the preview counts whom a start would mail', () => {
    expect(counted(half).firstSeen?.invites).toBe(2);
    expect(counted(half, OVER).firstSeen).not.toHaveProperty('invites');
    expect(counted({ ...half, standing: { is: 'leftOut', reason: 'filtered' } }).firstSeen).not.toHaveProperty(
      'invites',
    );
  });

  it('a pair with an event, or that is no longer new, stays as it is', () => {
    const whole = rowWith({ firstSeen });
    expect(counted(whole)).toBe(whole);
    const known = rowWith();
    expect(counted(known)).toBe(known);
  });
});

const INVITED = printsOfPeople(print, [GRACE, BEN]);
const attendees = (...emails: string[]): Attendee[] =>
  emails.map((email) => ({ email, kind: 'required', response: 'none' }));
const organised = (...emails: string[]): MailboxItem =>
  meetingWith('organiser', { meeting: { role: 'organiser', attendees: attendees(...emails), cancelled: false } });

describe('mailWithEvent', () => {
  const operations = (change: Partial<Plan>, at = AT) => mailWithEvent(planWith(change), INVITING, at).plan.operations;
  const create = (side: 'mailbox' | 'source'): Operation => ({ op: 'create', side, event: EVENT });
  const remove = (side: 'mailbox' | 'source'): Operation => {
    const item = side === 'mailbox' ? organised(GRACE) : SHARED;
    return { op: 'delete', side, item, losers: [], outOfScope: false };
  };

  it('an event that is made invites, and an entry does not', () => {
    const source = there(SHARED);
    const made = [create('mailbox'), create('source')];
    expect(operations({ source, operations: made })).toEqual([{ ...made[0], invites: [GRACE, BEN] }, made[1]]);
    expect(operations({ source: there(entryWith()), operations: made })).toEqual(made);
    expect(operations({ source: GONE, operations: made })).toEqual(made);
  });

  it('a delete of our own meeting cancels it', () => {
    const ours = { row: rowWith({ invited: INVITED }), mailbox: there(organised(GRACE)) };
    const removed = [remove('mailbox'), remove('source')];
    expect(operations({ ...ours, operations: removed })).toEqual([{ ...removed[0], cancels: true }, removed[1]]);
    for (const change of [
      { row: rowWith() },
      { mailbox: there(meetingWith('attendee')) },
      { mailbox: there(eventWith()) },
      { mailbox: GONE },
    ]) {
      expect(operations({ ...ours, ...change, operations: removed })).toEqual(removed);
    }
    expect(operations({ ...ours, operations: removed }, OVER)).toEqual(removed);
  });

  it('an update is none of it, and the list goes on', () => {
    const update: Operation = { op: 'update', side: 'mailbox', item: organised(), patch: {}, losers: [] };
    const plan = planWith({ row: rowWith({ invited: INVITED }), mailbox: there(organised()), operations: [update] });
    expect(mailWithEvent(plan, INVITING, AT)).toEqual({ kind: 'goOn', plan });
  });
});

const updating = (patch: Partial<typeof EVENT>, item = organised(GRACE, BEN)): Operation => ({
  op: 'update',
  side: 'mailbox',
  item,
  patch,
  losers: [],
});
const tell = (plan: Plan, table: AnswerTable = {}, at = AT) => answering(tellOthers(plan, INVITING, at), table);
const mailsOf = ({ operations }: Plan) => operations.flatMap((each) => (each.op === 'update' && each.mails) || []);

describe('tellOthers, of an event that invites', () => {
  const inviting = (change: Partial<Plan> = {}) =>
    planWith({
      row: rowWith({ invited: INVITED }),
      mailbox: there(organised(GRACE, BEN)),
      source: there(SHARED),
      ...change,
    });
  const nobodyElse = { invite: [], disinvite: [], invited: [GRACE, BEN] };

  it.each([['title'], ['description'], ['location']])('everybody hears of another %s', (field) => {
    const { kind, plan } = tell(inviting({ operations: [updating({ [field]: 'New' })] }));
    expect([kind, mailsOf(plan)]).toEqual(['goOn', [{ to: 'everyone', ...nobodyElse }]]);
    expect(plan.operations).toHaveLength(1);
  });

  it.each([{ keywords: [] }, { alert: null }, { privacy: 'private' }, { freeBusyStatus: 'free' }] as const)(
    'nobody hears of %o',
    (patch) => {
      const plan = inviting({ operations: [updating(patch)] });
      expect(tell(plan).plan).toBe(plan);
    },
  );

  it('who comes is invited, and who goes is told; whom the owner invited in Outlook stays', () => {
    const carol = 'carol@example.com';
    const plan = inviting({
      mailbox: there(organised(GRACE, BEN, 'owners.guest@example.com')),
      source: there(entryWith({ participants: [GRACE, carol] })),
    });
    const after = tell(plan).plan;
    expect(mailsOf(after)).toEqual([{ to: 'changed', invite: [carol], disinvite: [BEN], invited: [GRACE, carol] }]);
    expect(after.operations).toMatchObject([{ op: 'update', side: 'mailbox', patch: {}, losers: [] }]);
  });

  it('the other writes of the pair stay as they are', () => {
    const other: Operation = { op: 'update', side: 'source', item: SHARED, patch: { title: 'x' }, losers: [] };
    const { plan } = tell(inviting({ operations: [other, updating({ title: 'New' })] }));
    expect(plan.operations).toMatchObject([other, { side: 'mailbox', mails: { to: 'everyone' } }]);
  });

  const fewer = there(entryWith({ participants: [GRACE] }));
  it.each([
    ['the event is gone', inviting({ mailbox: GONE, source: fewer })],
    ['the entry is gone', inviting({ source: GONE })],
    ['the event goes', inviting({ source: fewer, operations: [{ op: 'create', side: 'mailbox', event: EVENT }] })],
    ['the pair is not in step', inviting({ source: fewer, conclusion: 'lookAgain' })],
    [
      'the event cannot be read',
      inviting({ source: fewer, mailbox: there({ ...organised(BEN), content: UNREADABLE }) }),
    ],
  ])('nobody is mailed where %s', (_, plan) => {
    expect(tell(plan)).toEqual({ kind: 'goOn', plan, asked: [] });
  });

  it('nobody is mailed of what is over, unless it is moved to a later time', () => {
    const plan = inviting({ operations: [updating({ title: 'New' })] });
    expect(tell(plan, {}, OVER).plan).toBe(plan);
    const when = { ...EVENT.when, start: '2026-12-24T09:00:00' } as typeof EVENT.when;
    expect(mailsOf(tell(inviting({ operations: [updating({ when })] }), {}, OVER).plan)).toHaveLength(1);
  });
});

describe('tellOthers, of an event that we made before anybody was invited', () => {
  const first = (change: Partial<Plan> = {}) =>
    planWith({ row: rowWith({ mailbox: OUR_EVENT }), source: there(SHARED), ...change });
  const index = (version: string) => ({ entryIndex: { id: 'entry', pair: 'pair', version } });
  const invites = { to: 'changed', invite: [GRACE, BEN], disinvite: [], invited: [GRACE, BEN] };

  it('it invites with the next change of its entry', () => {
    expect(mailsOf(tell(first(), index('0')).plan)).toEqual([invites]);
    expect(tell(first(), index('1')).plan.operations).toEqual([]);
    const told = first({ operations: [updating({ title: 'New' }, eventWith())] });
    expect(mailsOf(tell(told, index('1')).plan)).toEqual([invites]);
  });

  it.each([
    ['that a person made', first({ row: rowWith() })],
    ['to which a person has invited', first({ mailbox: there(organised('guest@example.com')) })],
    ['in whose entry nobody else takes part', first({ source: there(entryWith()) })],
  ])('nobody is invited to an event %s', (_, plan) => {
    expect(tell(plan)).toEqual({ kind: 'goOn', plan, asked: [] });
  });
});

describe('publishBeforeMail', () => {
  const publish = (plan: Plan, table: AnswerTable = {}) => answering(publishBeforeMail(plan), table);
  const mails = { to: 'everyone', invite: [], disinvite: [], invited: [] } as const;
  const mailed: Operation = { op: 'update', side: 'mailbox', item: organised(), patch: {}, losers: [], mails };

  it.each([
    ['that invites', planWith({ row: rowWith({ invited: INVITED }) })],
    ['that is about to', planWith({ operations: [mailed] })],
  ])('the company is told of an event %s', (_, plan) => {
    const { kind, plan: after, asked } = publish(plan, { publishInvitation: true });
    expect([kind, after.row.meeting, asked]).toEqual(['goOn', { uid: 'uid', registered: true }, ['publishInvitation']]);
    expect(publish(plan, { publishInvitation: false })).toMatchObject({ kind: 'goOn', plan });
  });

  it.each([
    ['that invites nobody', planWith({ operations: [updating({ title: 'x' })] })],
    [
      'of which it was told',
      planWith({ row: rowWith({ invited: INVITED, meeting: { uid: 'uid', registered: true } }) }),
    ],
    ['that is gone', planWith({ row: rowWith({ invited: INVITED }), mailbox: GONE })],
    ['whose entry is gone', planWith({ row: rowWith({ invited: INVITED }), source: GONE })],
  ])('and of none %s', (_, plan) => {
    expect(publish(plan)).toEqual({ kind: 'goOn', plan, asked: [] });
  });
});
