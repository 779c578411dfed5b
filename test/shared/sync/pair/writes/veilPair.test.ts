import { describe, expect, it } from 'vitest';
import { drawVeil } from '../../../../../shared/sync/pair/writes/veilPair.ts';
import {
  BASE,
  entryWith,
  eventWith,
  OUR_ENTRY,
  planWith,
  rowWith,
  SETTINGS,
  settingsBy,
  there,
} from '../../../../world/planning.ts';

const BUSY_ONLY = settingsBy({ privateEvents: { kind: 'busyOnly', title: 'Busy' } });
const PRIVATE = { privacy: 'private' } as const;
const VEILED = rowWith({ veiled: true });

describe('drawVeil', () => {
  it.each([
    ['event', { mailbox: there(eventWith({}, PRIVATE)) }],
    ['entry', { source: there(entryWith({}, PRIVATE)) }],
  ])('a pair whose %s is private gets its veil where the link shows others only busy', (_, change) => {
    const { kind, plan } = drawVeil(planWith(change), BUSY_ONLY);
    expect([kind, plan.row.veiled]).toEqual(['goOn', true]);
    expect(drawVeil(planWith(change), SETTINGS).plan.row.veiled).toBeUndefined();
  });

  it('a veiled pair stays so, and any other stays without', () => {
    const veiled = planWith({ row: VEILED, mailbox: there(eventWith({}, PRIVATE)) });
    expect(drawVeil(veiled, BUSY_ONLY).plan.row).toBe(veiled.row);
    const plain = planWith();
    expect(drawVeil(plain, BUSY_ONLY).plan.row).toBe(plain.row);
  });

  it('no longer private, the details of its home count as new to the other side', () => {
    const { plan } = drawVeil(planWith({ row: { ...VEILED, source: OUR_ENTRY } }), BUSY_ONLY);
    const { when, privacy, freeBusyStatus } = BASE;
    expect(plan.row.veiled).toBeUndefined();
    expect(plan.row.mailbox?.base).toEqual({ when, privacy, freeBusyStatus });
    expect(plan.row.source).toEqual(OUR_ENTRY);
  });

  it('where a person made both items, each keeps its own details', () => {
    const { plan } = drawVeil(planWith({ row: VEILED }), SETTINGS);
    expect(plan.row).toEqual(rowWith());
  });
});
