// Names of changed fields: all of them, and nothing of what they hold.
import { describe, expect, it } from 'vitest';
import { changedFields } from '../../../shared/links/changedFields.ts';

const before = {
  url: 'https://a',
  signIn: { method: 'oauth', clientId: 'c', credential: { kind: 'secret', sealedSecret: 'one' } },
  rules: { directions: { meeting: 'both' } },
};

describe('changedFields', () => {
  it('the same settings have none', () => {
    expect(changedFields(before, structuredClone(before))).toEqual([]);
  });

  it('names what was changed, added and taken away, secrets as people write them', () => {
    const { url: _, ...rest } = before;
    const credential = { kind: 'secret', sealedSecret: 'two' };
    const after = { ...rest, signIn: { ...before.signIn, credential }, publicKeyPin: 'p' };
    expect(changedFields(before, after)).toEqual(['publicKeyPin', 'signIn.credential.secret', 'url']);
  });

  it('what holds ids that people chose is named as a whole', () => {
    expect(changedFields(before, { ...before, rules: { directions: { absence: 'both' } } })).toEqual(['rules']);
  });

  it('of what is new, everything is named', () => {
    expect(changedFields(undefined, { a: 1, b: { c: 2 } })).toEqual(['a', 'b.c']);
  });
});
