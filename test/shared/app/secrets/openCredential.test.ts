import { describe, expect, it } from 'vitest';
import { keyRing } from '../../../../shared/access/keys.ts';
import { createSealer } from '../../../../shared/access/secrets.ts';
import { openCredential, opened } from '../../../../shared/app/secrets/openCredential.ts';

const sealer = createSealer(keyRing(new Uint8Array(32).fill(1), []));
const seal = (text: string): string => sealer.seal(text, ['here']);
const open = (sealed: string): string => sealer.open(sealed, ['here']);

describe('openCredential', () => {
  it('opens the secret, or the key of the certificate', () => {
    expect(openCredential({ kind: 'secret', sealedSecret: seal('s') }, open)).toEqual({ kind: 'secret', secret: 's' });
    const stored = { kind: 'certificate', certificate: 'PEM', sealedPrivateKey: seal('k') } as const;
    expect(openCredential(stored, open)).toEqual({ kind: 'certificate', certificate: 'PEM', privateKey: 'k' });
  });
});

describe('opened', () => {
  it('what does not open is undefined; any other error is a bug and goes on', () => {
    expect(opened(() => open(seal('s')))).toBe('s');
    expect(opened(() => open('v1.AAAA'))).toBeUndefined();
    const bug = (): never => {
      throw new TypeError('bug');
    };
    expect(() => opened(bug)).toThrow('bug');
  });
});
