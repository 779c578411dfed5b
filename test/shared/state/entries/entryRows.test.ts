// The rows of the built-in source.
import { describe, expect, it } from 'vitest';
import {
  entryInRow,
  peopleOf,
  readChange,
  readEntryRow,
  sequenceIn,
} from '../../../../shared/state/entries/entryRows.ts';
import { RowUnreadable } from '../../../../shared/state/table/schema.ts';
import { sampleEvent } from '../../../contract/source.ts';

const entry = {
  type: 'meeting',
  owner: 'ada@example.com',
  participants: ['bob@example.com'],
  tag: { pair: 'p', nonce: 'n' },
  rev: 'r',
  content: { kind: 'event', event: sampleEvent },
};
const row = (value: unknown, key = 'e|id-1') => ({ key, value, etag: 'etag' });

describe('entryInRow', () => {
  it('takes the id of an entry from its key and the version from its last change', () => {
    expect(entryInRow(row({ sequence: 12, modified: true, entry }))).toEqual({
      ...entry,
      id: 'id-1',
      version: '12',
      modified: true,
    });
  });

  it('reads an all-day event and an event without reminder', () => {
    const when = { showWithoutTime: true, start: '2026-11-20', duration: 'P2D' };
    const content = { kind: 'event', event: { ...sampleEvent, when, alert: null } };
    expect(entryInRow(row({ sequence: 1, modified: false, entry: { ...entry, content } }))?.content).toEqual(content);
  });

  it('returns undefined for a tombstone', () => {
    expect(entryInRow(row({ sequence: 3, deletedAt: 5 }))).toBeUndefined();
  });
});

describe('readEntryRow', () => {
  it.each([
    {},
    { sequence: 0, deletedAt: 1 },
    { sequence: 1, entry },
    { sequence: 1, modified: true, entry, deletedAt: 1 },
  ])('what no entry holds does not parse: case %#', (value) => {
    expect(() => readEntryRow(row(value))).toThrow(RowUnreadable);
  });
});

describe('readChange', () => {
  it('takes the number of a change from its key, and reads a change without people as a deletion', () => {
    const people = { owner: 'ada@example.com', participants: [] };
    expect(readChange(row({ entry: 'a', people }, 'f|0000000000000042'))).toEqual({
      entry: 'a',
      version: '42',
      people,
    });
    expect(readChange(row({ entry: 'a' }, 'f|0000000000000043'))).toEqual({ entry: 'a', version: '43' });
  });
});

describe('sequenceIn', () => {
  it('is 0 before the first change', () => {
    expect(sequenceIn(undefined)).toBe(0);
    expect(sequenceIn(row({ sequence: 7 }, 'c'))).toBe(7);
  });
});

describe('peopleOf', () => {
  it('returns each address once', () => {
    expect(peopleOf({ owner: 'a', participants: ['b', 'a', 'b'] })).toEqual(['a', 'b']);
  });
});
