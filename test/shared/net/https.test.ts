// The meaning of an error of the network. Whole requests are in client.test.ts.
import { describe, expect, it } from 'vitest';
import { faultOf } from '../../../shared/net/https.ts';

const errorOf = (code: string) => Object.assign(new Error('-'), { code });

describe('faultOf', () => {
  it.each([
    ['ENOTFOUND', 'name'],
    ['EAI_AGAIN', 'name'],
    ['ECONNREFUSED', 'unreachable'],
    ['ECONNRESET', 'reset'],
    ['EPIPE', 'reset'],
    ['ETIMEDOUT', 'timeout'],
    ['CERT_HAS_EXPIRED', 'certificate'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
    ['PIN_MISMATCH', 'pin'],
    ['ADDRESS_REFUSED', 'address'],
  ])('%s is of reason %s', (code, reason) => {
    expect(faultOf(errorOf(code), false)).toEqual({ reason, code });
  });

  it('once an answer has begun, it was cut', () => {
    expect(faultOf(errorOf('ECONNRESET'), true)).toEqual({ reason: 'cut', code: 'ECONNRESET' });
  });

  it('an end of ours is a timeout or a closing', () => {
    const aborted = (cause: unknown) => Object.assign(new Error('-', { cause }), { code: 'ABORT_ERR' });
    expect(faultOf(aborted(new DOMException('-', 'TimeoutError')), true)).toMatchObject({ reason: 'timeout' });
    expect(faultOf(aborted(undefined), false)).toEqual({ reason: 'unreachable', code: 'CLOSED' });
  });
});
