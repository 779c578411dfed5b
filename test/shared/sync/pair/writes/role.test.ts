import { describe, expect, it } from 'vitest';
import { rememberRole } from '../../../../../shared/sync/pair/writes/role.ts';
import {
  entryWith,
  eventWith,
  GONE,
  GRACE,
  planWith,
  rowWith,
  SETTINGS,
  settingsBy,
  there,
} from '../../../../world/planning.ts';

const EVENT_THERE = there(eventWith());
const OWN = there(entryWith());
const OTHERS = there(entryWith({ owner: GRACE, participants: ['ada@example.com'] }));
const BY_TYPE = settingsBy({ directions: { absence: 'toExchange' } });

describe('rememberRole', () => {
  it.each([
    ['owner', EVENT_THERE, OWN, 'owner', false],
    ['owner', EVENT_THERE, OTHERS, 'participant', true],
    ['owner', EVENT_THERE, GONE, 'owner', false],
    ['participant', EVENT_THERE, OWN, 'owner', false],
    ['participant', EVENT_THERE, OTHERS, 'participant', true],
    ['participant', EVENT_THERE, GONE, 'participant', true],
    [undefined, EVENT_THERE, GONE, 'owner', false],
    // A delete in the mailbox counts by the role before.
    ['owner', GONE, OTHERS, 'participant', true],
    ['participant', GONE, OWN, 'owner', true],
    ['owner', GONE, OWN, 'owner', false],
    ['participant', GONE, GONE, 'participant', true],
  ] as const)('was %s: %#', (was, mailbox, source, role, isCopy) => {
    const row = rowWith(was ? { role: was } : {});
    const { kind, plan } = rememberRole(planWith({ row, mailbox, source }), SETTINGS);
    expect([kind, plan.row.role, plan.isCopy]).toEqual(['goOn', role, isCopy]);
  });

  it('the type of the entry is kept where directions depend on it, for the time when the entry is gone', () => {
    const typed = planWith({ source: there(entryWith({ type: 'absence' })) });
    expect(rememberRole(typed, BY_TYPE).plan.row.entryType).toBe('absence');
    expect(rememberRole(typed, SETTINGS).plan.row.entryType).toBeUndefined();
    const gone = planWith({ source: GONE, row: rowWith({ entryType: 'absence' }) });
    expect(rememberRole(gone, BY_TYPE).plan.row.entryType).toBe('absence');
    expect('entryType' in rememberRole(gone, SETTINGS).plan.row).toBe(false);
  });
});
