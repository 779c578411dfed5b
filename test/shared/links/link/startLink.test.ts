// A link is started when its preview is ready.
import { describe, expect, it } from 'vitest';
import { startLink } from '../../../../shared/links/link/startLink.ts';
import { ADA, memoryCompany, settingsOf } from '../memoryApp.ts';

function listed(rest: Parameters<typeof settingsOf>[1] = {}) {
  const company = memoryCompany();
  company.addLink(settingsOf('ada', rest));
  company.tables.put('ada', { kind: 'mailboxWatermark', name: '' }, { watermark: 'w', enumerating: false });
  company.tables.put('ada', { kind: 'sourceEnumeration', name: '' }, { epoch: 1 });
  return company;
}

describe('startLink', () => {
  it('starts a link whose sides were listed, goes on record and asks for a run', async () => {
    const { acting, settings, messages, store } = listed();
    expect(await startLink(acting, { email: ADA })).toEqual({ state: 'on' });
    expect(settings()).toMatchObject({ started: true, epoch: 1 });
    expect((await store.load([{ kind: 'link', name: '' }]))[0]?.row).toMatchObject({ started: true });
    expect(messages).toEqual(['link ada']);
  });

  it('started again it goes on record no second time', async () => {
    const company = listed();
    await startLink(company.acting, { email: ADA });
    await startLink(company.acting, { email: ADA });
    expect(company.decisions).toEqual([{ link: 'ada', what: 'started', by: 'company' }]);
  });

  it('before both sides were listed it is refused', async () => {
    const company = memoryCompany();
    company.addLink(settingsOf('ada'));
    expect(await startLink(company.acting, { email: ADA })).toEqual({ problem: 'preview-not-ready' });
    expect(company.settings()).toMatchObject({ started: false });
    expect(company.messages).toEqual([]);
  });

  it('a link that is off is refused', async () => {
    const { acting } = listed({ on: false });
    expect(await startLink(acting, { email: ADA })).toEqual({ problem: 'link-not-on' });
  });
});
