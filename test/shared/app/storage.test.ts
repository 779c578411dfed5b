// Tables and queues of a process: made once, asked for nothing before the first request.
import { describe, expect, it, vi } from 'vitest';
import { keyRing } from '../../../shared/access/keys.ts';
import { joinStorage } from '../../../shared/app/storage.ts';
import { StoreUnavailable } from '../../../shared/sync/ports/store.ts';
import { config, seams } from './joined.ts';

const keys = keyRing(config.encryptionKey, []);

describe('joinStorage', () => {
  it('makes the tables once; after a failure the next caller tries again', async () => {
    const fresh = joinStorage(config, { ...seams, keys });
    const make = vi.spyOn(fresh.directory, 'ensureTables').mockRejectedValueOnce(new StoreUnavailable('down'));
    const both = await Promise.allSettled([fresh.prepare(), fresh.prepare()]);
    expect(both.map((each) => each.status)).toEqual(['rejected', 'rejected']);
    expect(make).toHaveBeenCalledTimes(1);
    await fresh.prepare();
    await fresh.prepare();
    expect(make).toHaveBeenCalledTimes(2);
  });

  it('with a managed identity nothing is asked for before the first request', () => {
    const account = (name: string) =>
      ({ kind: 'managedIdentity', url: `https://jobs.${name}.core.windows.net` }) as const;
    expect(() =>
      joinStorage({ ...config, queues: account('queue'), state: account('table') }, { ...seams, keys }),
    ).not.toThrow();
  });
});
