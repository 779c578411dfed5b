// The cells of the table of permissions where a mistake would hurt. test/functions/routes.test.ts tries every route.
import { describe, expect, it } from 'vitest';
import type { Caller } from '../../../shared/access/caller.ts';
import { type Action, can, PERMISSIONS } from '../../../shared/access/roles.ts';

const operator: Caller = { role: 'operator' };
const company: Caller = { role: 'company', company: 'acme', key: 'k' };
const ada: Caller = { role: 'user', company: 'acme', email: 'ada@example.com' };
const actions = Object.keys(PERMISSIONS) as Action[];

describe('can', () => {
  it('lets the operator manage companies and keys and release organisations, and see nothing else of a company', () => {
    expect(actions.filter((action) => can(operator, action, 'ada@example.com'))).toEqual([
      'company.manage',
      'apiKey.manage',
      'key.list',
      'organisation.release',
    ]);
  });

  it("lets a company do everything of its own, and nothing that is the operator's", () => {
    expect(actions.filter((action) => !can(company, action, 'ada@example.com'))).toEqual([
      'company.manage',
      'apiKey.manage',
      'key.list',
      'organisation.release',
    ]);
  });

  it('lets an application that pushes entries do nothing else', () => {
    const entries: Caller = { role: 'entries', company: 'acme', key: 'k' };
    expect(actions.filter((action) => can(entries, action, 'ada@example.com'))).toEqual(['entry.read', 'entry.write']);
  });

  it('gives a user the own link and no other', () => {
    const own = actions.filter((action) => can(ada, action, 'ada@example.com'));
    expect(own).toContain('link.switch');
    expect(actions.filter((action) => can(ada, action, 'grace@example.com'))).toEqual(['company.read', 'source.read']);
    expect(actions.filter((action) => can(ada, action))).toEqual(['company.read', 'source.read']);
  });

  it('lets no user write settings, users or entries', () => {
    for (const action of ['exchange.write', 'source.write', 'user.write', 'entry.write'] as const) {
      expect(can(ada, action, 'ada@example.com')).toBe(false);
    }
  });
});
