// Companies: made by the operator, their key shown once.
import { describe, expect, it } from 'vitest';
import { newCompany } from '../world/product/acme.ts';
import { appAt, OPERATOR_KEY, send } from '../world/product/registered.ts';

appAt(() => Date.UTC(2026, 10, 20));
const headers = { authorization: `Bearer ${OPERATOR_KEY}` };

describe('POST companies', () => {
  it('answers an API key that signs in as that company', async () => {
    const { apiKey, call } = await newCompany();
    expect(apiKey).toMatch(/^ecs_/);
    expect((await call('GET', 'users')).status).toBe(200);
  });

  it('an id that is taken is refused, and the first key stays valid', async () => {
    const { company, call } = await newCompany();
    const again = await send('POST', 'companies', { headers, body: { company, name: 'Another' } });
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
    const answer = await send('POST', 'companies', { headers, body });
    expect(answer).toMatchObject({ status: 422, body: { code: 'request-invalid', errors: [{ field }] } });
  });
});
