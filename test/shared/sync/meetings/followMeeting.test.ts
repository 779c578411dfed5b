import { describe, expect, it } from 'vitest';
import {
  endWhenLeftAlone,
  followMeeting,
  leaveToOthers,
  rememberMeeting,
  returnToMeeting,
} from '../../../../shared/sync/meetings/followMeeting.ts';
import type { MeetingPart } from '../../../../shared/sync/ports/rows.ts';
import {
  ABSENT,
  BASE,
  entryWith,
  eventWith,
  GONE,
  GRACE,
  meetingWith,
  OUR_EVENT,
  planWith,
  print,
  rowWith,
  SETTINGS,
  there,
} from '../../../world/planning.ts';

const ATTENDED = there(meetingWith('attendee'));
const OTHERS = there(entryWith({ owner: GRACE }));
const SHARED = there(entryWith({ participants: [GRACE] }));
const ATTENDEE: MeetingPart = { uid: 'uid', role: 'attendee' };
const LEFT = { is: 'left' } as const;

describe('returnToMeeting', () => {
  const back = (change = {}) =>
    planWith({
      row: rowWith({ meeting: { ...ATTENDEE, joined: true }, standing: LEFT }),
      mailbox: ATTENDED,
      source: OTHERS,
      ...change,
    });

  it('a user who had left and has the meeting in the calendar again joins anew', () => {
    const { kind, plan } = returnToMeeting(back(), SETTINGS);
    expect([kind, plan.meets]).toEqual(['decided', 'returns']);
    const unlinked = rowWith({ meeting: { ...ATTENDEE, joined: true }, standing: { is: 'unlinked', hasLeft: true } });
    expect(returnToMeeting(back({ row: unlinked }), SETTINGS).kind).toBe('decided');
  });

  it.each([
    ['had not left', { row: rowWith({ meeting: { ...ATTENDEE, joined: true } }) }],
    ['had not joined by the meeting', { row: rowWith({ meeting: ATTENDEE, standing: LEFT }) }],
    ['has not the meeting again', { mailbox: GONE }],
    ['has an event that is no meeting', { mailbox: there(eventWith()) }],
    ['is in the entry still', { source: there(entryWith()) }],
  ])('a user who %s does not', (_, change) => {
    const plan = back(change);
    expect(returnToMeeting(plan, SETTINGS)).toEqual({ kind: 'goOn', plan });
  });
});

describe('rememberMeeting', () => {
  it.each([
    [undefined, { uid: 'uid', role: 'attendee' }],
    [{ uid: 'uid', registered: true } as const, { uid: 'uid', registered: true, role: 'attendee' }],
    [{ uid: 'uid', role: 'organiser' } as const, { uid: 'uid', role: 'attendee' }],
    [{ uid: 'another', registered: true } as const, { uid: 'uid', role: 'attendee' }],
  ])('the pair remembers the meeting and the mailbox’s part in it, after %o', (meeting, expected) => {
    const plan = planWith({ row: rowWith(meeting ? { meeting } : {}), mailbox: ATTENDED });
    const { kind, plan: after } = rememberMeeting(plan);
    expect([kind, after.row.meeting]).toEqual(['goOn', expected]);
  });

  it.each([
    ['that is known', { row: rowWith({ meeting: ATTENDEE }), mailbox: ATTENDED }],
    ['without meeting', {}],
    ['that is gone', { mailbox: GONE }],
  ])('an event %s changes nothing', (_, change) => {
    const plan = planWith(change);
    expect(rememberMeeting(plan)).toEqual({ kind: 'goOn', plan });
  });
});

describe('endWhenLeftAlone', () => {
  const alone = (change = {}) =>
    planWith({ row: rowWith({ meeting: ATTENDEE, standing: LEFT }), mailbox: GONE, ...change });

  it('the owner’s delete counts once the others have left', () => {
    const { kind, plan } = endWhenLeftAlone(alone(), SETTINGS);
    expect([kind, plan.row.standing]).toEqual(['goOn', undefined]);
  });

  it.each([
    ['has not left', { row: rowWith({ meeting: ATTENDEE, standing: { is: 'unlinked' } }) }],
    ['has the event again', { mailbox: ATTENDED }],
    ['organises the meeting', { row: rowWith({ meeting: { uid: 'uid', role: 'organiser' }, standing: LEFT }) }],
    ['has no entry', { source: GONE }],
    ['does not own the entry', { source: OTHERS }],
    ['is not alone', { source: SHARED }],
    ['has an entry that was edited', { source: there(entryWith({}, { title: 'Edited' })) }],
  ])('an owner who %s has not', (_, change) => {
    const plan = alone(change);
    expect(endWhenLeftAlone(plan, SETTINGS)).toEqual({ kind: 'goOn', plan });
  });
});

