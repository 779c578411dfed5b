import { describe, expect, it } from 'vitest';
import { unheldSeries } from '../../../../../shared/sync/pair/scope/unheldSeries.ts';
import type { LeftOutReason } from '../../../../../shared/sync/ports/remote.ts';
import { series } from '../../../../contract/mailboxSeries.ts';
import { EVENT, entryWith, UNREADABLE } from '../../../../world/planning.ts';

const holding = (reason: LeftOutReason | undefined) => ({ unheld: () => reason });
const weekly = entryWith({ content: { kind: 'event', event: series() } });

describe('unheldSeries', () => {
  it('is the event of a series whose rule the side cannot hold', () => {
    expect(unheldSeries(holding('recurrence-not-supported'), weekly)).toEqual(series());
  });

  it.each([
    ['a series that it holds', undefined, weekly],
    ['a series with another reason', 'series-zone-unknown', weekly],
    ['a single event', 'recurrence-not-supported', entryWith({ content: { kind: 'event', event: EVENT } })],
    ['an entry that cannot be read', 'recurrence-not-supported', entryWith({ content: UNREADABLE })],
  ] as const)('%s is none', (_, reason, entry) => {
    expect(unheldSeries(holding(reason), entry)).toBeUndefined();
  });
});
