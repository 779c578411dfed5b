// Companies: made by the operator, their first key shown once, suspended and resumed.
import { describe, expect, it } from 'vitest';
import { createApp } from '../../../shared/app/app.ts';
import { ADA, adaPath, asOperator, newCompany } from '../../world/product/acme.ts';
import { listed } from '../../world/product/adaLink.ts';
import { appAt, deliver, send, testConfig } from '../../world/product/registered.ts';

let now = Date.UTC(2026, 10, 20);
const app = appAt(() => now);

describe('POST companies', () => {
  it('answers an API key that signs in as that company', async () => {
    const { apiKey, call } = await newCompany();
    expect(apiKey).toMatch(/^ecs_/);
    expect((await call('GET', 'users')).status).toBe(200);
  });

  it('an id that is taken is refused, and the first key stays valid', async () => {
    const { company, call } = await newCompany();
    const again = await asOperator('POST', 'companies', { body: { company, name: 'Another' } });
    expect(again).toMatchObject({ status: 409, body: { code: 'company-exists' } });
    expect((await call('GET', 'users')).status).toBe(200);
  });

  it.each([
    ['company', { name: 'Acme' }],
    ['company', { company: 'a/b', name: 'Acme' }],
    ['company', { company: 'a|b', name: 'Acme' }],
    ['company', { company: '', name: 'Acme' }],
    ['name', { company: 'acme', name: ' ' }],
    ['nmae', { company: 'acme', name: 'Acme', nmae: 'typo' }],
  ])('a request that is wrong in %s is refused for that field', async (field, body) => {
    const answer = await asOperator('POST', 'companies', { body });
    expect(answer).toMatchObject({ status: 422, body: { code: 'request-invalid', errors: [{ field }] } });
  });
});

describe('companies/{company}/suspend and resume', () => {
  it('a suspended company keeps everything, its API is closed, and nothing of it runs', async () => {
    const { company, call, link } = await listed(app);
    const suspended = await asOperator('POST', `companies/${company}/suspend`);
    expect(suspended).toMatchObject({ status: 200, body: { company, state: 'suspended' } });
    expect(await call('GET', 'users')).toMatchObject({ status: 403, body: { code: 'company-suspended' } });
    const asUser = { headers: { 'x-local-user': ADA, 'x-local-company': company } };
    expect((await send('GET', adaPath('link'), asUser)).status).toBe(403);
    expect(await app.linkContext(company, link)).toBe('company-suspended');
    expect(await app.pollContext(company, 'planner')).toBe('company-suspended');
    expect(await app.consent.start(company)).toBe('company-suspended');
    const before = await app.directory.linkStore(company, link).head();
    await deliver('syncLink', { v: 1, company, link });
    await deliver('syncLinkPoison', { v: 1, company, link });
    await deliver('pollSourcePoison', { v: 1, company, source: 'planner' });
    expect(await app.directory.linkStore(company, link).head()).toEqual(before);

    expect((await asOperator('POST', `companies/${company}/resume`)).body).toMatchObject({ state: 'active' });
    expect((await call('GET', adaPath('link'))).status).toBe(200);
    expect(await app.linkContext(company, link)).toMatchObject({ link });
  });

  it('counts on another instance within a minute', async () => {
    const { company, link } = await listed(app);
    const elsewhere = createApp(testConfig, { now: () => now, newId: () => 'id' });
    expect(await elsewhere.linkContext(company, link)).toMatchObject({ link });
    await asOperator('POST', `companies/${company}/suspend`);
    now += 60_000;
    expect(await elsewhere.linkContext(company, link)).toBe('company-suspended');
  });

  it('is repeatable, each change on record once', async () => {
    const { company } = await newCompany();
    for (const verb of ['suspend', 'suspend', 'resume', 'resume']) {
      now += 60_000;
      await asOperator('POST', `companies/${company}/${verb}`);
    }
    const { items } = (await asOperator('GET', `operator/audit?company=${company}`)).body as { items: object[] };
    expect(items).toMatchObject([
      { what: 'companyResumed', by: 'operator', company },
      { what: 'companySuspended' },
      { what: 'companyCreated' },
    ]);
  });

  it('lists companies with their state, and says of an unknown one that there is none', async () => {
    const { company } = await newCompany();
    await asOperator('POST', `companies/${company}/suspend`);
    const { items } = (await asOperator('GET', 'companies')).body as { items: { company: string }[] };
    const shown = await asOperator('GET', `companies/${company}`);
    expect(shown.body).toMatchObject({ name: 'Acme', state: 'suspended', suspendedAt: expect.stringMatching(/Z$/) });
    expect(items.find((each) => each.company === company)).toEqual(shown.body);
    for (const verb of ['suspend', 'resume']) {
      const answer = await asOperator('POST', `companies/no-such-company/${verb}`);
      expect(answer).toMatchObject({ status: 404, body: { code: 'company-unknown' } });
    }
  });
});
