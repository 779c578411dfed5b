// The credential of an application that is stored: the given one sealed, or the one stored before. Its form is tried with
// the connections, in ewsBody.test.ts and graphBody.test.ts.
import { describe, expect, it } from 'vitest';
import { credentialView, sealedCredential, secretMissing } from '../../../functions/forms/credentialBody.ts';

const seal = (secret: string): string => `sealed ${secret}`;
const certificate = { kind: 'certificate', certificate: 'PEM' } as const;

describe('sealedCredential', () => {
  it('seals what is given, whatever is known', () => {
    const known = { kind: 'secret', sealedSecret: 'old' } as const;
    expect(sealedCredential({ kind: 'secret', secret: 'new' }, known, seal)).toEqual({
      kind: 'secret',
      sealedSecret: 'sealed new',
    });
    expect(sealedCredential({ ...certificate, privateKey: 'key' }, known, seal)).toEqual({
      ...certificate,
      sealedPrivateKey: 'sealed key',
    });
  });

  it('keeps what is known of the same kind, and of the same certificate', () => {
    const secret = { kind: 'secret', sealedSecret: 'old' } as const;
    const key = { ...certificate, sealedPrivateKey: 'old' };
    expect(sealedCredential({ kind: 'secret' }, secret, seal)).toBe(secret);
    expect(sealedCredential(certificate, key, seal)).toBe(key);
    expect(sealedCredential({ kind: 'secret' }, key, seal)).toBe('secret');
    expect(sealedCredential({ ...certificate, certificate: 'other' }, key, seal)).toBe('privateKey');
    expect(sealedCredential(certificate, undefined, seal)).toBe('privateKey');
  });
});

describe('credentialView', () => {
  it('shows no secret', () => {
    expect(credentialView({ kind: 'secret', sealedSecret: 'x' })).toEqual({ kind: 'secret' });
    expect(credentialView({ ...certificate, sealedPrivateKey: 'x' })).toEqual(certificate);
  });
});

describe('secretMissing', () => {
  it('says whether it never was there or is needed again', () => {
    expect(secretMissing('a.b', undefined)).toEqual({ field: 'a.b', message: 'is missing' });
    expect(secretMissing('a.b', {}).message).toContain('needed again');
  });
});
