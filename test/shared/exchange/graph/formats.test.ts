import { describe, expect, it } from 'vitest';
import { bodyAs } from '../../../../local/exchange/item/body.ts';
import { unpacked } from '../../../../shared/exchange/format/packed.ts';
import { EVENT, onlyValueOf, TAG, valuesOf } from '../../../contract/mailbox.ts';
import { openLocalGraph } from './localGraph.ts';

const HTML = '<html><body><p>one <b>two</b></p></body></html>';

describe('readFormats', () => {
  it('one request gives the formats of several bodies, and none of a plain one', async () => {
    const { mailbox, owner, asked } = await openLocalGraph();
    const ids = valuesOf(
      await mailbox.create([
        { event: { ...EVENT, description: 'one two' }, tag: TAG },
        { event: EVENT, tag: { ...TAG, nonce: 'b' } },
      ]),
    ).map(({ id }) => id);
    const [first] = owner.list().filter(({ body }) => body?.text.includes('two'));
    owner.edit(first?.id ?? '', { body: HTML, bodyType: 'HTML' });
    const from = bodyAs({ type: 'HTML', text: HTML }, 'Text');
    const changes = [...ids, 'gone'].map((id) => ({ id, from, to: from.replace('two', 'three') }));
    const before = asked();
    const [formatted, plain, gone] = await mailbox.formats(changes);
    expect(asked()).toBe(before + 1);
    expect([plain, gone?.ok]).toEqual([{ ok: true, value: undefined }, false]);
    const read = onlyValueOf(await mailbox.read(ids.slice(0, 1)));
    const found = formatted?.ok ? formatted.value : undefined;
    expect([found?.version, unpacked(found?.was ?? ''), unpacked(found?.now ?? '')]).toEqual([
      read.version,
      HTML,
      HTML.replace('two', 'three'),
    ]);
    const update = { id: read.id, version: read.version, item: read, patch: { description: 'three' }, rev: 'r' };
    valuesOf(await mailbox.update([{ ...update, body: found?.now ?? '' }]));
    const bodies = owner.list().map(({ body }) => body);
    expect(bodies).toContainEqual({ type: 'HTML', text: HTML.replace('two', 'three') });
  });
});
