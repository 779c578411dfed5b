// The built-in source in the list of applications.
import { describe, expect, it } from 'vitest';
import { builtIn } from '../../../../shared/sources/entries/application.ts';
import { newCompany, openDirectory } from '../../../world/openDirectory.ts';

describe('builtIn', () => {
  it('reads the entries of the store that it is given, tells each call, and creates entries of the default type', async () => {
    const { directory } = await openDirectory();
    const told: string[] = [];
    const { source } = builtIn.open(directory.entries(newCompany(), 's1'), {
      defaultType: 'visit',
      meter: (target) => told.push(target),
    });
    expect(source.createdType).toBe('visit');
    expect(await source.read(['e1'])).toMatchObject([{ ok: false, failure: { kind: 'gone' } }]);
    expect(told).toEqual(['source']);
  });
});
