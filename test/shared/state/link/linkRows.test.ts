// The rows of a link, of every kind, and their names.
import { describe, expect, it } from 'vitest';
import { checkName, readLinkRow } from '../../../../shared/state/link/linkRows.ts';
import { linkRowKey } from '../../../../shared/state/table/keys.ts';
import { RowUnreadable } from '../../../../shared/state/table/schema.ts';
import { rowKinds, rowSamples } from '../../../contract/linkRowSamples.ts';

describe('readLinkRow', () => {
  it.each(rowKinds)('reads a %s row with its kind and name', (kind) => {
    const { name, row } = rowSamples[kind];
    const stored = { key: linkRowKey(kind, name), value: structuredClone(row), etag: 'e' };
    expect(readLinkRow(stored)).toEqual({ kind, name, row, etag: 'e' });
  });

  it.each(rowKinds)('refuses a %s row with an unknown field or a field of another kind', (kind) => {
    const { name, row } = rowSamples[kind];
    const key = linkRowKey(kind, name);
    expect(() => readLinkRow({ key, value: { ...row, more: 1 }, etag: 'e' })).toThrow(RowUnreadable);
    expect(() => readLinkRow({ key, value: { other: 'the title of an event' }, etag: 'e' })).toThrow(RowUnreadable);
  });
});

describe('checkName', () => {
  it('accepts only the name that the row itself carries', () => {
    const row = { id: 'a', pair: 'p' };
    expect(() => checkName('mailboxIndex', 'a', row)).not.toThrow();
    expect(() => checkName('mailboxIndex', 'b', row)).toThrow("not the row's own name");
    expect(() => checkName('lease', 'x', rowSamples.lease.row)).toThrow("not the row's own name");
  });
});
