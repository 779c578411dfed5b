// Severa as a source, over HTTPS.
import { describe, expect, it } from 'vitest';
import { createPrinter } from '../../../../shared/calendar/canonical/fingerprint.ts';
import { keepTags } from '../../../../shared/sync/untagged/keepTags.ts';
import { value } from '../../../contract/source.ts';
import { memoryTagLedger } from '../../../memory/tagLedger.ts';
import { ADA, activity, create, EVENT, kind, open, read } from './openSevera.ts';

describe('createSeveraSource', () => {
  it('removes on the version that was read, and tells gone', async () => {
    const { server, source } = await open();
    const { id, version } = await create(source);
    server.office.edit(id, { name: 'Edited' });
    expect((await source.remove([{ id, version }])).map(kind)).toEqual(['conflict']);
    const fresh = await read(source, id);
    expect((await source.remove([{ id, version: fresh.version }])).map(kind)).toEqual(['ok']);
    expect((await source.remove([{ id, version: fresh.version }])).map(kind)).toEqual(['gone']);
  });

  it('a creation whose answer was lost is found again by its tag', async () => {
    const { server, source } = await open();
    const printers = [{ key: 'k1', print: createPrinter(new Uint8Array(32).fill(1)) }] as const;
    const tagged = keepTags(source, { ledger: memoryTagLedger(), printers, owner: ADA, now: server.now });
    const tag = { pair: 'p1', nonce: 'n1' };
    server.answerWith((method, path) => {
      if (method !== 'POST' || path !== '/v1/activities') return undefined;
      server.answerWith(undefined);
      server.office.create(activity({ name: EVENT.title, notes: EVENT.description, location: EVENT.location }));
      return { status: 502 };
    });
    expect((await tagged.create([{ event: EVENT, owner: ADA, tag }])).map(kind)).toEqual(['transient']);
    expect(value(await tagged.findByTag(tag))).toMatchObject([{ tag, content: { event: { title: EVENT.title } } }]);
  });
});
