// The abilities that an application lacks, as people read them.
import { expect, it } from 'vitest';
import { lacksView } from '../../../functions/views/lacksView.ts';
import { APPLICATIONS } from '../../../shared/sources/registry.ts';

it('shows what the application lacks, and nothing for one that has every ability or is unknown', () => {
  expect(lacksView(APPLICATIONS, 'severa')).toMatchObject({
    lacks: expect.arrayContaining([
      {
        capability: 'deletions',
        ability: expect.any(String),
        without: expect.any(String),
        because: 'A deleted activity leaves no trace.',
      },
    ]),
  });
  expect(lacksView(APPLICATIONS, 'entries')).toEqual({});
  expect(lacksView(APPLICATIONS, 'of-another-release')).toEqual({});
});
