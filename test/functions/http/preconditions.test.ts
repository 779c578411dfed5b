// The whole table of If-Match and If-None-Match against what stands there, then resources.
import { describe, expect, it } from 'vitest';
import { admit, etagOf, getResource, preconditionOf, putResource } from '../../../functions/http/preconditions.ts';
import type { Resource } from '../../../shared/state/directory.ts';

const headers = (given: Record<string, string>) => (name: string) => given[name] ?? null;
const version = `W/"datetime'2026-11-20T09%3A00%3A00Z'"`;

describe('preconditionOf', () => {
  it('reads its own ETags, whatever the version holds', () => {
    expect(etagOf(version)).toMatch(/^"[\w-]+"$/);
    expect(preconditionOf(headers({ 'if-match': etagOf(version) }))).toEqual({ kind: 'version', version });
  });

  it('reads * in both headers, and nothing', () => {
    expect(preconditionOf(headers({ 'if-match': '*' }))).toEqual({ kind: 'any' });
    expect(preconditionOf(headers({ 'if-none-match': '*' }))).toEqual({ kind: 'absent' });
    expect(preconditionOf(headers({}))).toEqual({ kind: 'none' });
  });

  it.each(['*', etagOf(version)])('If-Match %s together with If-None-Match: * can never hold', (match) => {
    const both = preconditionOf(headers({ 'if-match': match, 'if-none-match': '*' }));
    expect(admit(both, version)).toEqual({ ok: false, problem: 'version-stale' });
    expect(admit(both, undefined)).toEqual({ ok: false, problem: 'version-stale' });
  });

  it.each(['', 'W/"abc"', '"a", "b"', 'abc'])('%j names a version that nothing has', (text) => {
    expect(admit(preconditionOf(headers({ 'if-match': text })), version)).toEqual({
      ok: false,
      problem: 'version-stale',
    });
  });
});

describe('admit', () => {
  const stale = { ok: false, problem: 'version-stale' };
  const insert = { ok: true, version: undefined };
  it.each([
    [{ kind: 'none' } as const, insert, { ok: false, problem: 'version-required' }],
    [{ kind: 'absent' } as const, insert, { ok: false, problem: 'already-exists' }],
    [{ kind: 'any' } as const, stale, { ok: true, version: 'v1' }],
    [{ kind: 'version', version: 'v1' } as const, stale, { ok: true, version: 'v1' }],
    [{ kind: 'version', version: 'v0' } as const, stale, stale],
  ])('%j where nothing stands, and where v1 stands', (precondition, absent, present) => {
    expect(admit(precondition, undefined)).toEqual(absent);
    expect(admit(precondition, 'v1')).toEqual(present);
  });
});

describe('putResource', () => {
  const view = (value: string) => ({ value });
  const change = (to: string) => ({ value: () => ({ value: to }), view });

  it('inserts, refuses to overwrite unseen, changes the version that was seen', async () => {
    const resource = memoryResource();
    const created = await putResource(resource, { kind: 'none' }, change('first'));
    expect(created).toEqual({ status: 201, body: { value: 'first' }, etag: etagOf('1') });
    expect(await putResource(resource, { kind: 'none' }, change('second'))).toEqual({ problem: 'version-required' });
    const changed = await putResource(resource, { kind: 'version', version: '1' }, change('second'));
    expect(changed).toEqual({ status: 200, body: { value: 'second' }, etag: etagOf('2') });
    expect(await getResource(resource, view)).toEqual({ status: 200, body: { value: 'second' }, etag: etagOf('2') });
  });

  it('answers stale when somebody else was quicker between read and write', async () => {
    const resource = memoryResource();
    const racing: Resource<string> = {
      ...resource,
      async get() {
        const stored = await resource.get();
        await resource.put('theirs', stored?.etag);
        return stored;
      },
    };
    expect(await putResource(racing, { kind: 'none' }, change('ours'))).toEqual({ problem: 'version-stale' });
    expect((await resource.get())?.value).toBe('theirs');
  });

  it('a change that is refused writes nothing', async () => {
    const resource = memoryResource();
    const refusal = { problem: 'request-invalid', errors: [{ field: 'password', message: 'is missing' }] } as const;
    expect(await putResource(resource, { kind: 'none' }, { value: () => refusal, view })).toEqual(refusal);
    expect(await resource.get()).toBeUndefined();
  });

  it('what does not exist is not found', async () => {
    expect(await getResource(memoryResource(), view)).toEqual({ problem: 'not-found' });
  });
});

function memoryResource(): Resource<string> {
  let stored: { value: string; etag: string } | undefined;
  return {
    get: async () => stored,
    async put(value, etag) {
      if (stored?.etag !== etag) return { ok: false, reason: 'stale' };
      stored = { value, etag: String(Number(etag ?? 0) + 1) };
      return { ok: true, etag: stored.etag };
    },
  };
}
