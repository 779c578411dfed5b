import { describe, expect, it } from 'vitest';
import { createPrinter } from '../../../../shared/calendar/canonical/fingerprint.ts';
import { EVENT_FIELDS, type EventField } from '../../../../shared/calendar/event.ts';
import { isUpcoming, openOurMeeting, printsOfPeople } from '../../../../shared/sync/meetings/invitation.ts';
import { EVENT } from '../../../contract/mailbox.ts';
import { series } from '../../../contract/mailboxSeries.ts';
import { AT, GONE, INVITING, meetingWith, OVER, planWith, rowWith, there } from '../../../world/planning.ts';

describe('printsOfPeople', () => {
  it('shows no address, and means nothing under another key', () => {
    const [one, other] = [7, 8].map((byte) => createPrinter(new Uint8Array(32).fill(byte)));
    if (!one || !other) throw new Error('there are two printers');
    const addresses = ['ben@example.com', 'dora@elsewhere.example'];
    const prints = printsOfPeople(one, addresses);
    expect(new Set(prints).size).toBe(2);
    expect(prints.join()).not.toMatch(/ben|dora|example/);
    expect(printsOfPeople(one, addresses)).toEqual(prints);
    expect(printsOfPeople(other, addresses)).not.toEqual(prints);
  });
});

describe('isUpcoming', () => {
  const at = (text: string) => Date.parse(text);

  it('until its end; a series until the end of its last occurrence', () => {
    const single = { kind: 'event', event: EVENT } as const;
    expect(isUpcoming(single, at('2026-12-01T08:29:59Z'))).toBe(true);
    expect(isUpcoming(single, at('2026-12-01T08:30:00Z'))).toBe(false);
    const weekly = { kind: 'event', event: series() } as const;
    expect(isUpcoming(weekly, at('2026-12-02T00:00:00Z'))).toBe(true);
    expect(isUpcoming(weekly, at('2027-03-01T00:00:00Z'))).toBe(false);
  });

  it('what cannot be read is nothing to mail about', () => {
    expect(isUpcoming({ kind: 'leftOut', reason: 'item-unreadable', title: '' }, 0)).toBe(false);
  });
});

describe('openOurMeeting', () => {
  const allFixed = meetingWith('organiser', { fixed: new Set(EVENT_FIELDS) });
  const MAILING = { ...INVITING, mailbox: { ...INVITING.mailbox, mailsEveryWrite: true as const } };
  const inviting = (change = {}) =>
    planWith({ row: rowWith({ invited: ['print'] }), mailbox: there(allFixed), ...change });

  it('of a meeting that we invite to, the fields of the invitation can be written: everybody is told anyway', () => {
    const { kind, plan } = openOurMeeting(inviting(), MAILING, AT);
    const fixed = new Set<EventField>(['privacy', 'freeBusyStatus', 'keywords', 'alert']);
    expect([kind, plan.mailbox]).toEqual(['goOn', there({ ...allFixed, fixed })]);
  });

  it.each([
    ['the company sends no invitations', inviting(), { ...MAILING, participants: 'silentCopies' as const }, AT],
    ['the mailbox mails only what we say', inviting(), INVITING, AT],
    ['we have invited nobody', inviting({ row: rowWith() }), MAILING, AT],
    ['the user attends', inviting({ mailbox: there(meetingWith('attendee')) }), MAILING, AT],
    ['the event is gone', inviting({ mailbox: GONE }), MAILING, AT],
    ['it is over', inviting(), MAILING, OVER],
  ])('a meeting stays fixed where %s', (_, plan, settings, at) => {
    expect(openOurMeeting(plan, settings, at)).toEqual({ kind: 'goOn', plan });
  });
});
