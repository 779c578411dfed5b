// Retries: reads are repeated where the account does not answer, transactions are not.
import { afterEach, describe, expect, it } from 'vitest';
import { openTable } from '../../../../shared/state/table/openTable.ts';
import { openPartition } from '../../../../shared/state/table/partition.ts';
import { StoreUnavailable } from '../../../../shared/sync/ports/store.ts';
import { newCompany, openDirectory } from '../../../world/openDirectory.ts';
import { openTableProxy, type TableProxy } from '../tableProxy.ts';

let proxy: TableProxy | undefined;
afterEach(async () => {
  await proxy?.close();
  proxy = undefined;
});

async function openBehindProxy() {
  await openDirectory();
  proxy = await openTableProxy();
  let requests = 0;
  const table = openTable(proxy.connection, 'links', () => {
    requests += 1;
  });
  return { proxy, partition: openPartition(table, newCompany()), requests: () => requests };
}

const row = { op: 'insert', key: 'p|a', value: { n: 1 } } as const;

describe('openTable', () => {
  it('does not repeat a transaction whose answer was lost', async () => {
    const { proxy, partition } = await openBehindProxy();
    proxy.faults.push('lost');
    await expect(partition.commit([row])).rejects.toThrow(StoreUnavailable);
    expect(proxy.seen).toHaveLength(1);
    expect((await partition.get('p|a'))?.value).toEqual({ n: 1 });
  });

  it.each(['refused', { status: 503 }, { status: 500 }, { status: 403 }] as const)(
    'a transaction that meets %j is an outage, and nothing was applied',
    async (fault) => {
      const { proxy, partition } = await openBehindProxy();
      proxy.faults.push(fault);
      await expect(partition.commit([row])).rejects.toThrow(StoreUnavailable);
      expect(proxy.seen).toHaveLength(1);
      expect(await partition.get('p|a')).toBeUndefined();
    },
  );

  it('repeats a read and counts each attempt', async () => {
    const { proxy, partition, requests } = await openBehindProxy();
    await partition.commit([row]);
    proxy.faults.push({ status: 503 }, 'refused');
    expect((await partition.get('p|a'))?.value).toEqual({ n: 1 });
    expect(requests()).toBe(1 + 3);
  });

  it('throws StoreUnavailable for a read that fails at every attempt', async () => {
    const { proxy, partition } = await openBehindProxy();
    const down = { status: 503 };
    proxy.faults.push(down, down, down, down, down, down);
    await expect(partition.get('p|a')).rejects.toThrow(StoreUnavailable);
    await expect(partition.range({ from: 'a', to: 'b' })).rejects.toThrow(StoreUnavailable);
    expect(proxy.seen).toHaveLength(6);
  });

  it('throws StoreUnavailable for an answer that was cut short', async () => {
    const { proxy, partition } = await openBehindProxy();
    proxy.faults.push({ status: 202, body: '--batchresponse_x\r\nContent-Type: multipart/mixed' });
    await expect(partition.commit([row])).rejects.toThrow(StoreUnavailable);
  });
});
