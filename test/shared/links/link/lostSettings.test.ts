// Settings that stand in for lost ones.
import { describe, expect, it } from 'vitest';
import { settingsOrLost } from '../../../../shared/links/link/lostSettings.ts';
import { ADA, memoryCompany, settingsOf } from '../memoryApp.ts';

const user = { user: 'ada', email: ADA, name: 'Ada' };

describe('settingsOrLost', () => {
  it('are the settings of the link where there are any', async () => {
    const value = settingsOf('ada', { epoch: 9 });
    expect(await settingsOrLost(memoryCompany().acting, { user, settings: { value, etag: '1' } })).toEqual(value);
  });

  it('else those of a link that is off, with the source of the company', async () => {
    const { acting, clock } = memoryCompany();
    expect(await settingsOrLost(acting, { user, settings: undefined })).toEqual(
      settingsOf('ada', { on: false, endsAfter: clock.now }),
    );
  });

  it('without a source nothing can stand in', async () => {
    const { acting, app } = memoryCompany();
    app.directory.sources = async () => [];
    expect(await settingsOrLost(acting, { user, settings: undefined })).toEqual({ problem: 'source-not-configured' });
  });
});
