// Forms offer exactly the settings that rows take.
import { describe, expect, it } from 'vitest';
import {
  CLOUD_NAMES,
  DEFAULT_RULES,
  DIRECTIONS,
  EWS_VERSIONS,
  PRIVACIES,
  STATUSES,
} from '../../../shared/links/settings.ts';
import { exchangeRow } from '../../../shared/state/company/companyRows.ts';
import { rulesRow } from '../../../shared/state/company/rulesRow.ts';
import { EXCHANGE, GRAPH } from './memoryApp.ts';

describe('the choices of settings', () => {
  it.each(EWS_VERSIONS)('%s is a version of Exchange that can be stored', (version) => {
    expect(exchangeRow.safeParse({ ...EXCHANGE, version }).success).toBe(true);
  });

  it.each(CLOUD_NAMES)('%s is a cloud that can be stored', (cloud) => {
    expect(exchangeRow.safeParse({ ...GRAPH, cloud }).success).toBe(true);
  });

  it('each direction, privacy and status can be stored in rules', () => {
    const filter = { privacy: [...PRIVACIES], freeBusyStatus: [...STATUSES] };
    for (const direction of DIRECTIONS) {
      const rules = { ...DEFAULT_RULES, direction, filters: { toExchange: filter, toSource: filter } };
      expect(rulesRow.safeParse(rules).success).toBe(true);
    }
    expect(rulesRow.safeParse({ ...DEFAULT_RULES, direction: 'sideways' }).success).toBe(false);
  });
});
