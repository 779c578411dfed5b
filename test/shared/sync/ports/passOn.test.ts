// No decorator loses a capability of the port behind it.
import { describe, expect, it } from 'vitest';
import { expandedSource } from '../../../../shared/sync/expansion/expandedSource.ts';
import { ownEntries, ownEvents } from '../../../../shared/sync/marks/ownMarks.ts';
import { mailboxBehind, sourceBehind } from '../../../../shared/sync/ports/passOn.ts';
import type { Source } from '../../../../shared/sync/ports/source.ts';
import { sampleEvent } from '../../../contract/source.ts';
import { MemoryMailbox } from '../../../memory/mailbox.ts';
import { MemorySource } from '../../../memory/source.ts';

const source: Source = Object.assign(new MemorySource(), {
  tellsDeletions: false as const,
  unfit: () => ['title'] as const,
});
const plain = new MemorySource();
const mailbox = Object.assign(new MemoryMailbox({ batchSize: 3, pageSize: 5 }), {
  mailsEveryWrite: true as const,
  unfit: () => ['location'] as const,
});
const expanding = { print: () => ({}), unheld: () => undefined };

describe('sourceBehind', () => {
  it.each<[string, (source: Source) => Omit<Source, 'read' | 'list'> | ReturnType<typeof sourceBehind>]>([
    ['itself', sourceBehind],
    ['of the expansion', (each) => expandedSource(each, expanding)],
    ['of the marks', (each) => ownEntries(each, () => 'm')],
  ])('keeps every capability: %s', (_, decorate) => {
    const { fields, batchSize, createdType, tellsDeletions, unfit } = decorate(source);
    expect({ fields, batchSize, createdType, tellsDeletions }).toEqual({
      fields: source.fields,
      batchSize: source.batchSize,
      createdType: 'meeting',
      tellsDeletions: false,
    });
    expect(unfit?.(sampleEvent)).toEqual(['title']);
    const bare = decorate(plain);
    expect('tellsDeletions' in bare || 'unfit' in bare).toBe(false);
  });
});

describe('mailboxBehind', () => {
  it('keeps every capability', () => {
    for (const behind of [mailboxBehind(mailbox), ownEvents(mailbox, () => 'm')]) {
      expect([behind.api, behind.batchSize, behind.mailsEveryWrite]).toEqual([mailbox.api, 3, true]);
      expect(behind.unfit?.(sampleEvent)).toEqual(['location']);
    }
  });
});
