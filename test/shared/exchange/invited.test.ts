import { describe, expect, it } from 'vitest';
import { invitedAfter } from '../../../shared/exchange/invited.ts';
import type { Attendee, Meeting } from '../../../shared/sync/ports/mailbox.ts';

const invited = (email: string, kind: Attendee['kind'] = 'required') => ({ email, kind, response: 'none' }) as const;
const meeting = (...attendees: Attendee[]): Meeting => ({ role: 'organiser', attendees, cancelled: false });
const WITH_ROOM = meeting(invited('ben'), invited('cleo', 'optional'), invited('room', 'resource'));

describe('invitedAfter', () => {
  it('who is invited already stays as a person invited them', () => {
    const after = invitedAfter(WITH_ROOM, { invite: ['dora', 'cleo'], disinvite: ['ben'] });
    expect(after?.all).toEqual([
      { email: 'cleo', kind: 'optional' },
      { email: 'room', kind: 'resource' },
      { email: 'dora', kind: 'required' },
    ]);
    expect([...(after?.changed ?? [])]).toEqual(['required']);
  });

  it('of each list of which somebody goes, the adapter is told', () => {
    const after = invitedAfter(WITH_ROOM, { invite: [], disinvite: ['cleo', 'room'] });
    expect([after?.all.map(({ email }) => email), [...(after?.changed ?? [])].sort()]).toEqual([
      ['ben'],
      ['optional', 'resource'],
    ]);
  });

  it('nobody comes or goes', () => {
    expect(invitedAfter(WITH_ROOM, { invite: ['ben'], disinvite: ['eve'] })).toBeUndefined();
    expect(invitedAfter(undefined, { invite: [], disinvite: ['eve'] })).toBeUndefined();
  });
});
