// The dry run of a deletion: how much a company has, and how much of ours would stay in calendars.
import type { App } from '../../app/app.ts';
import type { Instant } from '../../calendar/event.ts';
import { ownSideOf } from '../../sync/cleanup/cleanedUp.ts';
import { type Refusal, refused } from '../refusal.ts';
import { type ShownCompany, shownCompany } from './companyState.ts';

export interface DeletionPreview extends Pick<ShownCompany, 'company' | 'state'> {
  readonly users: number;
  readonly links: number;
  /** Links whose items are being removed from the calendars at the moment. */
  readonly removing: number;
  readonly pairs: number;
  readonly losingValues: number;
  /** The entries of the built-in source. */
  readonly entries: number;
  /** Passwords and other secrets of connections. */
  readonly secrets: number;
  readonly apiKeys: number;
  /** The organisations of Microsoft 365 that the company holds. */
  readonly consents: number;
  /** Items that we made in calendars and applications. A deletion leaves them there. */
  readonly stays: { readonly events: number; readonly entries: number };
  /** False: the time did not suffice to count everything, and there are at least so many. */
  readonly complete: boolean;
}

/** One call counts for so long. */
const COUNTING_MS = 20_000;
/** Changes of a source in one request. */
const CHANGES = 1000;

type Counts = Pick<DeletionPreview, 'pairs' | 'losingValues' | 'entries' | 'stays' | 'complete'>;

/** Changes nothing. */
export async function previewDeletion(app: App, company: string): Promise<DeletionPreview | Refusal> {
  const { directory } = app;
  const stored = await directory.companies.get(company);
  if (!stored) return refused('company-unknown');
  const [users, links, keys, consent, secrets] = await Promise.all([
    directory.users(company),
    directory.links(company),
    directory.apiKeys.list(company),
    directory.consents.get(company),
    app.countSecrets(company),
  ]);
  const { state } = shownCompany(stored.value);
  const removing = links.filter((link) => link.removing).length;
  const counts = await countRows(
    app,
    company,
    links.map(({ link }) => link),
  );
  const few = {
    users: users.length,
    links: links.length,
    removing,
    secrets,
    apiKeys: keys.length,
    consents: consent ? 1 : 0,
  };
  return { company, state, ...few, ...counts };
}

async function countRows(app: App, company: string, links: readonly string[]): Promise<Counts> {
  const until: Instant = app.now() + COUNTING_MS;
  let [pairs, losingValues, entries] = [0, 0, 0];
  const stays = { events: 0, entries: 0 };
  const counted = (complete: boolean): Counts => ({ pairs, losingValues, entries, stays, complete });
  const keepsEntries = await builtInSources(app, company);
  for (const source of keepsEntries) {
    const store = app.directory.entries(company, source);
    let page = await store.changes(undefined, CHANGES);
    for (;;) {
      entries += page.changes.filter(({ people }) => people !== undefined).length;
      if (!page.more) break;
      if (app.now() >= until) return counted(false);
      page = await store.changes(page.watermark, CHANGES);
    }
  }
  for (const link of links) {
    if (app.now() >= until) return counted(false);
    const store = app.directory.linkStore(company, link);
    await store.pick('pair', ({ row }) => {
      pairs += 1;
      const side = ownSideOf(row);
      if (side === 'mailbox') stays.events += 1;
      // Entries of the built-in source are deleted with the company.
      if (side === 'source' && keepsEntries.length === 0) stays.entries += 1;
      return false;
    });
    await store.pick('history', () => {
      losingValues += 1;
      return false;
    });
  }
  return counted(true);
}

async function builtInSources(app: App, company: string): Promise<readonly string[]> {
  const here = new Set(app.applications.filter(({ keepsEntries }) => keepsEntries === 'here').map(({ kind }) => kind));
  return (await app.directory.sources(company)).filter(({ kind }) => here.has(kind)).map(({ source }) => source);
}
