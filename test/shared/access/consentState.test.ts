// The state that travels through Microsoft's pages: only ours, only whole, only in its time.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConsentState, signConsentState } from '../../../shared/access/consentState.ts';

const key = new Uint8Array(32).fill(7);
const state = { company: 'acme', nonce: 'n-1', expiresAt: 1000 };
const invalid = { ok: false, problem: 'consent-state-invalid' };

describe('readConsentState', () => {
  it('reads what was signed, until its time is over', () => {
    const text = signConsentState(key, state);
    expect(text).toMatch(/^[\w.-]+$/);
    expect(readConsentState([key], text, 999)).toEqual({ ok: true, state });
    expect(readConsentState([key], text, 1000)).toEqual({ ok: false, problem: 'consent-expired' });
  });

  it('any state comes back as it was', () => {
    const states = fc.record({
      company: fc.string({ maxLength: 60 }),
      nonce: fc.string({ maxLength: 60 }),
      expiresAt: fc.integer({ min: 1 }),
    });
    fc.assert(
      fc.property(states, (any) => {
        expect(readConsentState([key], signConsentState(key, any), 0)).toEqual({ ok: true, state: any });
      }),
      { seed: 5 },
    );
  });

  it('what was signed with a former key is read as long as that key is known', () => {
    const former = new Uint8Array(32).fill(6);
    const text = signConsentState(former, state);
    expect(readConsentState([key, former], text, 0)).toEqual({ ok: true, state });
    expect(readConsentState([key], text, 0)).toEqual(invalid);
  });

  it('one changed character, another key or another form is refused', () => {
    const text = signConsentState(key, state);
    for (let at = 0; at < text.length; at += 1) {
      const changed = `${text.slice(0, at)}${text[at] === 'A' ? 'Q' : 'A'}${text.slice(at + 1)}`;
      // The last character of base64url holds bits that mean nothing.
      if (at < text.length - 1) expect(readConsentState([key], changed, 0)).toEqual(invalid);
    }
    expect(readConsentState([new Uint8Array(32)], text, 0)).toEqual(invalid);
    for (const other of ['', '.', 'a.b', `${text}.`, `${text}.x`, `.${text}`, 'x'.repeat(5000)]) {
      expect(readConsentState([key], other, 0)).toEqual(invalid);
    }
  });
});
