// The entries of the built-in source: an application pushes, reads and deletes them.
import type { ProblemCode } from '../../problems.ts';
import { parseEntry } from '../../sources/entries/entry.ts';
import { entryJson } from '../../sources/entries/entryJson.ts';
import { email } from '../../sources/entries/fields.ts';
import { applicationOf } from '../../sources/registry.ts';
import type { SourceSettings } from '../../state/directory.ts';
import type { EntryStore, EntryWriteResult, StoredEntry } from '../../state/entry.ts';
import type { InCompany } from '../acting.ts';
import type { Page } from '../page.ts';
import { invalid, type Refusal, refused } from '../refusal.ts';
import { admit, type Precondition } from '../saveResource.ts';

export interface EntryName {
  readonly source: string;
  readonly entry: string;
}

export interface ShownEntry {
  readonly id: string;
  readonly version: string;
  /** In the words that `saveEntry` takes. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A write is stored. The poll of the source was asked for; where that failed, the timer finds the change. */
export interface EntryWritten {
  readonly isPollAsked: boolean;
}

/** One page. With `owner`, the entries of this user only. */
export async function listEntries(
  scope: InCompany,
  { source, owner, ...page }: Page & { readonly source: string; readonly owner?: string | undefined },
): Promise<{ readonly entries: readonly ShownEntry[]; readonly next?: string } | Refusal> {
  const opened = await openSource(scope, source);
  if ('problem' in opened) return opened;
  const { cursor, limit } = page;
  const listed = await opened.entries.list({
    limit,
    ...(cursor === undefined ? {} : { cursor }),
    ...(owner === undefined ? {} : { email: owner }),
  });
  // The store lists the entries of owners and participants.
  const owned = listed.entries.filter((entry) => owner === undefined || entry.owner === owner);
  return { entries: owned.map(shownEntry), ...(listed.next === undefined ? {} : { next: listed.next }) };
}

export async function readEntry(scope: InCompany, { source, entry }: EntryName): Promise<ShownEntry | Refusal> {
  const opened = await openSource(scope, source);
  if ('problem' in opened) return opened;
  const [stored] = await opened.entries.read([entry]);
  return stored ? shownEntry(stored) : refused('not-found');
}

export interface EntryChange extends EntryName {
  readonly precondition: Precondition;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Parses the fields and stores the entry. */
export async function saveEntry(
  scope: InCompany,
  { source, entry: id, precondition, fields }: EntryChange,
): Promise<(ShownEntry & EntryWritten & { readonly isNew: boolean }) | Refusal> {
  const opened = await openSource(scope, source);
  if ('problem' in opened) return opened;
  const parsed = parseEntry(fields, {
    types: opened.settings.entryTypes.map((type) => type.id),
    users: await knownOwner(scope, fields.owner),
  });
  if (!parsed.ok) return invalid(parsed.errors);
  const [stored] = await opened.entries.read([id]);
  const admitted = admit(precondition, stored?.version);
  if (!admitted.ok) return refused(admitted.problem);
  const [written] = await opened.entries.write([
    stored
      ? { op: 'replace', id, version: stored.version, entry: { ...marksOf(stored), ...parsed.entry } }
      : { op: 'insert', id, entry: parsed.entry },
  ]);
  if (!written?.ok) return refused(problemOf(written));
  const isPollAsked = await askForPoll(scope, source);
  if (!written.entry) return refused('internal-error');
  return { ...shownEntry(written.entry), isNew: stored === undefined, isPollAsked };
}

export async function deleteEntry(
  scope: InCompany,
  { source, entry: id, precondition }: EntryName & { readonly precondition: Precondition },
): Promise<EntryWritten | Refusal> {
  const opened = await openSource(scope, source);
  if ('problem' in opened) return opened;
  const [stored] = await opened.entries.read([id]);
  if (!stored) return refused('not-found');
  const admitted = admit(precondition, stored.version);
  if (!admitted.ok) return refused(admitted.problem);
  const [written] = await opened.entries.write([{ op: 'delete', id, version: admitted.version }]);
  if (!written?.ok) return refused(problemOf(written));
  return { isPollAsked: await askForPoll(scope, source) };
}

/** The built-in source only: another application keeps its entries itself, and they are changed there. */
async function openSource(
  { app, company }: InCompany,
  source: string,
): Promise<{ readonly settings: SourceSettings; readonly entries: EntryStore } | Refusal> {
  const stored = await app.directory.source(company, source).get();
  if (!stored || applicationOf(app.applications, stored.value.kind)?.keepsEntries !== 'here') {
    return refused('not-found');
  }
  return { settings: stored.value, entries: app.directory.entries(company, source) };
}

/** The owner's address where it is a user's. One point read takes the place of a list of all users. */
async function knownOwner({ app, company }: InCompany, owner: unknown): Promise<ReadonlySet<string>> {
  const address = email.safeParse(owner);
  if (!address.success) return new Set();
  const user = await app.directory.user(company, address.data).get();
  return new Set(user ? [address.data] : []);
}

/** Tag and rev of ours stay on an entry that is replaced: a later run recognises its own writes by them. */
const marksOf = ({ tag, rev }: StoredEntry): Pick<StoredEntry, 'tag' | 'rev'> => ({
  ...(tag ? { tag } : {}),
  ...(rev === undefined ? {} : { rev }),
});

async function askForPoll({ app, company }: InCompany, source: string): Promise<boolean> {
  return app.queues.pollSource({ company, source }).then(
    () => true,
    () => false,
  );
}

const WRITE_PROBLEMS = {
  exists: 'already-exists',
  stale: 'version-stale',
  gone: 'version-stale',
} as const satisfies Record<string, ProblemCode>;

const problemOf = (written: EntryWriteResult | undefined): ProblemCode =>
  !written || written.ok ? 'internal-error' : WRITE_PROBLEMS[written.reason];

const shownEntry = (entry: StoredEntry): ShownEntry => ({
  id: entry.id,
  version: entry.version,
  fields: entryJson(entry),
});
