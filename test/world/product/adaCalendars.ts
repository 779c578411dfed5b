// Ada's link through the API, with rows and keys as in the product and both calendars in memory. People work in them,
// and each run is one that a queue message would begin.
import { vi } from 'vitest';
import type { App } from '../../../shared/app/app.ts';
import { pollSource } from '../../../shared/sync/poll/poll.ts';
import { runLink } from '../../../shared/sync/run.ts';
import { MemoryMailbox } from '../../memory/mailbox.ts';
import { MemorySource } from '../../memory/source.ts';
import { World } from '../world.ts';
import { adaPath } from './acme.ts';
import { type AdaLink, switchedOn } from './adaLink.ts';
import { type Answer, appAt } from './registered.ts';

export interface AdaCalendars extends AdaLink {
  readonly app: App;
  readonly clock: { now: number };
  readonly world: World;
  readonly mailbox: MemoryMailbox;
  readonly source: MemorySource;
  /** So many polls and runs, four minutes after one another. */
  run(times?: number): Promise<void>;
  get(rest: string): Promise<Answer>;
}

/** Started by its user, with nothing in either calendar. */
export async function adaCalendars(): Promise<AdaCalendars> {
  const clock = { now: Date.UTC(2026, 10, 20, 8) };
  const app = appAt(() => clock.now);
  const ada = await switchedOn(app);
  const sizes = { batchSize: 10, pageSize: 50 };
  const [mailbox, source] = [new MemoryMailbox(sizes), new MemorySource(sizes)];
  const company = app.directory.companyStore(ada.company);
  const world = await World.begin({
    mailbox,
    source,
    store: ada.store,
    company,
    person: mailbox.person,
    people: source.people,
    // The API has done it.
    setLink: async () => {},
    loseRows: async () => {
      throw new Error('the tables of this test are kept');
    },
  });
  const real = app.linkContext.bind(app);
  vi.spyOn(app, 'linkContext').mockImplementation(async (...of) => {
    const context = await real(...of);
    return typeof context === 'string' ? context : { ...context, mailbox, source };
  });
  const run = async (times = 1): Promise<void> => {
    for (let i = 0; i < times; i += 1) {
      for (let more = true; more; ) {
        const polled = await pollSource({ company, source });
        more = polled.ok && polled.value.more;
      }
      const context = await app.linkContext(ada.company, ada.link);
      if (typeof context === 'string') throw new Error(context);
      await runLink(context);
      clock.now += 4 * 60_000;
    }
  };
  await run(2);
  await ada.call('POST', adaPath('start'));
  return { ...ada, app, clock, world, mailbox, source, run, get: (rest) => ada.call('GET', adaPath(rest)) };
}
