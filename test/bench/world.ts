// One company with one user's link: as large as a measure wants it, run as the queue functions run it.
import type { Person } from '../../local/exchange/person.ts';
import type { LinkContext, RunOutcome } from '../../shared/sync/link.ts';
import { pollSource } from '../../shared/sync/poll.ts';
import { runLink } from '../../shared/sync/run.ts';
import { account, type Requests, type Servers } from './servers.ts';

export interface World {
  readonly company: string;
  readonly link: string;
  readonly email: string;
  readonly person: Person;
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

/** An empty mailbox, an empty source, and a link that is on and not started. */
export async function createWorld({ app, exchange }: Servers): Promise<World> {
  worlds += 1;
  const company = `bench-${worlds}`;
  const link = `link-${worlds}`;
  const email = `user${worlds}@example.com`;
  const { directory } = app;
  exchange.addMailbox(email);
  await directory.exchange(company).put(
    {
      url: exchange.url,
      version: 'Exchange2016',
      signIn: { method: 'basic', account: account.name, sealedPassword: app.sealPassword(company, account.password) },
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
  await directory.user(company, email).put({ user: link, email, name: email }, undefined);
  const settings = { link, source: SOURCE, on: true, epoch: 1, conflictPolicy: 'mailbox', endsAfter: 0 } as const;
  await directory.switchLink(company, { ...settings, started: false }, undefined);

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
    person: exchange.person(email),
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
      await directory.switchLink(company, { ...settings, started: true }, stored?.etag);
    },
  };
}

export interface Cost extends Requests {
  readonly seconds: number;
}

/** What the product sent while `work` went on, and how long that took. */
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

/** Fills the mailbox as its user, with events of ordinary size. */
export function fillMailbox({ person }: World, events: number): void {
  const first = Date.UTC(2026, 0, 5, 7);
  for (let index = 0; index < events; index += 1) {
    const start = first + index * 1_800_000;
    person.create({
      subject: `Event ${index}`,
      body: `Agenda of event ${index}: one line of what it is about, and who brings what.`,
      location: index % 3 === 0 ? '' : `Room ${index % 17}`,
      start: new Date(start).toISOString(),
      end: new Date(start + 1_800_000).toISOString(),
      zone: 'FLE Standard Time',
      isAllDay: false,
      sensitivity: 'Normal',
      freeBusy: 'Busy',
      categories: index % 4 === 0 ? ['Customer'] : [],
      reminderMinutes: 15,
    });
  }
}
