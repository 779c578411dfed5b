// A decision about the deletes of one user.
import { describe, expect, it } from 'vitest';
import { decideHold } from '../../../../shared/links/holds/decideHold.ts';
import { ADA, memoryCompany, settingsOf } from '../memoryApp.ts';

const row = { id: 'h', state: 'held', count: 4, at: 6 } as const;

describe('decideHold', () => {
  it('is made once', async () => {
    const { acting, tables, addLink } = memoryCompany();
    addLink(settingsOf('ada'));
    tables.put('ada', { kind: 'hold', name: '' }, row);
    expect(await decideHold(acting, { email: ADA, decision: 'discard' })).toEqual({ hold: 'discarded' });
    expect(await decideHold(acting, { email: ADA, decision: 'release' })).toEqual({ problem: 'nothing-held' });
  });

  it('a link that is off has none to decide', async () => {
    const { acting, tables, addLink } = memoryCompany();
    addLink(settingsOf('ada', { on: false }));
    tables.put('ada', { kind: 'hold', name: '' }, row);
    expect(await decideHold(acting, { email: ADA, decision: 'release' })).toEqual({ problem: 'link-not-on' });
  });
});
