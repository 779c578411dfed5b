// The deletes that wait.
import { describe, expect, it } from 'vitest';
import { readHold } from '../../../../shared/links/holds/readHold.ts';
import { ADA, memoryCompany, settingsOf } from '../memoryApp.ts';
import { wholePair } from '../rows.ts';
import { shownRemote } from '../shownRemote.ts';

describe('readHold', () => {
  it('names the pairs of this hold by title, and where each item stands now', async () => {
    const { acting, tables, addLink, open } = memoryCompany();
    addLink(settingsOf('ada'));
    open({ mailbox: shownRemote({ away: ['event-b'] }), source: shownRemote({ gone: ['entry-a', 'entry-b'] }) });
    tables.put('ada', { kind: 'hold', name: '' }, { id: 'h', state: 'held', count: 2, at: 6, emptied: true });
    for (const pair of ['a', 'b'])
      tables.put('ada', { kind: 'pair', name: pair }, wholePair(pair, { standing: { is: 'held', hold: 'h' } }));
    tables.put(
      'ada',
      { kind: 'pair', name: 'c' },
      wholePair('c', { standing: { is: 'held', hold: 'an earlier one' } }),
    );
    expect(await readHold(acting, { email: ADA, limit: 10 })).toEqual({
      hold: { state: 'held', deletes: 2, since: 6, why: 'emptied' },
      items: [
        { pair: 'a', title: 'title of event-a', inExchange: true, inSource: false },
        { pair: 'b', inSource: false },
      ],
    });
    expect(await readHold(acting, { email: ADA, limit: 1 })).toMatchObject({ items: [{ pair: 'a' }], next: 'a' });
  });

  it('without a hold, and before switching on, nothing waits', async () => {
    const { acting, addLink } = memoryCompany();
    expect(await readHold(acting, { email: ADA, limit: 10 })).toEqual({ items: [] });
    addLink(settingsOf('ada'));
    expect(await readHold(acting, { email: ADA, limit: 10 })).toEqual({ items: [] });
  });
});
