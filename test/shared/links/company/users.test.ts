// The users of a company.
import { describe, expect, it } from 'vitest';
import { listUsers, readUser, saveUser } from '../../../../shared/links/company/users.ts';
import { ADA, memoryCompany, settingsOf } from '../memoryApp.ts';

describe('users', () => {
  it('are listed with how far the link of each is', async () => {
    const company = memoryCompany();
    for (const user of ['grace', 'joan', 'mary']) company.addUser(user);
    company.addLink(settingsOf('ada', { started: true }));
    company.addLink(settingsOf('grace'));
    company.addLink(settingsOf('joan', { on: false, started: true }));
    expect(await listUsers(company.acting)).toMatchObject([
      { email: ADA, name: 'Ada', synchronisation: 'on' },
      { synchronisation: 'preview' },
      { synchronisation: 'off' },
      { synchronisation: 'off' },
    ]);
  });

  it('a renamed user keeps the id, a new one gets one', async () => {
    const { acting } = memoryCompany();
    const any = { precondition: { kind: 'any' } } as const;
    await saveUser(acting, { email: ADA, name: 'Ada L.', ...any });
    expect(await readUser(acting, ADA)).toMatchObject({ value: { user: 'ada', name: 'Ada L.' } });
    const eve = 'eve@example.com';
    expect(await readUser(acting, eve)).toEqual({ problem: 'not-found' });
    const created = await saveUser(acting, { email: eve, name: 'Eve', precondition: { kind: 'none' } });
    expect(created).toMatchObject({ isNew: true, value: { user: 'id0000', email: eve } });
  });
});
