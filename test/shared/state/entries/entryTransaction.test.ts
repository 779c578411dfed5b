// The rows of one transaction, planned from writes of entries.
import { describe, expect, it } from 'vitest';
import { planEntryTransaction, type ReadEntry } from '../../../../shared/state/entries/entryTransaction.ts';
import type { EntryContent, EntryWrite } from '../../../../shared/state/entry.ts';
import { sampleEvent } from '../../../contract/source.ts';

const content: EntryContent = {
  type: 'm',
  owner: 'ada@example.com',
  participants: [],
  content: { kind: 'event', event: sampleEvent },
};
const insert = (id: string, entry = content): EntryWrite => ({ op: 'insert', id, entry });
const live = (sequence: number, entry = content): ReadEntry => ({
  row: { sequence, modified: false, entry },
  etag: `e${sequence}`,
});
const plan = (writes: readonly EntryWrite[], stored: Record<string, ReadEntry> = {}) =>
  planEntryTransaction(writes, {
    stored: new Map(Object.entries(stored)),
    counter: { sequence: 10, etag: 'c10' },
    now: 99,
  });
const keysOf = ({ rows }: ReturnType<typeof plan>) =>
  rows.map((row) => `${row.op} ${row.key.replace(/[\w-]{43}/, '#')}`);

describe('planEntryTransaction', () => {
  it('writes entry, change and person for an insertion, under the condition of the counter', () => {
    const planned = plan([insert('a')]);
    expect(keysOf(planned)).toEqual(['replace c', 'insert e|a', 'insert f|0000000000000011', 'upsert u|#|a']);
    expect(planned.rows[0]).toMatchObject({ etag: 'c10', value: { sequence: 11 } });
    expect(planned.results).toMatchObject([{ ok: true, entry: { id: 'a', version: '11', modified: false } }]);
  });

  it('inserts the counter with the first change of a source', () => {
    const planned = planEntryTransaction([insert('a')], {
      stored: new Map(),
      counter: { sequence: 0, etag: undefined },
      now: 99,
    });
    expect(planned.rows[0]).toEqual({ op: 'insert', key: 'c', value: { sequence: 1 } });
  });

  it('puts a new change in place of the last one, and writes a row for each person who came or went', () => {
    const write: EntryWrite = {
      op: 'replace',
      id: 'a',
      version: '4',
      entry: { ...content, participants: ['bob@example.com'], owner: 'eve@example.com' },
    };
    const planned = plan([write], { a: live(4) });
    expect(keysOf(planned)).toEqual([
      'replace c',
      'replace e|a',
      'insert f|0000000000000011',
      'delete f|0000000000000004',
      'upsert u|#|a',
      'upsert u|#|a',
      'delete u|#|a',
    ]);
    expect(planned.rows[1]).toMatchObject({ etag: 'e4' });
  });

  it('keeps tag and rev unless the replacement has its own', () => {
    const tagged = { ...content, tag: { pair: 'p', nonce: 'n' }, rev: 'r1' };
    const [kept] = plan([{ op: 'replace', id: 'a', version: undefined, entry: content }], {
      a: live(4, tagged),
    }).results;
    expect(kept).toMatchObject({ entry: { tag: tagged.tag, rev: 'r1', modified: true } });
    const own = { ...content, rev: 'r2' };
    const [changed] = plan([{ op: 'replace', id: 'a', version: undefined, entry: own }], {
      a: live(4, tagged),
    }).results;
    expect(changed).toMatchObject({ entry: { tag: tagged.tag, rev: 'r2' } });
  });

  it('leaves a tombstone with the time and a change without people for a deletion', () => {
    const planned = plan([{ op: 'delete', id: 'a', version: '4' }], { a: live(4) });
    expect(planned.rows).toContainEqual({
      op: 'replace',
      key: 'e|a',
      value: { sequence: 11, deletedAt: 99 },
      etag: 'e4',
    });
    expect(planned.rows).toContainEqual({ op: 'insert', key: 'f|0000000000000011', value: { entry: 'a' } });
    expect(keysOf(planned)).toContain('delete u|#|a');
    expect(planned.results).toEqual([{ ok: true, entry: undefined }]);
  });

  it('inserts an entry under the id of a deleted one and takes the tombstone out of the feed', () => {
    const planned = plan([insert('a')], { a: { row: { sequence: 6, deletedAt: 1 }, etag: 'e6' } });
    expect(keysOf(planned)).toEqual([
      'replace c',
      'replace e|a',
      'insert f|0000000000000011',
      'delete f|0000000000000006',
      'upsert u|#|a',
    ]);
    expect(planned.results).toMatchObject([{ ok: true, entry: { modified: false } }]);
  });

  it('writes nothing for a refused write and numbers the others without a gap', () => {
    const planned = plan(
      [
        insert('taken'),
        insert('a'),
        { op: 'replace', id: 'none', version: undefined, entry: content },
        { op: 'delete', id: 'stale', version: '3' },
        insert('b'),
      ],
      { taken: live(4), stale: live(5) },
    );
    expect(planned.results.map((result) => (result.ok ? result.entry?.version : result.reason))).toEqual([
      'exists',
      '11',
      'gone',
      'stale',
      '12',
    ]);
    expect(planned.rows[0]).toMatchObject({ value: { sequence: 12 } });
  });

  it('plans no rows where all writes are refused', () => {
    expect(plan([insert('a')], { a: live(1) }).rows).toEqual([]);
  });

  it('leaves a second write of one entry to the next transaction', () => {
    expect(
      plan([insert('a'), insert('b'), { op: 'delete', id: 'a', version: undefined }, insert('c')]).results,
    ).toHaveLength(2);
  });

  it('fits 33 entries of one person into a transaction', () => {
    const planned = plan(Array.from({ length: 50 }, (_, at) => insert(`e${at}`)));
    expect(planned.results).toHaveLength(33);
    expect(planned.rows).toHaveLength(100);
  });

  it('fits fewer long entries into it, and always one', () => {
    const long = {
      ...content,
      content: { kind: 'event', event: { ...sampleEvent, description: 'x'.repeat(400_000) } },
    } as const;
    expect(plan([insert('a', long), insert('b', long), insert('c', long)]).results).toHaveLength(2);
    const huge = {
      ...content,
      content: { kind: 'event', event: { ...sampleEvent, description: 'x'.repeat(4_000_000) } },
    } as const;
    expect(plan([insert('a', huge), insert('b')]).results).toHaveLength(1);
  });
});
