// One partition of a table on Azurite: ranges, pages and values.
import { describe, expect, inject, it } from 'vitest';
import { openTable } from '../../../../shared/state/table/openTable.ts';
import { mapSome, openPartition, type Write } from '../../../../shared/state/table/partition.ts';
import { answering } from '../../../world/answering.ts';
import { newCompany, openDirectory } from '../../../world/openDirectory.ts';
import { openPartitions } from '../openPartitions.ts';

const all = { from: ' ', to: '~' };
const rows = (count: number, prefix = 'k'): Write[] =>
  Array.from({ length: count }, (_, at) => ({
    op: 'insert',
    key: `${prefix}|${String(at).padStart(5, '0')}`,
    value: { at },
  }));

async function filled(count: number) {
  const partition = (await openPartitions())();
  const writes = rows(count);
  for (let start = 0; start < count; start += 100) await partition.commit(writes.slice(start, start + 100));
  return partition;
}

describe('openPartition', () => {
  it('returns exactly the rows of a range, in the order of keys', async () => {
    const partition = (await openPartitions())();
    await partition.commit(['b|2', 'a|1', 'b|1', 'c|1'].map((key) => ({ op: 'insert', key, value: { key } })));
    const { rows, more } = await partition.range({ from: 'b|', to: 'b}' });
    expect(rows.map((row) => [row.key, row.value])).toEqual([
      ['b|1', { key: 'b|1' }],
      ['b|2', { key: 'b|2' }],
    ]);
    expect(more).toBe(false);
  });

  it('reads all pages of a range', async () => {
    const partition = await filled(2_100);
    expect((await partition.range(all)).rows).toHaveLength(2_100);
  });

  it.each([
    [1, 1, true],
    [99, 99, true],
    [100, 100, false],
    [101, 100, false],
  ])('with a limit of %i it answers %i of 100 rows, more: %s', async (limit, count, more) => {
    const partition = await filled(100);
    const answer = await partition.range(all, limit);
    expect([answer.rows.length, answer.more]).toEqual([count, more]);
  });

  it('goes on after a page without rows that is not the last, as the service sends them', async () => {
    const partition = await filled(3);
    const { rows: stored } = await partition.range(all);
    const connection = openTable(inject('azurite'), 'entries', undefined);
    const full = stored.map(({ key, value }) => ({ rowKey: key, etag: 'e', data0: JSON.stringify(value) }));
    async function* pages() {
      yield Object.assign([], { continuationToken: 'more' });
      yield full;
    }
    const listEntities = () => ({ byPage: pages });
    const client = answering(connection.client, { listEntities: listEntities as never });
    const { rows, more } = await openPartition({ ...connection, client }, newCompany()).range(all, 2);
    expect([rows.length, more]).toEqual([2, true]);
  });

  it('compares keys with a text in a range and does not interpret it', async () => {
    const partition = await filled(3);
    expect((await partition.range({ from: "' or RowKey ge '", to: '~' }, 10)).rows).toHaveLength(3);
    expect((await partition.range({ from: 'x', to: "y' or RowKey ge '" }, 10)).rows).toHaveLength(0);
  });

  it('returns many rows in the order of their keys', async () => {
    const partition = await filled(60);
    const keys = rows(60).map((row) => row.key);
    const wanted = [...keys.toReversed(), 'none'];
    const found = await partition.getMany(wanted);
    expect(found.map((row) => row?.key)).toEqual([...keys.toReversed(), undefined]);
  });

  it.each([
    'R&D <x>',
    '</t:Subject>',
    "it's",
    '{"a":1}',
    'POST http://x HTTP/1.1',
    '\u{1F600}',
    'a\r\n--batch_rows--',
    '\ud800',
  ])('a value with %j comes back as it was', async (text) => {
    const partition = (await openPartitions())();
    await partition.commit([
      { op: 'insert', key: 'a', value: { text } },
      { op: 'insert', key: 'b', value: { text } },
    ]);
    expect((await partition.getMany(['a', 'b'])).map((row) => row?.value)).toEqual([{ text }, { text }]);
  });

  it('throws for a row that is not JSON and names only its key', async () => {
    await openDirectory();
    const table = openTable(inject('azurite'), 'entries', undefined);
    const name = newCompany();
    await table.client.createEntity({ partitionKey: name, rowKey: 'p|1', data0: 'the title of an event' });
    await expect(openPartition(table, name).get('p|1')).rejects.toThrow(/^a row is not JSON: p\|1$/);
  });
});

describe('mapSome', () => {
  it('runs at most 16 calls at the same time and returns the results in order', async () => {
    let running = 0;
    let most = 0;
    const doubled = await mapSome(
      Array.from({ length: 100 }, (_, at) => at),
      async (at) => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return at * 2;
      },
    );
    expect(doubled).toEqual(Array.from({ length: 100 }, (_, at) => at * 2));
    expect(most).toBe(16);
  });
});
