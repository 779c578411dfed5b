// The caller of a request, from its headers and the stored keys.
import { describe, expect, it } from 'vitest';
import { hashApiKey, newApiKey } from '../../../shared/access/apiKeys.ts';
import { type CallerLookup, type CompanyAccess, identify, type KnownKey } from '../../../shared/access/caller.ts';

const NOW = 1000;
const { id, key } = newApiKey();
const operatorKey = 'operator-key-of-this-installation';

function lookup(stored: Partial<KnownKey> = {}, access: CompanyAccess = 'open') {
  const used: string[] = [];
  const looks: string[] = [];
  const known: KnownKey = { hash: hashApiKey(key), role: 'company', company: 'acme', ...stored };
  const made: CallerLookup = {
    operatorKey,
    localUsers: false,
    now: () => NOW,
    async findKey(asked) {
      looks.push(asked);
      return asked === id ? known : undefined;
    },
    keyUsed: async () => void used.push(id),
    accessOf: async () => access,
  };
  return { lookup: made, used, looks };
}

const bearing = (text: string, by = lookup().lookup) => identify(() => `Bearer ${text}`, by);
const who = (headers: Record<string, string>, localUsers = false, access: CompanyAccess = 'open') =>
  identify((name) => headers[name] ?? null, { ...lookup({}, access).lookup, localUsers });

describe('identify', () => {
  it('takes the operator key of the settings for the operator, and looks nothing up', async () => {
    const { lookup: by, looks } = lookup();
    expect(await bearing(operatorKey, by)).toEqual({ role: 'operator' });
    expect(looks).toEqual([]);
  });

  it('takes an API key for its role and company, in whatever case the scheme is written', async () => {
    expect(await bearing(key)).toEqual({ role: 'company', company: 'acme', key: id });
    expect(await who({ authorization: `bearer ${key}` })).toEqual({ role: 'company', company: 'acme', key: id });
    expect(await bearing(key, lookup({ role: 'entries' }).lookup)).toEqual({
      role: 'entries',
      company: 'acme',
      key: id,
    });
    const findKey = async (): Promise<KnownKey> => ({ hash: hashApiKey(key), role: 'operator' });
    expect(await bearing(key, { ...lookup().lookup, findKey })).toEqual({ role: 'operator' });
  });

  it.each([
    '',
    `x Bearer ${key}`,
    'Bearer',
    'Bearer ',
    `Basic ${key}`,
    `Bearer ${newApiKey().key}`,
    key,
    `Bearer ${key} x`,
  ])('authorization %j is nobody', async (authorization) => {
    expect(await who({ authorization })).toBe('not-signed-in');
  });

  it('a key with the id of another one and a secret of its own is nobody, and no use of it is noted', async () => {
    const { lookup: by, used } = lookup();
    expect(await bearing(`ecs_${id}_${'a'.repeat(43)}`, by)).toBe('not-signed-in');
    expect(used).toEqual([]);
  });

  it('an ended key tells so to the holder of its secret only', async () => {
    const { lookup: by, used } = lookup({ endsAt: NOW });
    expect(await bearing(key, by)).toBe('key-ended');
    expect(await bearing(`ecs_${id}_${'a'.repeat(43)}`, by)).toBe('not-signed-in');
    expect(used).toEqual([]);
    expect(await bearing(key, lookup({ endsAt: NOW + 1 }).lookup)).toEqual({
      role: 'company',
      company: 'acme',
      key: id,
    });
  });

  it('a stopped company lets nobody in, and one that does not exist either', async () => {
    const closed = { closed: 'company-suspended' } as const;
    const { lookup: by, used } = lookup({}, closed);
    expect(await bearing(key, by)).toBe('company-suspended');
    expect(await bearing(key, lookup({}, 'missing').lookup)).toBe('not-signed-in');
    expect(await who({ 'x-local-user': 'ada@example.com' }, true, closed)).toBe('company-suspended');
    expect(used).toEqual([]);
  });

  it('looks a key up once by its id, and never looks up a text that is no API key', async () => {
    const { lookup: by, looks, used } = lookup();
    await bearing('nonsense', by);
    expect(looks).toEqual([]);
    await bearing(key, by);
    expect([looks, used]).toEqual([[id], [id]]);
  });

  it('recognises nobody without a header', async () => {
    expect(await who({})).toBe('not-signed-in');
  });

  it('accepts a local user only on a developer machine', async () => {
    const headers = { 'x-local-user': ' Ada@Example.com ' };
    expect(await who(headers, true)).toEqual({ role: 'user', company: 'local', email: 'ada@example.com' });
    expect(await who(headers, false)).toBe('not-signed-in');
    expect(await who({ ...headers, 'x-local-company': 'acme' }, true)).toMatchObject({ company: 'acme' });
    expect(await who({ ...headers, 'x-local-company': 'a/b|c' }, true)).toBe('not-signed-in');
  });

  it('recognises nobody by a wrong key, also beside a local user', async () => {
    expect(await who({ authorization: 'Bearer wrong', 'x-local-user': 'ada@example.com' }, true)).toBe('not-signed-in');
  });
});
