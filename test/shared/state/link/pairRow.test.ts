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
        'entryType',
        'fieldRemarks',
        'firstSeen',
        'invited',
        'matchedAt',
        'meeting',
        'mailbox',
        'problem',
        'restores',
        'role',
        'source',
        'standing',
        'veiled',
        'writtenAt',
      ].toSorted(),
    );
  });

  it.each<NonNullable<PairRow['standing']>>([
    { is: 'ended', at: 1 },
    { is: 'ended', at: 1, after: 'left' },
    { is: 'left' },
    { is: 'unlinked' },
    { is: 'left', leftOut: { reason: 'filtered', by: 'privacy' } },
    { is: 'unlinked', hasLeft: true, leftOut: { reason: 'direction' } },
    { is: 'leftOut', reason: 'direction' },
    { is: 'leftOut', reason: 'filtered', by: 'entryTypes' },
    { is: 'expanded', version: '1', at: 2, from: 3, until: 4 },
    { is: 'held', hold: 'h' },
    { is: 'held', hold: 'h', leftOut: { reason: 'filtered', by: 'privacy' } },
    { is: 'kept', leftOut: { reason: 'filtered' } },
  ])('a pair that stands so is read as it stands: %j', (standing) => {
    expect(pairRow.parse({ ...empty, standing })).toEqual({ ...empty, standing });
  });

  it.each([
    { ...empty, intents: { mailbox: { op: 'create', at: 1, losers: [] } } },
    { ...empty, intents: { calendar: {} } },
    { ...empty, mailbox: { id: 'x', base: { subject: 'print' } } },
    { ...empty, standing: { is: 'left', hasLeft: true } },
    { ...empty, standing: { is: 'held' } },
    { ...empty, unlanded: { source: [{ op: 'delete', at: 1, losers: [], read: {}, outOfScope: false }] } },
    { ...empty, standing: { is: 'leftOut', reason: 'because' } },
    { ...empty, mailbox: { id: 'x', base: {}, begun: { rev: 'r' } } },
  ])('what no pair holds does not parse: case %#', (row) => {
    expect(pairRow.safeParse(row).success).toBe(false);
  });
});
