// A source without tags gets them from the ledger: after a creation, after a lost answer, and not where nothing landed.
import { describe, expect, it } from 'vitest';
import { createPrinter } from '../../../../shared/calendar/canonical/fingerprint.ts';
import { failed } from '../../../../shared/sync/ports/outcome.ts';
import type { UntaggedSource } from '../../../../shared/sync/ports/source.ts';
import { keepTags } from '../../../../shared/sync/untagged/keepTags.ts';
import { sampleEvent, value } from '../../../contract/source.ts';
import { memoryTagLedger } from '../../../memory/tagLedger.ts';
import { untaggedMemorySource } from '../../../memory/untaggedSource.ts';

const ADA = 'ada@example.com';
const tag = (nonce: string) => ({ pair: 'p1', nonce });
const creation = (nonce: string) => ({ event: sampleEvent, owner: ADA, tag: tag(nonce) });

function open(change: (source: UntaggedSource) => Partial<UntaggedSource> = () => ({})) {
  const clock = { now: 1_000_000_000 };
  const application = untaggedMemorySource({ batchSize: 5, pageSize: 50 }, () => clock.now);
  const ledger = memoryTagLedger();
  const printers = [{ key: 'k1', print: createPrinter(new Uint8Array(32).fill(1)) }] as const;
  const source = keepTags(
    { ...application.source, ...change(application.source) },
    { ledger, printers, owner: ADA, now: () => clock.now },
  );
  return { source, ledger, application, clock };
}

/** Applies each creation, and loses the answer. */
const answerLost = (source: UntaggedSource): Partial<UntaggedSource> => ({
  async create(creations) {
    await source.create(creations);
    return creations.map(() => failed({ kind: 'transient', code: 'source-unavailable' }));
  },
});

describe('keepTags', () => {
  it('an entry that it creates carries its tag in the answer, in reads, in listings and after an update', async () => {
    const { source } = open();
    const { id, item } = value((await source.create([creation('n1')]))[0]);
    expect(item?.tag).toEqual(tag('n1'));
    const read = value((await source.read([id]))[0]);
    expect(read.tag).toEqual(tag('n1'));
    expect(value(await source.list(ADA, undefined)).items).toMatchObject([{ id, tag: tag('n1') }]);
    const update = { id, version: read.version, patch: { title: 'x' }, rev: 'r1' };
    expect(value((await source.update([update]))[0]).item?.tag).toEqual(tag('n1'));
    expect(value(await source.findByTag(tag('n1')))).toMatchObject([{ id, tag: tag('n1') }]);
  });

  it('finds the entry of a creation whose answer was lost, by its tag and by its id', async () => {
    const byTag = open(answerLost);
    await byTag.source.create([creation('n1')]);
    expect(value(await byTag.source.findByTag(tag('n1')))).toMatchObject([{ tag: tag('n1') }]);
    const byId = open(answerLost);
    await byId.source.create([creation('n1')]);
    const [entry] = await byId.application.people.list();
    expect(value((await byId.source.read([entry?.id ?? '']))[0]).tag).toEqual(tag('n1'));
    expect(await byId.ledger.open()).toEqual([]);
  });

  it('two entries that look the same get one tag each', async () => {
    const { source } = open(answerLost);
    await source.create([creation('n1'), creation('n2')]);
    const found = [value(await source.findByTag(tag('n1'))), value(await source.findByTag(tag('n2')))];
    expect(found.map((each) => each.length)).toEqual([1, 1]);
    expect(found[0]?.[0]?.id).not.toBe(found[1]?.[0]?.id);
  });

  it('finds nothing where nothing landed, and takes no older entry of a person for it', async () => {
    const { source, application, clock } = open(() => ({
      create: async (creations) => creations.map(() => failed({ kind: 'transient', code: 'source-unavailable' })),
    }));
    await application.people.create(sampleEvent, ADA);
    clock.now += 3_600_000;
    await source.create([creation('n1')]);
    expect(value(await source.findByTag(tag('n1')))).toEqual([]);
    expect(value(await source.findByTag(tag('unknown')))).toEqual([]);
    expect(value(await source.list(ADA, undefined)).items[0]?.tag).toBeUndefined();
  });

  it('a failed search is a failure, not a creation that did not land', async () => {
    const failure = failed({ kind: 'transient', code: 'source-unavailable' });
    const { source } = open((each) => ({ ...answerLost(each), createdSince: async () => failure }));
    await source.create([creation('n1')]);
    expect(await source.findByTag(tag('n1'))).toEqual(failure);
  });

  it('an entry that is gone has no tag any more, and forgetting a creation waits for 90 days', async () => {
    const { source, ledger, clock } = open();
    const { id, version } = value((await source.create([creation('n1')]))[0]);
    expect(await source.remove([{ id, version }])).toMatchObject([{ ok: true }]);
    expect(await ledger.entryOf(tag('n1'))).toBeUndefined();
    const lost = open(() => ({
      create: async (creations) => creations.map(() => failed({ kind: 'transient', code: 'source-unavailable' })),
    }));
    await lost.source.create([creation('n1')]);
    lost.clock.now += 89 * 24 * 3_600_000;
    await lost.application.people.create(sampleEvent, ADA);
    await lost.source.list(ADA, undefined);
    expect(await lost.ledger.open()).toHaveLength(1);
    lost.clock.now += 2 * 24 * 3_600_000;
    await lost.source.list(ADA, undefined);
    expect(await lost.ledger.open()).toEqual([]);
    expect(clock.now).toBeGreaterThan(0);
  });

  it('a sweep asks for no tags', async () => {
    const { source, ledger } = open();
    await source.create([creation('n1')]);
    ledger.tagsOf = () => Promise.reject(new Error('asked'));
    expect(value(await source.list(ADA, undefined, { from: 0 })).items).toHaveLength(1);
  });
});
