// The settings of Severa, and its entry types.
import { describe, expect, it } from 'vitest';
import { severa } from '../../../../shared/sources/severa/application.ts';
import { open } from './openSevera.ts';

describe('severa', () => {
  it('refuses settings that are not its own', () => {
    const basics = { defaultType: 't', allowedNetworks: [], timeoutMs: 1, now: () => 0 };
    for (const connection of [{}, { clientId: 'c', url: 'http://api.example' }]) {
      expect(severa.open({ connection, secrets: { clientSecret: 's' } }, basics)).toBeUndefined();
    }
    expect(severa.open({ connection: { clientId: 'c' }, secrets: { clientSecret: 's' } }, basics)).toBeDefined();
  });

  it('tells the activity types', async () => {
    const { application } = await open();
    expect(await application.entryTypes?.()).toMatchObject({
      ok: true,
      value: [
        { id: 't-meeting', name: 'Meeting', isDefault: true, active: true },
        { id: 't-personal', category: 'Personal', isDefault: false },
      ],
    });
  });
});
