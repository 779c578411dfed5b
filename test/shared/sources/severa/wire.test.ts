import { describe, expect, it } from 'vitest';
import { activity, users } from '../../../../shared/sources/severa/wire.ts';

describe('users', () => {
  it('keeps nothing sensitive of a user', () => {
    const secret = { socialSecurityNumber: 's', birthDate: 'b', bankAccountNumber: 'n', address: 'a', phone: 'p' };
    const [user] = users.parse([{ guid: 'u1', firstName: 'Ada', lastName: 'L', email: 'ada@example.com', ...secret }]);
    expect(Object.keys(user ?? {})).not.toEqual(expect.arrayContaining(Object.keys(secret)));
    for (const name of Object.keys(secret)) expect(user).not.toHaveProperty(name);
  });
});

describe('activity', () => {
  it('takes unknown fields and values, and null where a text may be missing', () => {
    const read = activity.parse({
      guid: 'a1',
      name: null,
      notes: null,
      startDateTime: '2026-11-20T09:00:00Z',
      activityType: { guid: 't1', category: 'SomethingNew' },
      recurrenceType: 'SomethingNew',
      unknown: 1,
    });
    expect(read).toMatchObject({ name: '', notes: '', location: '', recurrenceType: 'SomethingNew' });
    expect(read).not.toHaveProperty('unknown');
  });
});
