// The caller of a request, from its headers alone.
import { describe, expect, it } from 'vitest';
import { hashApiKey, newApiKey } from '../../../shared/access/apiKeys.ts';
import { type CallerLookup, identify } from '../../../shared/access/caller.ts';

const apiKey = newApiKey();
const operatorKey = 'operator-key-of-this-installation';
const lookup: CallerLookup = {
  operatorKey,
  localUsers: false,
  findCompany: async (hash) => (hash === hashApiKey(apiKey) ? { company: 'acme' } : undefined),
};
const who = (headers: Record<string, string>, localUsers = false) =>
  identify((name) => headers[name] ?? null, { ...lookup, localUsers });

describe('identify', () => {
  it('takes the operator key for the operator', async () => {
    expect(await who({ authorization: `Bearer ${operatorKey}` })).toEqual({ role: 'operator' });
  });

  it('takes an API key for its company, in whatever case the scheme is written', async () => {
    expect(await who({ authorization: `Bearer ${apiKey}` })).toEqual({ role: 'company', company: 'acme' });
    expect(await who({ authorization: `bearer ${apiKey}` })).toEqual({ role: 'company', company: 'acme' });
  });

  it.each(['', 'Bearer', 'Bearer ', `Basic ${apiKey}`, `Bearer ${newApiKey()}`, `${apiKey}`, `Bearer ${apiKey} x`])(
    'authorization %j is nobody',
    async (authorization) => {
      expect(await who({ authorization })).toBeUndefined();
    },
  );

  it('never looks up a text that is no API key', async () => {
    const findCompany = () => Promise.reject(new Error('looked up'));
    const caller = identify(() => 'Bearer nonsense', { ...lookup, findCompany });
    expect(await caller).toBeUndefined();
  });

  it('recognises nobody without a header', async () => {
    expect(await who({})).toBeUndefined();
  });

  it('accepts a local user only on a developer machine', async () => {
    const headers = { 'x-local-user': ' Ada@Example.com ' };
    expect(await who(headers, true)).toEqual({ role: 'user', company: 'local', email: 'ada@example.com' });
    expect(await who(headers, false)).toBeUndefined();
    expect(await who({ ...headers, 'x-local-company': 'acme' }, true)).toMatchObject({ company: 'acme' });
    expect(await who({ ...headers, 'x-local-company': 'a/b|c' }, true)).toBeUndefined();
  });

  it('recognises nobody by a wrong key, also beside a local user', async () => {
    expect(await who({ authorization: 'Bearer wrong', 'x-local-user': 'ada@example.com' }, true)).toBeUndefined();
  });
});
