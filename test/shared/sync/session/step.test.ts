import { describe, expect, it } from 'vitest';
import { CHANGED, DONE, ends, goOnLater } from '../../../../shared/sync/session/step.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { sessionOver } from '../../../world/session.ts';

describe('the result of a step', () => {
  it('lets the next step follow, and says whether there may be something to reconcile', () => {
    expect([DONE, CHANGED]).toEqual([
      { is: 'done', changed: false },
      { is: 'done', changed: true },
    ]);
  });

  it('ends the run, which goes on at once or later', async () => {
    const { ports } = await openMemoryPorts();
    const session = await sessionOver(ports);
    const now = session.context.now();
    expect(goOnLater(session)).toEqual({ is: 'ends', outcome: { state: 'done', next: now } });
    expect(goOnLater(session, 60_000)).toEqual({ is: 'ends', outcome: { state: 'done', next: now + 60_000 } });
    expect(ends({ state: 'previewed' })).toEqual({ is: 'ends', outcome: { state: 'previewed' } });
  });
});
