// HTTP 403 says that EWS is closed, and only a header why.
import { describe, expect, it } from 'vitest';
import { failureOfStatus } from '../../../../../shared/exchange/ews/soap/failures.ts';
import { failureOfForbidden, lacksPermission } from '../../../../../shared/exchange/ews/soap/forbidden.ts';

const because = (reason: string) => failureOfForbidden({ 'x-ews-policy-reason': reason });
const diagnostics = { 'x-ms-diagnostics': '2000008;reason="The token contains not enough scope to make this call."' };

describe('failureOfForbidden', () => {
  it('names each of the two reasons that Microsoft documents', () => {
    expect(because('EWS is disabled for this user or tenant')).toEqual({
      kind: 'blocked',
      code: 'ews-switched-off',
      detail: 'HTTP 403 EWS is disabled',
    });
    expect(because(' ews is blocked by policy for this user or tenant. ')).toEqual({
      kind: 'blocked',
      code: 'ews-not-allowed',
      detail: 'HTTP 403 EWS is blocked by policy',
    });
  });

  it.each(['', 'EWS is disabled', 'something else <b>', 'x EWS is disabled for this user or tenant'])(
    'the reason "%s" says no more than that EWS is closed, and is not repeated',
    (reason) => {
      expect(because(reason)).toEqual({ kind: 'blocked', code: 'exchange-blocked', detail: 'HTTP 403' });
    },
  );

  it('a token without the permission is another matter', () => {
    expect(failureOfForbidden(diagnostics)).toMatchObject({ kind: 'denied', code: 'application-permission-missing' });
  });
});

describe('lacksPermission', () => {
  it('goes by the number of the diagnostics, with 401 as with 403', () => {
    expect(lacksPermission(diagnostics)).toBe(true);
    expect(lacksPermission({ 'x-ms-diagnostics': '2000003;reason="The token has expired"' })).toBe(false);
    expect(lacksPermission({})).toBe(false);
    const at401 = failureOfStatus({ status: 401, headers: diagnostics, body: '' }, 0);
    expect(at401).toMatchObject({ kind: 'denied', code: 'application-permission-missing' });
  });
});
