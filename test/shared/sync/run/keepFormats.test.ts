import { describe, expect, it } from 'vitest';
import type { Mailbox } from '../../../../shared/sync/ports/mailbox.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';
import { keepFormats } from '../../../../shared/sync/run/keepFormats.ts';
import { RunStopped, type Session } from '../../../../shared/sync/session/session.ts';
import { eventWith, planWith } from '../../../world/planning.ts';

const item = eventWith();
const update = { op: 'update', side: 'mailbox', item, patch: { description: 'new' }, losers: [] } as const;
const plan = planWith({ operations: [update] });
const found = { version: item.version, was: 'was', now: 'now' };

async function kept(answer: Awaited<ReturnType<Mailbox['formats']>>[number], plans = [plan], batchSize = 50) {
  const asked: number[] = [];
  const formats: Mailbox['formats'] = async (changes) => {
    asked.push(changes.length);
    return changes.map(() => answer);
  };
  // Of a session, only the mailbox is used.
  const session = { context: { mailbox: { batchSize, formats } } } as unknown as Session;
  return { plans: await keepFormats(session, plans), asked };
}

describe('keepFormats', () => {
  it('asks in batches, and for nothing where no text is written', async () => {
    expect((await kept(ok(found), [plan, planWith(), plan, plan], 2)).asked).toEqual([2, 1]);
    expect(await kept(ok(found), [planWith()])).toMatchObject({ plans: [planWith()], asked: [] });
  });

  it('the update gets its body', async () => {
    const { plans } = await kept(ok(found));
    expect(plans[0]?.operations).toMatchObject([{ body: 'now', format: 'kept' }]);
  });

  it.each([
    ['a plain text', ok(undefined)],
    ['an event that is gone, which the write will tell', failed({ kind: 'gone' })],
  ])('%s leaves the plan as it is', async (_, answer) => {
    const { plans } = await kept(answer);
    expect(plans[0]?.operations).toEqual(answer.ok ? [update] : []);
  });

  it.each([
    ['has changed meanwhile', ok({ ...found, version: 'other' }), 'conflict'],
    ['cannot be read', failed({ kind: 'transient', code: 'exchange-error' }), 'transient'],
    ['is too large for the record', ok({ version: item.version, was: 'x'.repeat(50_000) }), 'rejected'],
  ])('nothing is written over a text that %s', async (_, answer, kind) => {
    const { plans } = await kept(answer);
    expect(plans[0]).toMatchObject({ operations: [], failure: { kind } });
  });

  it('a failure of the whole mailbox ends the run', async () => {
    await expect(kept(failed({ kind: 'denied', code: 'exchange-access-denied' } as never))).rejects.toThrow(RunStopped);
  });
});
