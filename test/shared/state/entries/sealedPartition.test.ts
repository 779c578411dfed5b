// The content of entries at rest: sealed in their rows, opened on the way back, and sealed anew after a change of the key.
import { describe, expect, it, vi } from 'vitest';
import { keyRing } from '../../../../shared/access/keys.ts';
import { SealBroken } from '../../../../shared/access/secrets.ts';
import { entrySeal } from '../../../../shared/app/secrets/entrySeal.ts';
import { sealedPartition, sealedRows } from '../../../../shared/state/entries/sealedPartition.ts';
import { encodeRow } from '../../../../shared/state/table/codec.ts';
import { COUNTER_KEY, changeKey, entryKey, SEALED_ROWS } from '../../../../shared/state/table/keys.ts';
import { checkEntity } from '../../../../shared/state/table/limits.ts';
import type { Partition } from '../../../../shared/state/table/partition.ts';
import { openPartitions } from '../openPartitions.ts';

const [former, inUse, other] = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte)) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
];
const idOf = (key: Uint8Array) => keyRing(key, [])[0].id;
const sealOf = (...[first, ...rest]: [Uint8Array, ...Uint8Array[]]) => entrySeal(keyRing(first, rest))('acme', 's1');

const entry = { type: 'm', owner: 'ada@example.com', content: { title: 'Budget' } };
const rowsIn = async (partition: Partition) => (await partition.range({ from: ' ', to: '~' })).rows;

async function filled(seal = sealOf(former)) {
  const raw = (await openPartitions())();
  const partition = sealedPartition(raw, seal);
  await partition.commit([
    { op: 'insert', key: COUNTER_KEY, value: { sequence: 2 } },
    { op: 'insert', key: entryKey('a'), value: { sequence: 1, modified: false, entry } },
    { op: 'insert', key: changeKey(1), value: { entry: 'a', people: { owner: 'ada@example.com', participants: [] } } },
    { op: 'insert', key: entryKey('b'), value: { sequence: 2, deletedAt: 5 } },
    { op: 'insert', key: changeKey(2), value: { entry: 'b' } },
  ]);
  return { raw, partition };
}

describe('sealedPartition', () => {
  it('stores no content, keeps what queries need, and reads every row as it was written', async () => {
    const { raw, partition } = await filled();
    const stored = await rowsIn(raw);
    expect(stored.map(({ key, value }) => [key, value])).toEqual([
      ['c', { sequence: 2 }],
      ['e|a', { sequence: 1, modified: false }],
      ['e|b', { sequence: 2, deletedAt: 5 }],
      [changeKey(1), { entry: 'a' }],
      [changeKey(2), { entry: 'b' }],
    ]);
    const texts = stored.map(({ sealed }) => Buffer.from(sealed?.bytes ?? []).toString('latin1')).join('');
    expect(texts).not.toMatch(/Budget|example/);
    expect((await partition.get(entryKey('a')))?.value).toEqual({ sequence: 1, modified: false, entry });
    const [a, none] = await partition.getMany([entryKey('a'), entryKey('x')]);
    expect([a?.value, none]).toEqual([{ sequence: 1, modified: false, entry }, undefined]);
    const picked = await partition.range(SEALED_ROWS, 10, ({ value }) => JSON.stringify(value).includes('Budget'));
    expect(picked.rows.map(({ key }) => key)).toEqual(['e|a']);
  });

  it('opens no content that was moved to another row, source or company', async () => {
    const { raw } = await filled();
    const row = await raw.get(entryKey('a'));
    if (!row?.sealed) throw new Error('nothing was sealed');
    await raw.commit([{ op: 'insert', key: entryKey('copy'), value: row.value as object, sealed: row.sealed }]);
    await expect(sealedPartition(raw, sealOf(former)).get(entryKey('copy'))).rejects.toThrow(SealBroken);
    const elsewhere = entrySeal(keyRing(former, []));
    for (const [company, source] of [
      ['acme', 's2'],
      ['evil', 's1'],
    ] as const) {
      await expect(sealedPartition(raw, elsewhere(company, source)).get(entryKey('a'))).rejects.toThrow(SealBroken);
    }
  });

  it('a row holds the longest entry that is accepted, in any script', () => {
    for (const letter of ['a', 'é', '会', '😀']) {
      const text = letter.repeat(500_000 / letter.length);
      const sealed = sealOf(former).seal(text, entryKey('long'));
      expect(() => checkEntity('acme|s1', entryKey('long'), encodeRow({ sequence: 1 }, sealed))).not.toThrow();
    }
  });

  it('a long entry comes back as it was', async () => {
    const { partition } = await filled();
    // Azurite counts the base64 of a request, so that it takes less than the service does.
    for (const text of ['a'.repeat(499_000), '会é😀'.repeat(90_000)]) {
      const value = { sequence: 1, modified: false, entry: { ...entry, content: { title: text } } };
      expect((await partition.commit([{ op: 'upsert', key: entryKey('long'), value }])).ok).toBe(true);
      expect((await partition.get(entryKey('long')))?.value).toEqual(value);
    }
  });
});

describe('sealedRows', () => {
  it('seals anew what a former key sealed; numbers and times stay, and nothing is left for the former key', async () => {
    const { raw } = await filled();
    const rows = sealedRows(raw, sealOf(inUse, former));
    expect(await rows.keys()).toEqual(new Map([[idOf(former), 2]]));
    const before = (await rowsIn(raw)).map(({ key, value }) => [key, value]);
    expect(await rows.reseal(100)).toBe(false);
    expect(await rows.keys()).toEqual(new Map([[idOf(inUse), 2]]));
    expect((await rowsIn(raw)).map(({ key, value }) => [key, value])).toEqual(before);
    expect((await sealedPartition(raw, sealOf(inUse)).get(entryKey('a')))?.value).toMatchObject({ entry });
  });

  it('reads rows of the key in use no more, and goes on where its limit ended it', async () => {
    const { raw } = await filled();
    const rows = sealedRows(raw, sealOf(inUse, former));
    expect(await rows.reseal(1)).toBe(true);
    expect(await rows.keys()).toEqual(
      new Map([
        [idOf(inUse), 1],
        [idOf(former), 1],
      ]),
    );
    while (await rows.reseal(1)) expect((await rows.keys()).get(idOf(former)) ?? 0).toBeLessThan(2);
    expect(await rows.keys()).toEqual(new Map([[idOf(inUse), 2]]));
    const commit = vi.spyOn(raw, 'commit');
    expect(await rows.reseal(100)).toBe(false);
    expect(commit).not.toHaveBeenCalled();
  });

  it('leaves rows of a missing key, and a row that somebody writes meanwhile', async () => {
    const { raw } = await filled(sealOf(other));
    expect(await sealedRows(raw, sealOf(inUse, former)).reseal(100)).toBe(false);
    expect(await sealedRows(raw, sealOf(inUse, former)).keys()).toEqual(new Map([[idOf(other), 2]]));
    const { raw: written } = await filled();
    const value = { sequence: 3, modified: true, entry: { ...entry, type: 'written meanwhile' } };
    const overtaken: Partition = {
      ...written,
      async sealedWith(range, keys, limit) {
        const read = await written.sealedWith(range, keys, limit);
        await sealedPartition(written, sealOf(former)).commit([{ op: 'upsert', key: entryKey('a'), value }]);
        return read;
      },
    };
    await sealedRows(overtaken, sealOf(inUse, former)).reseal(100);
    expect((await sealedPartition(written, sealOf(inUse, former)).get(entryKey('a')))?.value).toEqual(value);
  });
});
