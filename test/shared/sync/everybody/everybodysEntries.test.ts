// To a shared link, the entries of everybody are its mailbox's own; in the application they stay whose they are.
import { describe, expect, it } from 'vitest';
import { everybodysEntries } from '../../../../shared/sync/everybody/everybodysEntries.ts';
import type { Source } from '../../../../shared/sync/ports/source.ts';
import { sampleEvent, value } from '../../../contract/source.ts';
import { MemorySource } from '../../../memory/source.ts';
import { answering } from '../../../world/answering.ts';

const ADA = 'ada@example.com';
const BEN = 'ben@example.com';
const CHANGES = 'changes@example.com';

async function office() {
  const source = new MemorySource();
  const ids = [await source.people.create(sampleEvent, ADA, [BEN]), await source.people.create(sampleEvent, BEN)];
  return { source, ids, shared: everybodysEntries(source, CHANGES) };
}

describe('everybodysEntries', () => {
  it('lists, reads and finds each entry as the mailbox’s own, with nobody else in it', async () => {
    const { ids, shared } = await office();
    const listed = value(await shared.list(CHANGES, undefined)).items;
    const read = (await shared.read(ids)).map(value);
    for (const items of [listed, read]) {
      expect(items.map(({ id, owner, participants }) => [id, owner, participants])).toEqual(
        ids.map((id) => [id, CHANGES, []]),
      );
    }
    const tag = { pair: 'p1', nonce: 'n1' };
    await shared.create([{ event: sampleEvent, owner: CHANGES, tag }]);
    expect(value(await shared.findByTag(tag))).toMatchObject([{ owner: CHANGES, tag }]);
  });

  it('passes on page and window, and asks for everybody', async () => {
    const asked: unknown[] = [];
    const { source } = await office();
    const listing = answering<Source>(source, {
      list: async (whose, cursor, window) => {
        asked.push([whose, cursor, window]);
        return source.list(whose, undefined);
      },
    });
    const shared = everybodysEntries(listing, CHANGES);
    await shared.list(CHANGES, 'c1', { from: 5 });
    expect(asked).toEqual([[{ everybody: true }, 'c1', { from: 5 }]]);
  });

  it('an edit leaves owner and participants in the application', async () => {
    const { source, ids, shared } = await office();
    const [read] = (await shared.read(ids)).map(value);
    const update = { id: ids[0] ?? '', version: read?.version ?? '', patch: { title: 'Moved' }, rev: 'r1' };
    expect(value((await shared.update([update]))[0]).item).toMatchObject({ owner: CHANGES, participants: [] });
    expect(await source.people.list()).toMatchObject([
      { id: ids[0], owner: ADA, participants: [BEN], event: { title: 'Moved' } },
      { id: ids[1], owner: BEN },
    ]);
  });

  it('takes a part from nobody', async () => {
    const { source, ids, shared } = await office();
    const id = ids[0] ?? '';
    expect(await shared.setParts([{ id, version: '7', email: CHANGES, part: 'none' }])).toEqual([
      { ok: true, value: { id, version: '7' } },
    ]);
    expect((await source.people.list())[0]).toMatchObject({ owner: ADA, participants: [BEN] });
  });

  it('is gone and fails as the source does', async () => {
    const { shared } = await office();
    expect(await shared.read(['S99'])).toEqual([{ ok: false, failure: { kind: 'gone' } }]);
  });
});
