// The list of applications as a whole.
import { describe, expect, it } from 'vitest';
import { APPLICATIONS, applicationOf } from '../../../shared/sources/registry.ts';

describe('APPLICATIONS', () => {
  it('begins with the built-in source', () => {
    expect(APPLICATIONS[0]).toMatchObject({ kind: 'entries', keepsEntries: 'here' });
  });

  it('names each kind once, as settings can hold it', () => {
    const kinds = APPLICATIONS.map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    for (const kind of kinds) expect(kind).toMatch(/^[a-z][a-z0-9-]*$/);
  });

  it('each asks for its secrets again when a setting changes that it has', () => {
    for (const application of APPLICATIONS) {
      if (application.keepsEntries === 'here') continue;
      expect(Object.keys(application.settings.shape)).toEqual(expect.arrayContaining([...application.secretsBelongTo]));
      if (Object.keys(application.secrets).length > 0) expect(application.secretsBelongTo).not.toEqual([]);
    }
  });
});

describe('applicationOf', () => {
  it('finds an application by its kind, and nothing by another', () => {
    expect(applicationOf(APPLICATIONS, 'entries')).toBe(APPLICATIONS[0]);
    expect(applicationOf(APPLICATIONS, 'toString')).toBeUndefined();
  });
});
