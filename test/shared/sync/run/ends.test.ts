import { describe, expect, it } from 'vitest';
import type { DirtyRow, HoldRow } from '../../../../shared/sync/ports/rows.ts';
import { endWhereIdle, endWithPreview, nextLook } from '../../../../shared/sync/run/ends.ts';
import { readHead } from '../../../../shared/sync/session/head.ts';
import { DONE, ends } from '../../../../shared/sync/session/step.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { sessionOver } from '../../../world/session.ts';

interface Rows {
  readonly mark?: Partial<DirtyRow>;
  readonly hold?: HoldRow['state'];
  readonly inbox?: true;
}

async function open({ mark, hold, inbox }: Rows = {}) {
  const { ports } = await openMemoryPorts();
  const session = await sessionOver(ports);
  const now = session.context.now();
  const { store } = ports;
  if (mark) {
    const row: DirtyRow = { pair: 'p', why: 'changed', at: now, attempts: 0, ...mark };
    await store.commit([{ op: 'insert', kind: 'dirty', name: 'p', row }]);
  }
  if (hold) {
    await store.commit([{ op: 'insert', kind: 'hold', name: '', row: { id: 'h', state: hold, count: 1, at: now } }]);
  }
  if (inbox) await store.commit([{ op: 'insert', kind: 'inbox', name: 'e 1', row: { entry: 'e', version: '1' } }]);
  return { session, head: await readHead(store), now };
}

describe('endWhereIdle', () => {
  it.each<[string, Rows, boolean, boolean]>([
    ['nothing has changed, and nothing waits', {}, false, true],
    ['a step has found something', {}, true, false],
    ['a pair is due', { mark: {} }, false, false],
    ['a pair is due later only', { mark: { notBefore: Number.MAX_SAFE_INTEGER } }, false, true],
    ['a pair waits for a person', { mark: { why: 'held' }, hold: 'held' }, false, true],
    ['a person has decided', { mark: { why: 'held' }, hold: 'released' }, false, false],
  ])('%s', async (_, rows, changed, isIdle) => {
    const { session, head } = await open(rows);
    expect(await endWhereIdle(session, head, changed)).toEqual(isIdle ? ends({ state: 'idle' }) : DONE);
  });

  it('a link that its user has not started stands at its preview', async () => {
    const { session, head } = await open();
    Object.assign(session, { link: { ...session.link, started: false } });
    expect(await endWhereIdle(session, head, false)).toEqual(ends({ state: 'previewed' }));
    expect(await endWithPreview(session)).toEqual(ends({ state: 'previewed' }));
  });

  it('a started link goes on past its preview', async () => {
    expect(await endWithPreview((await open()).session)).toEqual(DONE);
  });
});

describe('nextLook', () => {
  it('is at once for the inbox and for a mark without a wait, at its time for one that waits', async () => {
    const later = 1_000_000;
    const inbox = await open({ inbox: true, mark: { notBefore: later } });
    const marked = await open({ mark: {} });
    expect([await nextLook(inbox.session.context), await nextLook(marked.session.context)]).toEqual([
      inbox.now,
      marked.now,
    ]);
    expect(await nextLook((await open({ mark: { notBefore: later } })).session.context)).toBe(later);
  });

  it.each(['held', 'created'] as const)('is nobody’s for a mark that says %s', async (why) => {
    expect(await nextLook((await open({ mark: { why } })).session.context)).toBeUndefined();
  });

  it('is none where nothing is left', async () => {
    expect(await nextLook((await open()).session.context)).toBeUndefined();
  });
});
