// Users: one address for both systems, compared in lower case.
import { describe, expect, it } from 'vitest';
import { ADA, newCompany } from '../world/product/acme.ts';
import { appAt } from '../world/product/registered.ts';

const app = appAt(() => Date.UTC(2026, 10, 20));

describe('users', () => {
  it('are stored under their address in lower case, listed and read', async () => {
    const { call } = await newCompany();
    const created = await call('PUT', 'users/Ada%40Example.com', { body: { name: 'Ada' } });
    expect(created).toMatchObject({ status: 201, body: { name: 'Ada' } });
    expect((await call('GET', `users/${ADA}`)).body).toEqual({ name: 'Ada' });
    expect((await call('GET', 'users')).body).toEqual({
      items: [{ email: ADA, name: 'Ada', synchronisation: 'off' }],
    });
  });

  it('are listed page by page', async () => {
    const { call } = await newCompany();
    for (const name of ['ada', 'bob', 'cid']) await call('PUT', `users/${name}@example.com`, { body: { name } });
    const first = (await call('GET', 'users?limit=2')).body;
    expect(first).toMatchObject({ items: [{ name: 'ada' }, { name: 'bob' }], next: 'bob@example.com' });
    const rest = (await call('GET', `users?limit=2&cursor=${first.next}`)).body;
    expect(rest).toEqual({ items: [expect.objectContaining({ name: 'cid' })] });
  });

  it('a user who is renamed keeps the link', async () => {
    const { call, company } = await newCompany();
    const { headers } = await call('PUT', `users/${ADA}`, { body: { name: 'Ada' } });
    const user = app.directory.user(company, ADA);
    const before = await user.get();
    expect((await call('PUT', `users/${ADA}`, { body: { name: 'Ada L.' } })).status).toBe(428);
    const renamed = await call('PUT', `users/${ADA}`, {
      body: { name: 'Ada L.' },
      headers: { 'if-match': headers.etag ?? '' },
    });
    expect(renamed).toMatchObject({ status: 200, body: { name: 'Ada L.' } });
    expect((await user.get())?.value).toEqual({ ...before?.value, name: 'Ada L.' });
  });

  it.each(['ada', 'ada%20l@example.com', `${'a'.repeat(250)}@example.com`])('%s is no address', async (address) => {
    const { call } = await newCompany();
    const answer = await call('PUT', `users/${address}`, { body: { name: 'Ada' } });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'email' }] } });
  });

  it('an address that nobody has is not found', async () => {
    const { call } = await newCompany();
    expect((await call('GET', `users/${ADA}`)).status).toBe(404);
  });
});
