// Answers as HTTP: JSON, and problem details as RFC 9457 describes them.
import { describe, expect, it } from 'vitest';
import { problemView, toHttp } from '../../../functions/http/answer.ts';

describe('toHttp', () => {
  it('a body is JSON with its ETag and the correlation id', () => {
    expect(toHttp({ status: 201, body: { a: 1 }, etag: '"x"' }, 'id-1')).toEqual({
      status: 201,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json; charset=utf-8',
        etag: '"x"',
        'x-correlation-id': 'id-1',
      },
      body: '{"a":1}',
    });
  });

  it('text is for people, and no browser takes it for a page', () => {
    expect(toHttp({ status: 200, text: '<b>' }, 'id-1')).toEqual({
      status: 200,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'text/plain; charset=utf-8',
        'x-content-type-options': 'nosniff',
        'x-correlation-id': 'id-1',
      },
      body: '<b>',
    });
  });

  it('no body has no content type', () => {
    const { headers, body } = toHttp({ status: 204 }, 'id-1');
    expect(headers).not.toHaveProperty('content-type');
    expect(body).toBeUndefined();
  });

  it('a problem names type, title, status, what happened, what to do, who can, and the fields', () => {
    const errors = [{ field: 'end', message: 'must be after start' }];
    const answer = toHttp({ problem: 'request-invalid', errors }, 'id-1');
    expect(answer.status).toBe(422);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json; charset=utf-8' });
    expect(JSON.parse(String(answer.body))).toEqual({
      type: 'urn:exchange-calendar-sync:problem:request-invalid',
      title: 'Request invalid',
      status: 422,
      detail: 'The request holds a field that cannot be accepted. Nothing was stored.',
      code: 'request-invalid',
      action: 'Correct the fields named in errors and send the request again.',
      who: 'api-client',
      errors,
      correlationId: 'id-1',
    });
  });

  it('a cookie goes along, and a problem can say where a person goes on', () => {
    const cookie = { name: 'a', value: 'b', httpOnly: true };
    expect(toHttp({ status: 200, cookie }, 'id-1').cookies).toEqual([cookie]);
    expect(toHttp({ status: 200 }, 'id-1')).not.toHaveProperty('cookies');
    const { body } = toHttp({ problem: 'consent-too-early', url: 'https://login.example/' }, 'id-1');
    expect(JSON.parse(String(body)).url).toBe('https://login.example/');
  });

  it('who is not recognised is told how to sign in', () => {
    expect(toHttp({ problem: 'not-signed-in' }, 'id-1').headers).toMatchObject({ 'www-authenticate': 'Bearer' });
  });
});

describe('problemView', () => {
  it('adds what was stored with the problem', () => {
    expect(problemView({ code: 'exchange-error', detail: 'ErrorInternalServerError', field: 'title' })).toMatchObject({
      code: 'exchange-error',
      who: 'nobody',
      detail: 'ErrorInternalServerError',
      field: 'title',
    });
  });
});
