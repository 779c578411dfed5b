import { describe, expect, it } from 'vitest';
import { displace } from '../../../../shared/sync/meetings/giveWay.ts';
import type { EntryHolder } from '../../../../shared/sync/pair/question.ts';
import type { Loser } from '../../../../shared/sync/ports/rows.ts';
import {
  ABSENT,
  AT,
  BASE,
  entryWith,
  eventWith,
  OUR_EVENT,
  planWith,
  rowWith,
  SETTINGS,
  there,
} from '../../../world/planning.ts';

const { mailbox: _, ...half } = rowWith({ pair: 'other' });
const abandoned = [{ side: 'mailbox', nonce: 'n', target: BASE }] as const;
const settled: Loser = { side: 'source', field: 'title', why: 'conflict', sealed: '***' };
const ended = {
  pair: 'other',
  intents: {},
  abandoned: [],
  unlanded: {},
  orphans: [],
  standing: { is: 'ended', at: AT },
};
const copy = eventWith({ id: 'copy', version: '4' }, { title: 'Edited' });
const silent: EntryHolder = {
  row: rowWith({ pair: 'other', mailbox: { ...OUR_EVENT, id: 'copy' } }),
  mailbox: there(copy),
  source: there(entryWith()),
  losers: [settled],
  deletes: 1,
};

describe('displace', () => {
  it('half a pair ends in the transaction of the pair that takes its entry, with its mark', () => {
    const holder = { row: { ...half, abandoned }, mailbox: ABSENT, source: there(entryWith()), losers: [], deletes: 0 };
    const plan = displace(planWith(), SETTINGS, { holder, at: AT });
    expect(plan).toEqual({
      ...planWith(),
      displaces: 'other',
      rows: [
        { op: 'put', kind: 'pair', name: 'other', row: { ...ended, abandoned } },
        { op: 'remove', kind: 'dirty', name: 'other' },
      ],
    });
  });

  it('a silent copy goes as an orphan, and what its user edited in it goes on record', () => {
    const plan = displace(planWith(), SETTINGS, { holder: silent, at: AT });
    expect(plan.row.orphans).toEqual([{ side: 'mailbox', id: 'copy', version: '4' }]);
    expect(plan.rows[0]).toEqual({ op: 'remove', kind: 'mailboxIndex', name: 'copy' });
    expect(plan.losers).toEqual([settled, { side: 'mailbox', field: 'title', why: 'removed', value: '"Edited"' }]);
    expect(plan.deletes).toBe(1);
  });

  it('a copy that was half written is on record, too', () => {
    const begun = { ...silent.row, mailbox: { ...OUR_EVENT, id: 'copy', begun: { rev: 'r', at: 0 } } };
    const when = {
      ...copy,
      begun: 'r',
      content: eventWith({}, { when: { showWithoutTime: true, start: '2026-12-05T00:00:00', duration: 'P1D' } })
        .content,
    };
    const plan = displace(planWith(), SETTINGS, {
      holder: { ...silent, row: begun, mailbox: there(when), losers: [], deletes: 0 },
      at: AT,
    });
    expect(plan.losers).toMatchObject([{ field: 'when', why: 'unfinished' }]);
  });

  it('a pair that had ended before keeps the time, and its event is not touched', () => {
    const holder = { ...silent, row: { ...silent.row, standing: { is: 'ended', at: 3 } } } as const;
    const plan = displace(planWith(), SETTINGS, { holder, at: AT });
    expect([plan.row.orphans, plan.losers]).toEqual([[], [settled]]);
    expect(plan.rows[0]).toMatchObject({ kind: 'pair', row: { standing: { is: 'ended', at: 3 } } });
  });

  it('a pair with orphans of its own keeps its mark until they are removed', () => {
    const orphans = [{ side: 'mailbox', id: 'twin', version: '1' }] as const;
    const holder = { ...silent, row: { ...half, orphans }, mailbox: ABSENT };
    const { rows } = displace(planWith(), SETTINGS, { holder, at: AT });
    expect(rows).toMatchObject([{ kind: 'pair', row: { orphans } }]);
  });
});
