// A link is matched anew.
import { describe, expect, it } from 'vitest';
import { rematch } from '../../../../shared/links/link/rematch.ts';
import { ADA, memoryCompany, settingsOf } from '../memoryApp.ts';

describe('rematch', () => {
  it('takes the start back, asks to forget the rows for a new epoch, and asks for a run', async () => {
    const company = memoryCompany();
    company.addLink(settingsOf('ada', { started: true, epoch: 2 }));
    expect(await rematch(company.acting, { email: ADA })).toEqual({ state: 'listing' });
    expect(company.settings()).toEqual(settingsOf('ada', { epoch: 3 }));
    const cleanup = async () => (await company.store.load([{ kind: 'cleanup', name: '' }]))[0]?.row;
    expect(await cleanup()).toMatchObject({ state: 'forgetting', epoch: 3, at: company.clock.now });
    expect(company.decisions).toEqual([{ link: 'ada', what: 'matchedAnew', by: 'company' }]);
    expect(company.messages).toEqual(['link ada']);
    await rematch(company.acting, { email: ADA });
    expect(await cleanup()).toMatchObject({ epoch: 4 });
  });

  it('the start is taken back before anything is forgotten', async () => {
    const company = memoryCompany();
    company.addLink(settingsOf('ada', { started: true }));
    company.app.directory.linkStore = (_, link) => ({
      ...company.tables.linkStore(link),
      commit: async () => ({ ok: false, index: 0 }),
    });
    expect(await rematch(company.acting, { email: ADA })).toEqual({ problem: 'version-stale' });
    expect(company.settings()).toMatchObject({ started: false });
    expect(company.messages).toEqual([]);
  });
});