describe('followMeeting', () => {
  const edited = there(entryWith({ owner: GRACE }, { title: 'Edited' }));
  const carried = (change = {}) => planWith({ isCopy: true, mailbox: ATTENDED, source: OTHERS, ...change });

  it('what the two sides say counts as stored, and nothing is written', () => {
    const { kind, plan } = followMeeting(carried({ source: edited }), SETTINGS);
    expect([kind, plan.operations, plan.meets]).toEqual(['decided', [], undefined]);
    const { title } = print({ title: 'Edited' });
    expect(plan.row.source).toEqual({ id: 'entry', base: { ...BASE, title } });
    const mailbox = there({ ...ATTENDED.item, content: edited.item.content });
    const moved = followMeeting(carried({ mailbox }), SETTINGS).plan;
    expect(moved.row.mailbox).toEqual({ id: 'event', uid: 'uid', base: { ...BASE, title } });
  });

  it('half a pair is left as it is', () => {
    const { source: _, ...half } = rowWith();
    const plan = carried({ row: half, source: edited });
    expect(followMeeting(plan, SETTINGS)).toEqual({ kind: 'decided', plan });
  });

  it.each([
    ['the entry is gone', { source: GONE }, 'otherEntry', 'inStep'],
    ['the copy is gone', { mailbox: GONE, row: rowWith({ meeting: ATTENDEE }) }, 'leaves', 'inStep'],
    ['both are gone', { mailbox: GONE, source: GONE, row: rowWith({ meeting: ATTENDEE }) }, undefined, 'tombstone'],
  ])('%s', (_, change, meets, conclusion) => {
    const { kind, plan } = followMeeting(carried(change), SETTINGS);
    expect([kind, plan.meets, plan.conclusion, plan.operations]).toEqual(['decided', meets, conclusion, []]);
  });

  it.each([
    ['of the owner', { isCopy: false }],
    ['that we made', { row: rowWith({ mailbox: OUR_EVENT }) }],
    ['without an event', { row: { ...rowWith(), mailbox: undefined } }],
    ['of no meeting', { mailbox: there(eventWith()) }],
    ['that is gone and was no meeting', { mailbox: GONE, row: rowWith({ meeting: { uid: 'uid' } }) }],
    ['that never stood', { mailbox: ABSENT, row: rowWith({ meeting: ATTENDEE }) }],
  ])('a copy %s does not only follow', (_, change) => {
    const plan = carried(change);
    expect(followMeeting(plan, SETTINGS)).toEqual({ kind: 'goOn', plan });
  });
});

describe('leaveToOthers', () => {
  const deleted = (change = {}) =>
    planWith({ row: rowWith({ meeting: ATTENDEE }), mailbox: GONE, source: SHARED, isCopy: false, ...change });

  it('an attendee who owns the entry leaves it to the others', () => {
    const { kind, plan } = leaveToOthers(deleted());
    expect([kind, plan.conclusion]).toEqual(['decided', 'left']);
  });

  it.each([
    ['takes part only', { isCopy: true }],
    ['has the event still', { mailbox: ATTENDED }],
    ['organises the meeting', { row: rowWith({ meeting: { uid: 'uid', role: 'organiser' } }) }],
    ['has a copy of our making', { row: rowWith({ meeting: ATTENDEE, mailbox: OUR_EVENT }) }],
    ['has no entry', { source: GONE }],
    ['is the only one', { source: there(entryWith()) }],
  ])('a user who %s does not', (_, change) => {
    const plan = deleted(change);
    expect(leaveToOthers(plan)).toEqual({ kind: 'goOn', plan });
  });
});
