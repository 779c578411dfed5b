// The schema of a pair's row.
import { describe, expect, it } from 'vitest';
import { pairRow } from '../../../../shared/state/link/pairRow.ts';
import type { PairRow } from '../../../../shared/sync/ports/rows.ts';
import { rowSamples } from '../../../contract/linkRowSamples.ts';

const empty: PairRow = { pair: 'p', intents: {}, abandoned: [], unlanded: {}, orphans: [] };

describe('pairRow', () => {
  it('reads a pair with all fields and a pair with the fewest fields', () => {
    expect(pairRow.parse(rowSamples.pair.row)).toEqual(rowSamples.pair.row);
    expect(pairRow.parse(empty)).toEqual(empty);
  });

  it('has every field of a pair in the sample', () => {
    const optional = Object.keys(rowSamples.pair.row).filter((field) => !(field in empty));
    expect(optional.toSorted()).toEqual(
      [
        'cleared',
        'doneAt',
        'entryType',
        'firstSeen',
        'held',
        'invited',
        'keep',
        'left',
        'leftOut',
        'leftOutBy',
        'matchedAt',
        'meeting',
        'mailbox',
        'problem',
        'restores',
        'role',
        'source',
        'unlinked',
        'veiled',
        'writtenAt',
      ].toSorted(),
    );
  });

  it.each([
    { ...empty, intents: { mailbox: { op: 'create', at: 1, losers: [] } } },
    { ...empty, intents: { calendar: {} } },
    { ...empty, mailbox: { id: 'x', base: { subject: 'print' } } },
    { ...empty, left: false },
    { ...empty, unlanded: { source: [{ op: 'delete', at: 1, losers: [], read: {}, outOfScope: false }] } },
    { ...empty, leftOut: 'because' },
    { ...empty, mailbox: { id: 'x', base: {}, begun: { rev: 'r' } } },
  ])('what no pair holds does not parse: case %#', (row) => {
    expect(pairRow.safeParse(row).success).toBe(false);
  });
});
