import { describe, expect, it } from 'vitest';
import { ntlmCredentials, proofFrom } from '../../../../../shared/exchange/ews/ntlm/handshake.ts';

describe('ntlmCredentials', () => {
  it.each([
    ['EXAMPLE\\svc', { domain: 'EXAMPLE', user: 'svc' }],
    ['svc@example.com', { domain: '', user: 'svc@example.com' }],
    ['svc', { domain: '', user: 'svc' }],
    ['\\svc', { domain: '', user: '\\svc' }],
  ])('%s', (account, expected) => {
    expect(ntlmCredentials(account, 'p')).toEqual({ ...expected, password: 'p' });
  });
});

describe('proofFrom', () => {
  it('what is no challenge is not answered', () => {
    const credentials = { domain: '', user: 'u', password: 'p' };
    const handshake = { credentials, now: 0, id: 'id', channelBinding: undefined, host: 'h' };
    expect(proofFrom(Buffer.from('hello'), handshake)).toBeUndefined();
  });
});
