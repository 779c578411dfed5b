// The settings are written first and their copy second, also with crashes and with other callers in between.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { switchLink } from '../../../../shared/state/company/switchLink.ts';
import type { LinkSettings } from '../../../../shared/state/directory.ts';
import type { Partition } from '../../../../shared/state/table/partition.ts';
import { StoreUnavailable } from '../../../../shared/sync/ports/store.ts';
import { openPartitions } from '../openPartitions.ts';

const settings: LinkSettings = {
  link: 'u1',
  source: 's1',
  on: true,
  started: false,
  epoch: 1,
  conflictPolicy: 'mailbox',
  endsAfter: 7,
};
const copyKey = 'a|link';
const copy = { on: true, started: false, epoch: 1, endsAfter: 7 };

async function open() {
  const newPartition = await openPartitions();
  return { company: newPartition(), link: newPartition() };
}

describe('switchLink', () => {
  it('writes the settings and their copy', async () => {
    const { company, link } = await open();
    expect((await switchLink({ company, link }, settings, { etag: undefined })).ok).toBe(true);
    expect((await link.get(copyKey))?.value).toEqual(copy);
    expect((await company.get('lk|u1'))?.value).toEqual(settings);
  });

  it('writes neither under an old ETag', async () => {
    const { company, link } = await open();
    await switchLink({ company, link }, settings, { etag: undefined });
    expect(await switchLink({ company, link }, { ...settings, epoch: 9 }, { etag: undefined })).toEqual({
      ok: false,
      reason: 'stale',
    });
    expect((await link.get(copyKey))?.value).toEqual(copy);
  });

  it('stores the decision with the settings, and not without them', async () => {
    const { company, link } = await open();
    const decision = { name: '5-a', row: { at: 5, by: 'company', what: 'switchedOn' } } as const;
    await switchLink({ company, link }, settings, { etag: undefined, decision });
    expect((await company.get('au|u1|5-a'))?.value).toEqual(decision.row);
    const refused = await switchLink({ company, link }, settings, {
      etag: undefined,
      decision: { ...decision, name: '6-a' },
    });
    expect(refused.ok).toBe(false);
    expect(await company.get('au|u1|6-a')).toBeUndefined();
  });

  it('writes the missing copy where the same settings are written again after a crash', async () => {
    const { company, link } = await open();
    const crashing: Partition = { ...link, commit: () => Promise.reject(new StoreUnavailable('crash')) };
    await expect(switchLink({ company, link: crashing }, settings, { etag: undefined })).rejects.toThrow(
      StoreUnavailable,
    );
    expect(await link.get(copyKey)).toBeUndefined();
    const written = await company.get('lk|u1');
    expect((await switchLink({ company, link }, settings, { etag: written?.etag })).ok).toBe(true);
    expect((await link.get(copyKey))?.value).toEqual(copy);
  });

  it('ends with a copy of the last settings, in whatever order the steps of two calls run', async () => {
    const newPartition = await openPartitions();
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const [company, link] = [newPartition(), newPartition()];
        const first = await switchLink({ company, link }, settings, { etag: undefined });
        const scheduled = (partition: Partition): Partition => ({
          ...partition,
          get: scheduler.scheduleFunction(partition.get),
          commit: scheduler.scheduleFunction(partition.commit),
        });
        const [a, b] = [scheduled(company), scheduled(link)];
        const change = async (epoch: number, etag: string | undefined): Promise<void> => {
          const result = await switchLink({ company: a, link: b }, { ...settings, epoch }, { etag });
          if (!result.ok) await change(epoch, (await company.get('lk|u1'))?.etag);
        };
        const etag = first.ok ? first.etag : undefined;
        const changes = Promise.all([change(2, etag), change(3, etag)]);
        await scheduler.waitFor(changes);
        const stored = (await company.get('lk|u1'))?.value;
        expect((await link.get(copyKey))?.value).toEqual({ ...copy, epoch: (stored as LinkSettings).epoch });
      }),
      { seed: 1, numRuns: 40 },
    );
  });
});
