// A problem left on a link by somebody who holds no lease.
import { describe, expect, it } from 'vitest';
import { leaveProblem } from '../../../../shared/links/runs/leaveProblem.ts';
import type { LeaseRow } from '../../../../shared/sync/ports/rows.ts';
import type { LinkStore } from '../../../../shared/sync/ports/store.ts';
import { switchedOn } from '../../../world/product/adaLink.ts';
import { appAt } from '../../../world/product/registered.ts';

const now = Date.UTC(2026, 10, 20);
const app = appAt(() => now);
const leaseOf = async (store: LinkStore): Promise<LeaseRow | undefined> =>
  (await store.load([{ kind: 'lease', name: '' }]))[0]?.row;
const lease: LeaseRow = { owner: 'o', until: now + 1000, startedAt: now, deletes: [{ at: now, pair: 'p' }] };

describe('leaveProblem', () => {
  it('stands on a link that never ran', async () => {
    const { store } = await switchedOn(app);
    await leaveProblem(store, 'run-failed', now);
    expect(await leaseOf(store)).toMatchObject({ until: 0, problem: { code: 'run-failed', at: now } });
  });

  it('keeps the lease and the count of deletes', async () => {
    const { store } = await switchedOn(app);
    await store.commit([{ op: 'insert', kind: 'lease', name: '', row: lease }]);
    await leaveProblem(store, 'run-failed', now);
    expect(await leaseOf(store)).toEqual({ ...lease, problem: { code: 'run-failed', at: now } });
  });

  it('a run that writes at the same time is not overwritten', async () => {
    const { store } = await switchedOn(app);
    await store.commit([{ op: 'insert', kind: 'lease', name: '', row: lease }]);
    let writes = 0;
    const racing: LinkStore = {
      ...store,
      async load(refs) {
        const rows = await store.load(refs);
        const [stored] = await store.load([{ kind: 'lease', name: '' }]);
        writes += 1;
        const row: LeaseRow = { ...lease, startedAt: now + writes };
        if (stored) await store.commit([{ op: 'replace', kind: 'lease', name: '', row, etag: stored.etag }]);
        return rows;
      },
    };
    await leaveProblem(racing, 'run-failed', now);
    expect(await leaseOf(store)).toEqual({ ...lease, startedAt: now + 3 });
    expect(writes).toBe(3);
  });
});
