// Counts the items that we made, by the rows, else by the tags.
import { describe, expect, it } from 'vitest';
import { countCreated } from '../../../../shared/links/link/countCreated.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';
import { ADA, memoryCompany, settingsOf } from '../memoryApp.ts';
import { side, wholePair } from '../rows.ts';
import { shownItem, shownRemote } from '../shownRemote.ts';

const made = (id: string) => ({ ...side(id), madeAt: 1 });

describe('countCreated', () => {
  it('counts our own items by the rows, where they know the whole calendar', async () => {
    const company = memoryCompany();
    company.addLink(settingsOf('ada'));
    company.tables.put('ada', { kind: 'mailboxWatermark', name: '' }, { watermark: 'w', enumerating: false });
    company.tables.put('ada', { kind: 'sourceEnumeration', name: '' }, { epoch: 1 });
    company.tables.put('ada', { kind: 'pair', name: 'a' }, wholePair('a', { mailbox: made('e') }));
    company.tables.put('ada', { kind: 'pair', name: 'b' }, wholePair('b', { source: made('s') }));
    company.tables.put('ada', { kind: 'pair', name: 'c' }, wholePair('c'));
    expect(await countCreated(company.acting, { email: ADA })).toEqual({
      events: 1,
      entries: 1,
      from: 'rows',
      complete: true,
    });
  });

  it('while the mailbox is still being listed it counts the tags, also for a user whose settings were lost', async () => {
    const company = memoryCompany();
    company.tables.put('ada', { kind: 'mailboxWatermark', name: '' }, { watermark: 'w', enumerating: true });
    company.tables.put('ada', { kind: 'sourceEnumeration', name: '' }, { epoch: 1 });
    const tagged = { ...shownItem('s'), tag: { pair: 'p', nonce: 'n' } };
    company.open({
      mailbox: { ...shownRemote(), findTagged: async () => ok({ ids: ['e1', 'e2'] }) },
      source: { ...shownRemote(), list: async () => ok({ items: [tagged, shownItem('t')], complete: true }) } as never,
    });
    expect(await countCreated(company.acting, { email: ADA })).toEqual({
      events: 2,
      entries: 1,
      from: 'tags',
      complete: true,
    });
  });

  it('a mailbox that does not answer is a problem, not a zero', async () => {
    const company = memoryCompany();
    const away = failed({ kind: 'transient', code: 'exchange-timeout' });
    company.open({ mailbox: { ...shownRemote(), findTagged: async () => away }, source: shownRemote() });
    expect(await countCreated(company.acting, { email: ADA })).toEqual({ problem: 'exchange-timeout' });
  });
});
