import { describe, expect, it } from 'vitest';
import { adoptRules } from '../../../../shared/sync/ingest/adoptRules.ts';
import { rulesKey } from '../../../../shared/sync/ports/linkRules.ts';
import { reviewRules } from '../../../../shared/sync/review/reviewRules.ts';
import { DONE } from '../../../../shared/sync/session/step.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { sessionOver } from '../../../world/session.ts';

describe('adoptRules', () => {
  it('a link without pairs takes its rules as they are, and has nothing to review', async () => {
    const { ports } = await openMemoryPorts();
    const session = await sessionOver(ports);
    adoptRules(session);
    const { print, rules, participants } = session.context;
    expect(session.lease.rules).toEqual({ key: rulesKey(print, rules, participants) });
    expect(await reviewRules(session)).toEqual(DONE);
  });
});
