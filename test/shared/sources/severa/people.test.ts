// The users of Severa: nothing sensitive is kept.
import { describe, expect, it } from 'vitest';
import { ADA, open } from './openSevera.ts';

describe('createPeople', () => {
  it('tells active and inactive users with zone and own type', async () => {
    const { application } = await open();
    const people = await application.people?.();
    expect(people).toMatchObject({
      ok: true,
      value: [
        { id: 'u-ada', email: ADA, active: true, timeZone: 'Europe/Helsinki' },
        { id: 'u-bob', defaultType: 't-visit' },
        { id: 'u-gone', active: false },
      ],
    });
    expect(JSON.stringify(people)).not.toContain('secret');
  });

  it('are remembered, and read anew for a user whom nobody knows yet', async () => {
    const { server, source } = await open();
    const usersRead = () => server.sent.filter(({ path }) => path === '/v1/users').length;
    await source.list(ADA, undefined);
    await source.list(ADA, undefined);
    expect(usersRead()).toBe(1);
    server.users.push({ guid: 'u-new', email: 'new@example.com' });
    const fields = { name: 'x', startDateTime: '2026-11-23T09:00:00Z', activityType: { guid: 't' } };
    const id = server.office.create({ ...fields, ownerUser: { guid: 'u-new' } });
    expect(await source.read([id])).toMatchObject([{ value: { owner: 'new@example.com' } }]);
    expect(usersRead()).toBe(2);
  });
});
