// The settings of a link are stored with the decision, under the version that was read.
import { describe, expect, it } from 'vitest';
import { saveLink } from '../../../../shared/links/link/saveLink.ts';
import { memoryCompany, settingsOf } from '../memoryApp.ts';

describe('saveLink', () => {
  it('stores the settings and who decided it; without a decision nothing goes on record', async () => {
    const company = memoryCompany();
    const settings = settingsOf('ada');
    expect(await saveLink(company.acting, { settings, etag: undefined, what: 'switchedOn' })).toBeUndefined();
    expect(company.settings()).toEqual(settings);
    const stored = await company.app.directory.linkSettings('acme', 'ada').get();
    await saveLink(company.acting, { settings, etag: stored?.etag, what: undefined });
    expect(company.decisions).toEqual([{ link: 'ada', what: 'switchedOn', by: 'company' }]);
  });

  it('somebody who was quicker is not written over', async () => {
    const company = memoryCompany();
    company.addLink(settingsOf('ada', { conflictPolicy: 'source' }));
    const change = { settings: settingsOf('ada'), etag: undefined, what: 'switchedOn' } as const;
    expect(await saveLink(company.acting, change)).toEqual({ problem: 'version-stale' });
    expect(company.settings()).toMatchObject({ conflictPolicy: 'source' });
    expect(company.decisions).toEqual([]);
  });
});
