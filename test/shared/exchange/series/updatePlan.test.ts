import { describe, expect, it } from 'vitest';
import { planUpdates } from '../../../../shared/exchange/series/updatePlan.ts';
import type { MailboxItem } from '../../../../shared/sync/ports/mailbox.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';
import { EVENT } from '../../../contract/mailbox.ts';
import { series } from '../../../contract/mailboxSeries.ts';

const item = (event = EVENT, more: Partial<MailboxItem> = {}): MailboxItem => ({
  ...{ id: 'i', version: '1', uid: 'u' },
  content: { kind: 'event', event },
  ...more,
});
const nobody = async () => {
  throw new Error('nothing is to be read');
};
const update = (patch: object) => ({ id: 'i', version: '1', patch, rev: 'r' });
const CHANGED = series({ '2026-12-08T09:00:00': { title: 'Changed' } });

describe('planUpdates', () => {
  it('a write that leaves the time alone needs to know nothing', async () => {
    const read = async (ids: readonly string[]) => (ids.length === 0 ? [] : nobody());
    const [plan] = await planUpdates([update({ title: 'x' })], new Map(), read);
    expect(plan).toMatchObject({ value: { update: { stamp: 'Written', endsSeries: false }, rest: undefined } });
  });

  it('a new time is planned on the version that is known, or else is read', async () => {
    const patch = update({ when: CHANGED.when });
    const known = new Map([['i', item(series())]]);
    const [first] = await planUpdates([patch], known, async () => []);
    expect(first).toMatchObject({ value: { update: { stamp: 'Begun' }, rest: { rev: 'r' } } });
    const [second] = await planUpdates([patch], new Map(), async () => [ok(item(series()))]);
    expect(second).toEqual(first);
  });

  it('another version is a conflict, and what cannot be read is no plan', async () => {
    const patch = update({ when: EVENT.when });
    const other = async () => [ok(item(EVENT, { version: '2' }))];
    expect(await planUpdates([patch], new Map(), other)).toEqual([failed({ kind: 'conflict' })]);
    const gone = async () => [failed({ kind: 'gone' })];
    expect(await planUpdates([patch], new Map(), gone)).toEqual([failed({ kind: 'gone' })]);
  });

  it('a series becomes single, and a write that was never ended is forgotten', async () => {
    const known = new Map([['i', item(CHANGED, { begun: 'old' })]]);
    const [plan] = await planUpdates([update({ when: EVENT.when })], known, async () => []);
    expect(plan).toMatchObject({ value: { update: { endsSeries: true, forgetsBegun: true, stamp: 'Written' } } });
  });
});
