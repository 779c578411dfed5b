// One company with one user's link: as large as a measure wants it, run as the queue functions run it.
import type { EntryWrite } from '../../../shared/state/entry.ts';
import { pollSource } from '../../../shared/sync/poll/poll.ts';
import type { LinkContext, RunOutcome } from '../../../shared/sync/ports/link.ts';
import { runLink } from '../../../shared/sync/run.ts';
import { ACCOUNT } from './account.ts';
import type { Requests, Servers } from './servers.ts';

export interface World {
  readonly company: string;
  readonly link: string;
  readonly email: string;
  /** One run, as the queue function does it. */
  run(): Promise<RunOutcome>;
  /** Runs until nothing is left. */
  settle(): Promise<void>;
  /** Takes the source's changes into the link's inbox. */
  poll(): Promise<void>;
  /** All that a run of the link gets. */
  context(): Promise<LinkContext>;
  /** The user has looked at the preview: the runs may write from now on. */
  start(): Promise<void>;
}

export const SOURCE = 'planner';
const TYPE = { id: 'meeting', name: 'Meeting' };

let worlds = 0;

/** A mailbox with so many events, a source with so many other entries, and a link that is on and not started. */
export async function createWorld({ app, exchange, people }: Servers, events: number, entries = 0): Promise<World> {
  worlds += 1;
  const company = `bench-${worlds}`;
  const link = `link-${worlds}`;
  const email = `user${worlds}@example.com`;
  const { directory } = app;
  await people({ deed: 'fill', email, events });
  await directory.exchange(company).put(
    {
      kind: 'ews',
      url: exchange.url,
      version: 'Exchange2016',
      signIn: { method: 'basic', account: ACCOUNT.name, sealedPassword: app.sealPassword(company, ACCOUNT.password) },
      access: 'impersonation',
      caCertificate: exchange.caCertificate,
      timeZone: 'Europe/Helsinki',
      testMailbox: email,
    },
    undefined,
  );
  await directory
    .source(company, SOURCE)
    .put({ source: SOURCE, kind: 'entries', entryTypes: [TYPE], defaultType: TYPE.id }, undefined);
  await directory.entries(company, SOURCE).write(Array.from({ length: entries }, (_, index) => entryOf(email, index)));
  await directory.synchronisation(company).put({ state: 'enabled', at: 0 }, undefined);
  await directory.user(company, email).put({ user: link, email, name: email }, undefined);
  const settings = { link, source: SOURCE, on: true, epoch: 1, conflictPolicy: 'mailbox', endsAfter: 0 } as const;
  await directory.switchLink(company, { ...settings, started: false }, { etag: undefined });

  const context = async (): Promise<LinkContext> => {
    const context = await app.linkContext(company, link);
    if (typeof context === 'string') throw new Error(`No link to run: ${context}.`);
    return context;
  };
  const run = async (): Promise<RunOutcome> => runLink(await context());
  return {
    company,
    link,
    email,
    context,
    run,
    async settle() {
      for (;;) {
        const outcome = await run();
        if (outcome.state === 'idle' || outcome.state === 'previewed') return;
        if (outcome.state !== 'done') throw new Error(`The run ended with ${outcome.state}.`);
      }
    },
    async poll() {
      const poll = await app.pollContext(company, SOURCE);
      if (typeof poll === 'string') throw new Error(`No source to poll: ${poll}.`);
      for (let more = true; more; ) {
        const polled = await pollSource(poll);
        if (!polled.ok) throw new Error(`The poll ended with ${polled.failure.kind}.`);
        more = polled.value.more;
      }
    },
    async start() {
      const stored = await directory.linkSettings(company, link).get();
      await directory.switchLink(company, { ...settings, started: true }, { etag: stored?.etag });
    },
  };
}

const entryOf = (owner: string, index: number): EntryWrite => ({
  op: 'insert',
  id: `entry-${index}`,
  entry: {
    type: TYPE.id,
    owner,
    participants: [],
    content: {
      kind: 'event',
      event: {
        title: `Entry ${index}`,
        description: '',
        location: '',
        when: { showWithoutTime: true, start: '2026-12-01', duration: 'P1D' },
        privacy: 'public',
        freeBusyStatus: 'busy',
        keywords: [],
        alert: null,
      },
    },
  },
});

export interface Cost extends Requests {
  readonly seconds: number;
}

/** The requests that the product sent while `work` went on, and the time that it took. */
export async function counted({ requests }: Servers, work: () => Promise<void>): Promise<Cost> {
  const before = { ...requests };
  const startedAt = performance.now();
  await work();
  return {
    exchange: requests.exchange - before.exchange,
    source: requests.source - before.source,
    tables: requests.tables - before.tables,
    seconds: (performance.now() - startedAt) / 1000,
  };
}
