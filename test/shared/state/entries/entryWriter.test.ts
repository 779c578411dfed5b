// Writers in one process share transactions. Writers in several processes notice each other by the counter.
import { describe, expect, it } from 'vitest';
import { createEntryWriter } from '../../../../shared/state/entries/entryWriter.ts';
import type { EntryWrite } from '../../../../shared/state/entry.ts';
import type { Partition } from '../../../../shared/state/table/partition.ts';
import { StoreUnavailable } from '../../../../shared/sync/ports/store.ts';
import { sampleEvent } from '../../../contract/source.ts';
import { openPartitions } from '../openPartitions.ts';

const insert = (id: string): EntryWrite => ({
  op: 'insert',
  id,
  entry: { type: 'm', owner: 'ada@example.com', participants: [], content: { kind: 'event', event: sampleEvent } },
});
const now = () => 1;

/** Counts transactions and lets another writer overtake the first ones. */
function watched(partition: Partition, overtaken = 0) {
  let commits = 0;
  const commit: Partition['commit'] = async (writes) => {
    commits += 1;
    return commits <= overtaken ? { ok: false, index: 0 } : partition.commit(writes);
  };
  return { partition: { ...partition, commit }, commits: () => commits };
}

describe('createEntryWriter', () => {
  it('shares transactions between the writers of a process and returns to each its own results', async () => {
    const { partition, commits } = watched((await openPartitions())());
    const write = createEntryWriter(partition, now);
    const answers = await Promise.all(Array.from({ length: 60 }, (_, at) => write([insert(`e${at}`)])));
    expect(answers.map(([result]) => (result?.ok ? result.entry?.id : result?.reason))).toEqual(
      Array.from({ length: 60 }, (_, at) => `e${at}`),
    );
    expect(commits()).toBeLessThanOrEqual(4);
  });

  it('applies several writes of one entry in their order', async () => {
    const write = createEntryWriter((await openPartitions())(), now);
    const results = await write([insert('a'), { op: 'delete', id: 'a', version: undefined }, insert('a'), insert('a')]);
    expect(results.map((result) => (result.ok ? 'ok' : result.reason))).toEqual(['ok', 'ok', 'ok', 'exists']);
  });

  it('plans again and succeeds after another writer was faster', async () => {
    const { partition, commits } = watched((await openPartitions())(), 5);
    const [result] = await createEntryWriter(partition, now)([insert('a')]);
    expect(result?.ok).toBe(true);
    expect(commits()).toBe(6);
  });

  it('gives up where other writers are faster at every attempt, and the next call may succeed', async () => {
    const { partition, commits } = watched((await openPartitions())(), 30);
    const write = createEntryWriter(partition, now);
    await expect(write([insert('a')])).rejects.toThrow(StoreUnavailable);
    expect(commits()).toBe(30);
    expect((await write([insert('a')]))[0]?.ok).toBe(true);
  });

  it('reads an entry again that another writer changed meanwhile', async () => {
    const real = (await openPartitions())();
    const other = createEntryWriter(real, now);
    let raced = false;
    const partition: Partition = {
      ...real,
      commit: async (writes) => {
        if (!raced) {
          raced = true;
          await other([insert('a')]);
          // The condition of the counter is dropped, so that the condition of the entry fails.
          return real.commit(writes.filter((write) => write.key !== 'c'));
        }
        return real.commit(writes);
      },
    };
    expect(await createEntryWriter(partition, now)([insert('a')])).toEqual([{ ok: false, reason: 'exists' }]);
  });

  it('rejects every call of a shared transaction at an outage, and the next call may succeed', async () => {
    const real = (await openPartitions())();
    let down = true;
    const partition: Partition = {
      ...real,
      commit: (writes) => (down ? Promise.reject(new StoreUnavailable('down')) : real.commit(writes)),
    };
    const write = createEntryWriter(partition, now);
    const outcomes = await Promise.allSettled([write([insert('a')]), write([insert('b')]), write([insert('c')])]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected', 'rejected']);
    down = false;
    expect((await write([insert('a')]))[0]?.ok).toBe(true);
  });

  it('returns no results for no writes', async () => {
    expect(await createEntryWriter((await openPartitions())(), now)([])).toEqual([]);
  });
});
