// The state that goes through Microsoft's pages: only our own, only complete, and only before it expires.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConsentState, signConsentState } from '../../../shared/access/consentState.ts';

const key = new Uint8Array(32).fill(7);
const state = { company: 'acme', nonce: 'n-1', expiresAt: 1000 };
const invalid = { ok: false, problem: 'consent-state-invalid' };

describe('readConsentState', () => {
  it('reads a signed state until it expires', () => {
    const text = signConsentState(key, state);
    expect(text).toMatch(/^[\w.-]+$/);
    expect(readConsentState([key], text, 999)).toEqual({ ok: true, state });
    expect(readConsentState([key], text, 1000)).toEqual({ ok: false, problem: 'consent-expired' });
  });

  it('reads any state as it was signed', () => {
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

  it('reads a state of a former key while that key is known', () => {
    const former = new Uint8Array(32).fill(6);
    const text = signConsentState(former, state);
    expect(readConsentState([key, former], text, 0)).toEqual({ ok: true, state });
    expect(readConsentState([key], text, 0)).toEqual(invalid);
  });

  it('refuses a text longer than any state that we sign, even with our signature', () => {
    const text = signConsentState(key, { ...state, company: 'x'.repeat(1000) });
    expect(readConsentState([key], text, 0)).toEqual(invalid);
  });

  it('refuses one changed character, another key and another form', () => {
    const text = signConsentState(key, state);
    for (let at = 0; at < text.length; at += 1) {
      const changed = `${text.slice(0, at)}${text[at] === 'A' ? 'Q' : 'A'}${text.slice(at + 1)}`;
      // The last character of base64url has bits without meaning.
      if (at < text.length - 1) expect(readConsentState([key], changed, 0)).toEqual(invalid);
    }
    expect(readConsentState([new Uint8Array(32)], text, 0)).toEqual(invalid);
    for (const other of ['', '.', 'a.b', `${text}.`, `${text}.x`, `.${text}`, 'x'.repeat(5000)]) {
      expect(readConsentState([key], other, 0)).toEqual(invalid);
    }
  });
});
