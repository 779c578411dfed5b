import { describe, expect, it } from 'vitest';
import { forgetVersion } from '../../../../shared/sync/session/occurrenceIndex.ts';
import { Work } from '../../../../shared/sync/session/work.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { sessionOver } from '../../../world/session.ts';

const OCCURRENCE = 'entry!2026-12-01';

async function afterForgetting(pair: string, id: string | undefined) {
  const { ports } = await openMemoryPorts();
  const session = await sessionOver(ports);
  const row = (name: string) => ({ id: name, pair: 'pair', version: '1' });
  await ports.store.commit(
    ['entry', OCCURRENCE].map((name) => ({ op: 'insert', kind: 'sourceIndex', name, row: row(name) }) as const),
  );
  const work = new Work(session);
  await forgetVersion(work, pair, id);
  await work.commit();
  const rows = await ports.store.list('sourceIndex');
  return Object.fromEntries(rows.map(({ name, row: { version } }) => [name, version]));
}

describe('forgetVersion', () => {
  it('an occurrence that takes place again has not been seen by its pair', async () => {
    expect(await afterForgetting('pair', OCCURRENCE)).toEqual({ entry: '1', [OCCURRENCE]: undefined });
  });

  it.each([
    ['a whole entry', 'pair', 'entry'],
    ['an occurrence that another pair holds', 'other', OCCURRENCE],
    ['no entry', 'pair', undefined],
  ])('%s stays known', async (_, pair, id) => {
    expect(await afterForgetting(pair, id)).toEqual({ entry: '1', [OCCURRENCE]: '1' });
  });
});
