import { describe, expect, it } from 'vitest';
import { insteadOfUnread, reminderOf, UNREAD, unreadFields } from '../../../shared/exchange/unread.ts';

describe('unreadFields', () => {
  it('names what is none that we know; no reminder is one', () => {
    expect(unreadFields({ privacy: undefined, freeBusyStatus: 'busy', alert: undefined })).toEqual(
      new Set(['privacy', 'alert']),
    );
    expect(unreadFields({ privacy: 'public', freeBusyStatus: 'busy', alert: null }).size).toBe(0);
  });
});

describe('insteadOfUnread', () => {
  it('hides what may be meant to be hidden, and keeps what could be read', () => {
    const read = { privacy: undefined, freeBusyStatus: 'oof', alert: undefined } as const;
    expect(insteadOfUnread(read, UNREAD)).toEqual({ privacy: 'private', freeBusyStatus: 'oof', alert: null });
    const none = { privacy: 'public', freeBusyStatus: undefined, alert: null } as const;
    expect(insteadOfUnread(none, { ...UNREAD, alert: { minutesBefore: 5 } })).toEqual({
      privacy: 'public',
      freeBusyStatus: 'busy',
      alert: null,
    });
  });
});

describe('reminderOf', () => {
  it.each([-540, 0.5, 2_629_801, Number.NaN])('%s minutes are none that a write could make', (minutes) => {
    expect(reminderOf(minutes)).toBeUndefined();
  });

  it.each([0, 15, 2_629_800])('%s minutes are a reminder', (minutes) => {
    expect(reminderOf(minutes)).toEqual({ minutesBefore: minutes });
  });
});
