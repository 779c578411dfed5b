// If-Match and If-None-Match as preconditions, and answers with an ETag.
import { describe, expect, it } from 'vitest';
import { etagOf, preconditionOf, savedReply, storedReply } from '../../../functions/http/preconditions.ts';
import { admit } from '../../../shared/links/saveResource.ts';

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

describe('answers with an ETag', () => {
  const view = (value: string) => ({ value });
  const refusal = { problem: 'request-invalid', errors: [{ field: 'password', message: 'is missing' }] } as const;

  it('a stored value is shown with its ETag, or the refusal', () => {
    const stored = { value: 'first', etag: '1' };
    expect(storedReply(stored, view)).toEqual({ status: 200, body: { value: 'first' }, etag: etagOf('1') });
    expect(storedReply(refusal, view)).toBe(refusal);
  });

  it('a saved value is new or changed', () => {
    const saved = { value: 'first', version: '1', isNew: true };
    expect(savedReply(saved, view)).toEqual({ status: 201, body: { value: 'first' }, etag: etagOf('1') });
    expect(savedReply({ ...saved, isNew: false }, view)).toMatchObject({ status: 200 });
    expect(savedReply(refusal, view)).toBe(refusal);
  });
});
