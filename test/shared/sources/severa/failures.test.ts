// The errors that stop the company, and those of one activity.
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../../shared/sources/severa/failures.ts';

const answer = (status: number, body: string, headers: Record<string, string> = {}) => ({ status, headers, body });
const typed = (type: string) => JSON.stringify({ error: { httpStatusCode: 403, type, stack: 'secret' } });

describe('failureOf', () => {
  it.each([
    ['AddonMissing', 'source-addon-missing'],
    ['TermsOfServiceNotApproved', 'source-terms-not-approved'],
    ['AddonMissingTermsOfServiceApproval', 'source-terms-not-approved'],
    ['OrganizationNotActive', 'source-organisation-inactive'],
    ['TrialExpired', 'source-organisation-inactive'],
    ['InsufficientApiScope', 'source-rights-missing'],
  ])('%s stops the company, also where one activity was asked for', (type, code) => {
    for (const about of ['all', 'entry'] as const) {
      expect(failureOf(answer(403, typed(type)), about, 0)).toEqual({ kind: 'blocked', code, detail: type });
      expect(failureOf(answer(400, typed(type)), about, 0)).toMatchObject({ kind: 'blocked' });
    }
  });

  it('404 is gone for one activity alone, and nothing for a listing', () => {
    expect(failureOf(answer(404, ''), 'entry', 0)).toEqual({ kind: 'gone' });
    expect(failureOf(answer(404, ''), 'all', 0)).toMatchObject({ kind: 'transient' });
    // The words of a server between, in any form.
    for (const body of [' <html>', '{"statusCode": 404, "message": "Resource not found"}', 'Not Found']) {
      expect(failureOf(answer(404, body), 'entry', 0)).toMatchObject({ kind: 'transient' });
    }
    expect(failureOf(answer(404, typed('OrganizationNotActive')), 'entry', 0)).toMatchObject({ kind: 'blocked' });
  });

  it('a refusal of one activity is that activity’s, and an unknown error of the server is tried again', () => {
    expect(failureOf(answer(400, typed('InvalidParameter')), 'entry', 0)).toMatchObject({ kind: 'rejected' });
    expect(failureOf(answer(500, typed('InternalSystemError')), 'all', 0)).toMatchObject({ kind: 'transient' });
    expect(failureOf(answer(403, '<html>'), 'all', 0)).toMatchObject({ kind: 'denied' });
    expect(failureOf(answer(200, '[]'), 'all', 0)).toBeUndefined();
  });

  it('429 asks for a pause, with and without Retry-After', () => {
    const text = 'API calls quota exceeded! maximum admitted 10 per 1s.';
    expect(failureOf(answer(429, text), 'all', 1000)).toMatchObject({ kind: 'throttled' });
    expect(failureOf(answer(429, text, { 'retry-after': '3' }), 'entry', 1000)).toMatchObject({ retryAt: 4000 });
  });
});
