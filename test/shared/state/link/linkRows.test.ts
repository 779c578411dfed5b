// Rows of a link by kind, and their names.
import { describe, expect, it } from 'vitest';
import { checkName, readLinkRow } from '../../../../shared/state/link/linkRows.ts';
import { linkRowKey } from '../../../../shared/state/table/keys.ts';
import { RowUnreadable } from '../../../../shared/state/table/schema.ts';
import { rowKinds, rowSamples } from '../../../contract/linkRowSamples.ts';

describe('readLinkRow', () => {
  it.each(rowKinds)('a %s row is read with its kind and name', (kind) => {
    const { name, row } = rowSamples[kind];
    const stored = { key: linkRowKey(kind, name), value: structuredClone(row), etag: 'e' };
    expect(readLinkRow(stored)).toEqual({ kind, name, row, etag: 'e' });
  });

  it.each(rowKinds)('a %s row with a field too many or of another kind does not parse', (kind) => {
    const { name, row } = rowSamples[kind];
    const key = linkRowKey(kind, name);
    expect(() => readLinkRow({ key, value: { ...row, more: 1 }, etag: 'e' })).toThrow(RowUnreadable);
    expect(() => readLinkRow({ key, value: { other: 'the title of an event' }, etag: 'e' })).toThrow(RowUnreadable);
  });
});

describe('checkName', () => {
  it('a row is written under its own name', () => {
    const row = { id: 'a', pair: 'p' };
    expect(() => checkName('mailboxIndex', 'a', row)).not.toThrow();
    expect(() => checkName('mailboxIndex', 'b', row)).toThrow("another's name");
    expect(() => checkName('lease', 'x', rowSamples.lease.row)).toThrow("another's name");
  });
});
