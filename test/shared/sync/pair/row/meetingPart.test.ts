import { describe, expect, it } from 'vitest';
import { partInMeeting } from '../../../../../shared/sync/pair/row/meetingPart.ts';

describe('partInMeeting', () => {
  it('keeps what is known, adds the change, and no longer waits', () => {
    const meeting = { uid: 'former', role: 'attendee', awaits: { for: 'mail', since: 1 } } as const;
    expect(partInMeeting({ meeting }, 'uid', { registered: true })).toEqual({
      uid: 'uid',
      role: 'attendee',
      registered: true,
    });
  });

  it('begins with the UID of the meeting', () => {
    expect(partInMeeting({}, 'uid')).toEqual({ uid: 'uid' });
  });
});
