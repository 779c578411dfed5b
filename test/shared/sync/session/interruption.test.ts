import { describe, expect, it } from 'vitest';
import { LOOK_AGAIN_MS } from '../../../../shared/sync/pair/facts/late.ts';
import type { Failure } from '../../../../shared/sync/ports/outcome.ts';
import { interrupted, KEY_MISSING } from '../../../../shared/sync/session/interruption.ts';
import { backOff, RunOvertaken, RunStopped, Session } from '../../../../shared/sync/session/session.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { sessionOver } from '../../../world/session.ts';

async function open() {
  const { ports } = await openMemoryPorts();
  const session = await sessionOver(ports);
  const lease = async () => (await ports.store.load([{ kind: 'lease', name: '' }]))[0]?.row;
  const stop = (failure: Failure) => interrupted(session, new RunStopped(failure));
  return { ports, session, lease, stop, now: session.context.now() };
}

describe('interrupted', () => {
  it('a failing side pauses the link, longer with each failure in a row, and its problem stands there', async () => {
    const { ports, session, stop, lease, now } = await open();
    const denied = { kind: 'denied', code: 'exchange-sign-in-refused', detail: '401' } as const;
    expect(await stop(denied)).toEqual({ state: 'stopped', failure: denied, next: backOff(now, 0) });
    const row = await lease();
    expect(row).toMatchObject({
      until: 0,
      pause: { failures: 1, connection: session.context.connection },
      problem: { code: denied.code, detail: '401', at: now },
    });
    const [stored] = await ports.store.load([{ kind: 'lease', name: '' }]);
    const next = await Session.begin(session.context, session.link, stored);
    expect(next && (await interrupted(next, new RunStopped(denied)))).toMatchObject({ next: backOff(now, 1) });
  });

  it('a server that asks for a pause gets just that, and no failure is counted', async () => {
    const { stop, lease, now } = await open();
    const retryAt = now + 90_000;
    expect(await stop({ kind: 'throttled', code: 'exchange-throttled', retryAt })).toMatchObject({ next: retryAt });
    expect((await lease())?.pause).toMatchObject({ until: retryAt, failures: 0 });
  });

  it('a missing key is looked for again soon: no side was asked anything', async () => {
    const { stop, lease, now } = await open();
    expect(await stop(KEY_MISSING)).toMatchObject({ next: now + LOOK_AGAIN_MS });
    expect((await lease())?.pause?.failures).toBe(0);
  });

  it('a failure that belongs to one item is a bug where it ends a run', async () => {
    const { stop, lease } = await open();
    await stop({ kind: 'gone' });
    expect((await lease())?.problem?.code).toBe('internal-error');
  });

  it('an overtaken run goes on at once, and leaves the lease to the other worker', async () => {
    const { ports, session, lease, now } = await open();
    const [stored] = await ports.store.load([{ kind: 'lease', name: '' }]);
    const other = { ...session.lease, owner: 'another' };
    await ports.store.commit([{ op: 'replace', kind: 'lease', name: '', row: other, etag: stored?.etag ?? '' }]);
    expect(await interrupted(session, new RunOvertaken())).toEqual({ state: 'done', next: now });
    expect((await lease())?.owner).toBe('another');
  });

  it('anything else is thrown again', async () => {
    const { session } = await open();
    await expect(interrupted(session, new TypeError('a bug'))).rejects.toThrow('a bug');
  });
});
