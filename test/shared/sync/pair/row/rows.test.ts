import { describe, expect, it } from 'vitest';
import { indexKind, indexRow, rowsOfItem, uidRow } from '../../../../../shared/sync/pair/row/rows.ts';
import { entryWith, eventWith } from '../../../../world/planning.ts';

describe('index rows', () => {
  it.each([
    ['mailbox', 'mailboxIndex'],
    ['source', 'sourceIndex'],
  ] as const)('of the side %s have the kind %s', (side, kind) => {
    expect(indexKind(side)).toBe(kind);
    expect(indexRow(side, { id: 'i', pair: 'p' })).toEqual({ op: 'put', kind, name: 'i', row: { id: 'i', pair: 'p' } });
    expect(indexRow(side, { id: 'i', pair: 'p' }, 'upsert').op).toBe('upsert');
  });

  it('a UID names its pair', () => {
    const row = { uid: 'uid', pair: 'p' };
    expect(uidRow('uid', 'p')).toEqual({ op: 'upsert', kind: 'uidIndex', name: 'uid', row });
  });

  it('an item that a pair takes is known by id and version, and by its UID where it has one', () => {
    const known = { id: 'event', pair: 'p', version: '1' };
    expect(rowsOfItem('mailbox', 'p', eventWith())).toEqual([indexRow('mailbox', known), uidRow('uid', 'p')]);
    expect(rowsOfItem('source', 'p', entryWith())).toEqual([indexRow('source', { ...known, id: 'entry' })]);
  });
});
