// Users come from the business application: new ones, other names and addresses, and people who have left.
import { describe, expect, it } from 'vitest';
import type { App } from '../../../../shared/app/app.ts';
import { refreshPeople } from '../../../../shared/links/company/people.ts';
import { listUsers } from '../../../../shared/links/company/users.ts';
import { switchOn } from '../../../../shared/links/link/switchOn.ts';
import type { WorkplacePerson } from '../../../../shared/sources/connect/openApplication.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';
import { type Acme, ADA, adaPath, newCompany, SOURCE } from '../../../world/product/acme.ts';
import { appAt } from '../../../world/product/registered.ts';

const app = appAt(() => Date.UTC(2026, 10, 20));
const person = (id: string, change: Partial<WorkplacePerson> = {}): WorkplacePerson => ({
  id,
  email: `${id}@example.com`,
  aliases: [],
  name: id,
  active: true,
  ...change,
});

async function company(): Promise<{ acme: Acme; refresh: (people: readonly WorkplacePerson[]) => Promise<unknown> }> {
  const acme = await newCompany();
  await acme.call('PUT', 'sources/planner', { body: SOURCE });
  const telling = (people: readonly WorkplacePerson[]): App => ({
    ...app,
    workplace: async () => ({ people: async () => ok(people) }),
  });
  return { acme, refresh: (people) => refreshPeople(telling(people), { company: acme.company, source: 'planner' }) };
}
const shown = async ({ company }: Acme) =>
  (await listUsers({ app, company })).map(({ email, synchronisation }) => `${email} ${synchronisation}`).sort();

describe('refreshPeople', () => {
  it('adds active people, once, and no others', async () => {
    const { acme, refresh } = await company();
    const people = [person('ada'), person('bob', { active: false })];
    expect(await refresh(people)).toEqual({ active: 1, added: 1, changed: 0, ended: 0, taken: [] });
    expect(await refresh(people)).toMatchObject({ added: 0, changed: 0, ended: 0 });
    expect(await shown(acme)).toEqual(['ada@example.com off']);
  });

  it('a user of the same address is the same one; a new name and a new address keep the user and the link', async () => {
    const { acme, refresh } = await company();
    await acme.call('PUT', `users/${ADA}`, { body: { name: 'Ada' } });
    const before = (await app.directory.user(acme.company, ADA).get())?.value.user;
    expect(await refresh([person('ada', { name: 'Ada Lovelace' })])).toMatchObject({ added: 0, changed: 1 });
    expect(await refresh([person('ada', { email: 'augusta@example.com' })])).toMatchObject({ added: 0, changed: 1 });
    const after = (await app.directory.user(acme.company, 'augusta@example.com').get())?.value;
    expect(after).toMatchObject({ user: before, person: 'ada', name: 'ada' });
    expect(await shown(acme)).toEqual(['augusta@example.com off']);
  });

  it('a person who has left is switched off and cannot switch on, until the person is back', async () => {
    const { acme, refresh } = await company();
    await acme.call('PUT', 'exchange', {
      body: {
        kind: 'ews',
        url: 'https://127.0.0.1:1/EWS/Exchange.asmx',
        version: 'Exchange2016',
        signIn: { method: 'basic', account: 'ACME\\sync', password: 'p' },
        access: 'impersonation',
        timeZone: 'UTC',
        testMailbox: ADA,
      },
    });
    await refresh([person('ada')]);
    expect((await acme.call('POST', adaPath('switch-on'), { body: {} })).status).toBe(202);
    expect(await refresh([person('ada', { active: false })])).toMatchObject({ ended: 1 });
    expect(await refresh([person('ada', { active: false })])).toMatchObject({ ended: 0 });
    expect(await shown(acme)).toEqual(['ada@example.com inactive']);
    const [link] = await app.directory.links(acme.company);
    expect(link).toMatchObject({ on: false });
    expect(link).not.toHaveProperty('removing');
    const acting = { app, company: acme.company, by: 'company' };
    expect(await switchOn(acting, { email: ADA, pastDays: 30 })).toEqual({ problem: 'user-inactive' });
    expect(await refresh([person('ada')])).toMatchObject({ changed: 1 });
    expect(await shown(acme)).toEqual(['ada@example.com off']);
  });

  it('a person whom the answer lacks stays, and an address of somebody else changes nothing', async () => {
    const { acme, refresh } = await company();
    await refresh([person('ada'), person('bob')]);
    expect(await refresh([person('ada', { email: 'bob@example.com' })])).toMatchObject({ taken: ['bob@example.com'] });
    expect(await shown(acme)).toEqual(['ada@example.com off', 'bob@example.com off']);
  });

  it('says why the people could not be read, and changes nothing', async () => {
    const { acme } = await company();
    const failing = async () => failed({ kind: 'denied', code: 'source-rights-missing', detail: 'HTTP 403' } as const);
    const refresh = (workplace: App['workplace']) =>
      refreshPeople({ ...app, workplace }, { company: acme.company, source: 'planner' });
    expect(await refresh(async () => ({ people: failing }))).toEqual({
      problem: 'source-rights-missing',
      detail: 'HTTP 403',
    });
    expect(await refresh(async () => 'source-not-configured')).toEqual({ problem: 'source-not-configured' });
    expect(await refresh(async () => ({}))).toBeUndefined();
  });
});
