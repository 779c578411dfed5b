// Tags of another company, source or deployment are nobody's: its items read as if they had none.
import { describe, expect, it } from 'vitest';
import { type Mark, ownEntries, ownEvents } from '../../../../shared/sync/marks/ownMarks.ts';
import type { Tag } from '../../../../shared/sync/ports/remote.ts';
import { sampleEvent, value } from '../../../contract/source.ts';
import { MemoryMailbox } from '../../../memory/mailbox.ts';
import { MemorySource } from '../../../memory/source.ts';

const ADA = 'ada@example.com';
const markUnder =
  (key: string): Mark =>
  ({ pair, nonce, of }) =>
    `${key}-${pair}-${nonce}-${of}`;
const OURS = markUnder('ours');
const THEIRS = markUnder('theirs');
const tag: Tag = { pair: 'p1', nonce: 'n1', of: 'o1' };

describe.each([tag, { pair: 'p1', nonce: 'n1' }])('a tag %o', (given) => {
  it('of an event is read as it was given, by its maker alone', async () => {
    const mailbox = new MemoryMailbox({ batchSize: 5, pageSize: 50 });
    const [ours, theirs] = [ownEvents(mailbox, OURS), ownEvents(mailbox, THEIRS)];
    const { id } = value((await ours.create([{ event: sampleEvent, tag: given }]))[0]);
    expect(value((await ours.read([id]))[0]).tag).toEqual(given);
    expect(value(await ours.findByTag(given))).toMatchObject([{ id, tag: given }]);
    expect(value((await theirs.read([id]))[0])).not.toHaveProperty('tag');
    expect(value(await theirs.findByTag(given))).toEqual([]);
    const { uid } = value((await ours.read([id]))[0]);
    expect(value(await ours.findByUid(uid))?.tag).toEqual(given);
    expect(value(await theirs.findByUid(uid))?.tag).toBeUndefined();
  });

  it('of an entry is read as it was given, by its maker alone', async () => {
    const source = new MemorySource();
    const [ours, theirs] = [ownEntries(source, OURS), ownEntries(source, THEIRS)];
    const made = value((await ours.create([{ event: sampleEvent, owner: ADA, tag: given }]))[0]);
    expect(made.item?.tag).toEqual(given);
    const update = { id: made.id, version: made.version, patch: { title: 'x' }, rev: 'r1' };
    expect(value((await ours.update([update]))[0]).item?.tag).toEqual(given);
    expect(value(await ours.list(ADA, undefined)).items[0]?.tag).toEqual(given);
    expect(value(await theirs.list(ADA, undefined)).items[0]?.tag).toBeUndefined();
    expect(value(await theirs.findByTag(given))).toEqual([]);
  });
});

describe('a tag that somebody else wrote', () => {
  it.each([
    ['without a mark', { ...tag }],
    ['with the mark of another pair', { ...tag, pair: 'p2', of: `o1.${OURS(tag)}` }],
    ['with the mark of another origin', { ...tag, of: `o2.${OURS(tag)}` }],
    ['with an empty mark', { ...tag, of: 'o1.' }],
  ])('%s is no tag of ours', async (_, foreign) => {
    const mailbox = new MemoryMailbox({ batchSize: 5, pageSize: 50 });
    const { id } = value((await mailbox.create([{ event: sampleEvent, tag: foreign }]))[0]);
    expect(value((await ownEvents(mailbox, OURS).read([id]))[0]).tag).toBeUndefined();
  });
});
