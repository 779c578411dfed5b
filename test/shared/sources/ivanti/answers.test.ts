// Answers told apart.
import { describe, expect, it } from 'vitest';
import type { HttpAnswer } from '../../../../shared/net/https.ts';
import { failureOf, isWebPage, recordOf, rowsOf } from '../../../../shared/sources/ivanti/answers.ts';

const answer = (status: number, body: unknown, headers: HttpAnswer['headers'] = {}): HttpAnswer => ({
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const refusal = (message: string, code = 'ISM_4000') =>
  answer(400, { code, description: 'Invalid Request Payload', message: [message] });
const failed = (of: HttpAnswer, about: 'entry' | 'all' = 'entry') => failureOf(of, about, 0);

describe('rowsOf', () => {
  it('every way to say nothing is no row', () => {
    for (const of of [
      answer(200, ''),
      answer(204, ''),
      answer(200, { value: [] }),
      answer(200, { value: 'No instances found.' }),
    ]) {
      expect(rowsOf(of)).toEqual({ ok: true, value: [] });
    }
  });

  it('rows stand in an envelope, or bare', () => {
    expect(rowsOf(answer(200, { value: [{ RecId: '1' }] }))).toEqual({ ok: true, value: [{ RecId: '1' }] });
    expect(rowsOf(answer(200, [{ RecId: '1' }]))).toEqual({ ok: true, value: [{ RecId: '1' }] });
  });

  it('a page for people, prose and half an answer are broken', () => {
    const page = answer(200, '<html>Sign in</html>', { 'content-type': 'text/html' });
    const many = Array.from({ length: 1001 }, () => ({ RecId: '1' }));
    for (const of of [
      page,
      answer(200, { value: many }),
      answer(200, { value: [1] }),
      answer(200, { value: {} }),
      answer(200, { value: 'Error' }),
      answer(200, '{"value":[{"Rec'),
      answer(200, 'null'),
    ]) {
      expect(rowsOf(of)).toMatchObject({ ok: false, failure: { kind: 'transient', code: 'source-answer-broken' } });
    }
  });
});

describe('recordOf', () => {
  it('a record has its id', () => {
    expect(recordOf(answer(200, { RecId: '1', Subject: 'x' }))).toMatchObject({ ok: true });
    for (const of of [answer(200, { '@odata.context': 'x' }), answer(200, ''), answer(200, '<p>')]) {
      expect(recordOf(of)).toMatchObject({ ok: false, failure: { kind: 'transient' } });
    }
  });
});

describe('failureOf', () => {
  it('success is none', () => {
    expect(failed(answer(200, {}))).toBeUndefined();
  });

  it('only a refusal of Ivanti about one record may say that it is missing', () => {
    expect(failed(refusal('Invalid key'))).toEqual({ kind: 'gone' });
    expect(failed(refusal("Record '1' cannot be found in the business object"))).toEqual({ kind: 'gone' });
    expect(failed(refusal('Invalid key'), 'all')).toMatchObject({ kind: 'transient' });
    expect(failed(answer(404, '<html>not found</html>'))).toMatchObject({ kind: 'transient', detail: 'HTTP 404' });
    expect(failed(answer(410, ''))).toMatchObject({ kind: 'transient' });
    expect(failed(refusal('Requested resource not found', 'ISM_4004'))).toMatchObject({ kind: 'transient' });
    expect(failed(refusal('Invalid key', 'ISM_4004'))).toEqual({ kind: 'gone' });
  });

  it('any other refusal is one of the item, without its words', () => {
    expect(failed(refusal('Required field Subject of Ada'))).toEqual({
      kind: 'rejected',
      code: 'item-rejected',
      detail: 'HTTP 400 ISM_4000',
    });
  });

  it('a right that the role lacks stops everything', () => {
    expect(failed(refusal('Role X does not have rights to delete object Y'))).toMatchObject({
      kind: 'denied',
      code: 'source-rights-missing',
    });
  });

  it('the rest is as with every application', () => {
    expect(failed(answer(401, ''))).toMatchObject({ kind: 'denied', code: 'source-sign-in-refused' });
    expect(failed(answer(429, '', { 'retry-after': '3' }))).toMatchObject({ kind: 'throttled', retryAt: 3000 });
    expect(failed(answer(500, 'SessionId'), 'all')).toMatchObject({ kind: 'transient', detail: 'HTTP 500' });
  });
});

it('a page for people is known by its type, or by its first character', () => {
  expect(isWebPage(answer(200, 'x', { 'content-type': 'text/html; charset=utf-8' }))).toBe(true);
  expect(isWebPage(answer(200, ' <html>'))).toBe(true);
  expect(isWebPage(answer(200, '{}'))).toBe(false);
});
