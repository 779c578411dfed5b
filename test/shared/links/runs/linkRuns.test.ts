// A message about a link, and what it sends in turn. The runs themselves: test/shared/sync/run.test.ts.

import { describe, expect, it } from 'vitest';
import { AT_ONCE_MAX } from '../../../../shared/links/runs/companySlots.ts';
import { LinkRuns } from '../../../../shared/links/runs/linkRuns.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { World } from '../../../world/world.ts';
import { memoryCompany, settingsOf } from '../memoryApp.ts';

const ADA = { company: 'acme', link: 'ada' };

/** A company whose link `ada` runs in a world of its own. */
async function running() {
  const company = memoryCompany();
  const { ports } = await openMemoryPorts();
  const world = await World.begin(ports);
  company.app.linkContext = async () => ({ ...world.context(), now: () => company.clock.now });
  return { ...company, ports };
}

describe('LinkRuns', () => {
  it('a link that does not exist is said as such', async () => {
    const { app } = memoryCompany();
    const runs = new LinkRuns();
    expect(await runs.run({ ...app, linkContext: async () => 'not-found' }, ADA)).toBe('not-found');
  });

  it('why a run cannot begin stands on the link', async () => {
    const { app, store } = memoryCompany();
    const runs = new LinkRuns();
    expect(await runs.run({ ...app, linkContext: async () => 'password-unreadable' }, ADA)).toBeUndefined();
    expect((await store.load([{ kind: 'lease', name: '' }]))[0]?.row.problem?.code).toBe('password-unreadable');
  });

  it('while another run holds the lease it asks again once, however often a message comes', async () => {
    const { app, ports, messages, clock } = await running();
    const row = { owner: 'another', until: clock.now + 30_000, startedAt: clock.now, deletes: [] };
    await ports.store.commit([{ op: 'upsert', kind: 'lease', name: '', row }]);
    const runs = new LinkRuns();
    for (let time = 0; time < 3; time += 1) await runs.run(app, ADA);
    expect(messages).toEqual(['link ada 30']);
    clock.now += 30_000;
    await ports.store.commit([{ op: 'upsert', kind: 'lease', name: '', row: { ...row, until: clock.now + 30_000 } }]);
    await runs.run(app, ADA);
    expect(messages).toEqual(['link ada 30', 'link ada 30']);
  });

  it('after the removal of what we made, the timer need not ask any more', async () => {
    const company = await running();
    company.addLink(settingsOf('ada', { on: false, removing: true }));
    await company.ports.setLink({ on: false, started: false, epoch: 1, endsAfter: 0, removing: true });
    const runs = new LinkRuns();
    for (let time = 0; time < 4; time += 1) await runs.run(company.app, ADA);
    expect(company.settings()).toEqual(settingsOf('ada', { on: false }));
  });

  it('a company has its share of runs going; a further message comes again later', async () => {
    const { app, messages } = memoryCompany();
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const hanging = { ...app, linkContext: async () => ended.then(() => 'not-found' as const) };
    const runs = new LinkRuns();
    const going = Array.from({ length: AT_ONCE_MAX }, (_, at) => runs.run(hanging, { ...ADA, link: `l${at}` }));
    expect(await runs.run(hanging, ADA)).toBeUndefined();
    expect(messages).toEqual(['link ada 10']);
    end();
    await Promise.all(going);
    expect(await runs.run(hanging, ADA)).toBe('not-found');
  });
});
