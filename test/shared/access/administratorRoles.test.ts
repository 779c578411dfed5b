import { describe, expect, it } from 'vitest';
import { isAdministrator } from '../../../shared/access/administratorRoles.ts';

const MEMBER = 'b79fbf4d-3ef9-4689-8143-76b194e85509';

describe('isAdministrator', () => {
  // Written here a second time on purpose, from Microsoft's page of built-in roles.
  it.each([
    ['Global Administrator', '62e90394-69f5-4237-9190-012177145e10'],
    ['Privileged Role Administrator', 'e8611ab8-c189-46e8-94e1-60213ab1f814'],
    ['Application Administrator', '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3'],
    ['Cloud Application Administrator', '158c047a-c907-4556-b7ef-446551a6b5f7'],
  ])('a %s is one', (_, role) => {
    expect(isAdministrator([MEMBER, role.toUpperCase()])).toBe(true);
  });

  it.each([
    ['nobody', []],
    ['an ordinary member', [MEMBER]],
    ['a Global Reader', ['f2ef992c-3afb-46b9-b7cf-a126ee74c451']],
    ['an Exchange Administrator', ['29232cdf-9323-42fd-ade2-1d097af3e4de']],
    ['an Application Developer', ['cf1c38e5-3621-4004-a7cb-879624dced7c']],
    ['a name of a role', ['Global Administrator', 'globalAdministrator', '']],
  ])('%s is none', (_, roles) => {
    expect(isAdministrator(roles)).toBe(false);
  });
});
