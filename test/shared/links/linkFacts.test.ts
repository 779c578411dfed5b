// The rows that tell how a link stands.
import { describe, expect, it } from 'vitest';
import { readLinkFacts, readOnly } from '../../../shared/links/linkFacts.ts';
import { MemoryTables } from '../../memory/tables.ts';
import { linkRow, wholePair } from './rows.ts';

describe('readLinkFacts', () => {
  it('reads every row of the link, the pairs in the order of their ids', async () => {
    const tables = new MemoryTables();
    const mark = { pair: 'b', why: 'changed', at: 1, attempts: 0 } as const;
    tables.put('ada', { kind: 'link', name: '' }, linkRow());
    for (const pair of ['b', 'a']) tables.put('ada', { kind: 'pair', name: pair }, wholePair(pair));
    tables.put('ada', { kind: 'dirty', name: 'b' }, mark);
    const facts = await readLinkFacts(tables.linkStore('ada'));
    expect(facts).toMatchObject({ link: linkRow(), lease: undefined, hold: undefined, cleanup: undefined });
    expect(facts.pairs.map(({ pair }) => pair)).toEqual(['a', 'b']);
    expect(facts.marks).toEqual(new Map([['b', mark]]));
  });

  it('a link without rows has none', async () => {
    const store = new MemoryTables().linkStore('ada');
    expect(await readLinkFacts(store)).toMatchObject({ link: undefined, pairs: [], marks: new Map() });
    expect(await readOnly(store, 'link')).toBeUndefined();
  });
});
