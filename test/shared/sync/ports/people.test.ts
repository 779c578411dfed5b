import { describe, expect, it } from 'vitest';
import { concerns, isShared, withPart } from '../../../../shared/sync/ports/people.ts';

const people = { owner: 'ada', participants: ['ben'] };

describe('withPart', () => {
  it('a participant is added once, and goes', () => {
    expect(withPart(people, { email: 'cai', part: 'participant' })).toEqual({
      owner: 'ada',
      participants: ['ben', 'cai'],
    });
    expect(withPart(people, { email: 'ben', part: 'participant' })).toEqual(people);
    expect(withPart(people, { email: 'ben', part: 'none' })).toEqual({ owner: 'ada', participants: [] });
    expect(withPart(people, { email: 'cai', part: 'none' })).toEqual(people);
  });

  it('who owned it before takes part in it', () => {
    expect(withPart(people, { email: 'ben', part: 'owner' })).toEqual({ owner: 'ben', participants: ['ada'] });
    expect(withPart(people, { email: 'cai', part: 'owner' })).toEqual({ owner: 'cai', participants: ['ada', 'ben'] });
  });

  it('an owner stays the owner, and is no participant beside that', () => {
    for (const part of ['owner', 'participant', 'none'] as const) {
      expect(withPart(people, { email: 'ada', part })).toEqual(people);
    }
  });
});

describe('isShared', () => {
  it('tells an entry of one user from one of several', () => {
    expect(isShared({ owner: 'ben', participants: [] }, 'ben')).toBe(false);
    expect(isShared(people, 'ada')).toBe(true);
    expect(isShared(people, 'ben')).toBe(true);
  });
});

describe('concerns', () => {
  it('an entry is its owner’s and its participants’', () => {
    expect(['ada', 'ben', 'cai'].map((email) => concerns(people, email))).toEqual([true, true, false]);
  });
});
