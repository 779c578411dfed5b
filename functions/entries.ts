// The REST API of the built-in source: an application pushes, reads and deletes its entries.
import { z } from 'zod';
import type { App } from '../shared/app/app.ts';
import type { EntryStore, EntryWriteResult, SourceSettings, StoredEntry } from '../shared/links/settings.ts';
import type { ProblemCode } from '../shared/problems.ts';
import { parseEntry } from '../shared/sources/entries/entry.ts';
import { entryJson } from '../shared/sources/entries/entryJson.ts';
import { applicationOf } from '../shared/sources/registry.ts';
import { invalid, type Refusal, type Reply, refused } from './http/answer.ts';
import { email, page, sourceParams } from './http/parameters.ts';
import { admit, etagOf, preconditionOf } from './http/preconditions.ts';
import { companyRoute } from './http/route.ts';

/** The application chooses the ids. An address and a row key can both hold these characters. */
const entryId = z
  .string()
  .regex(
    /^[A-Za-z0-9_~@=+:,-][A-Za-z0-9._~@=+:,-]{0,127}$/,
    'must have 1 to 128 letters without accents, digits or . _ ~ @ = + : , - and not begin with a dot',
  );
const entryParams = sourceParams.extend({ entryId });
const entryPath = 'sources/{sourceId}/entries/{entryId}';

companyRoute(
  {
    name: 'listEntries',
    method: 'GET',
    path: 'sources/{sourceId}/entries',
    action: 'entry.read',
    params: sourceParams,
    query: page(500).extend({ owner: email.optional() }),
  },
  async ({ app, company, params, query }) => {
    const source = await openSource(app, company, params.sourceId);
    if ('problem' in source) return source;
    const { cursor, limit, owner } = query;
    const listed = await source.entries.list({
      limit,
      ...(cursor === undefined ? {} : { cursor }),
      ...(owner === undefined ? {} : { email: owner }),
    });
    // The store lists the entries of owners and participants; the API asks for owners only.
    const owned = listed.entries.filter((entry) => owner === undefined || entry.owner === owner);
    const next = listed.next === undefined ? {} : { next: listed.next };
    return { status: 200, body: { items: owned.map(entryView), ...next } };
  },
);

companyRoute(
  { name: 'getEntry', method: 'GET', path: entryPath, action: 'entry.read', params: entryParams },
  async ({ app, company, params }) => {
    const source = await openSource(app, company, params.sourceId);
    if ('problem' in source) return source;
    const [entry] = await source.entries.read([params.entryId]);
    return entry ? entryReply(200, entry) : refused('not-found');
  },
);

companyRoute(
  {
    name: 'putEntry',
    method: 'PUT',
    path: entryPath,
    action: 'entry.write',
    params: entryParams,
    body: z.record(z.string(), z.unknown(), 'must be an object'),
  },
  async ({ app, company, params, body, header, warn }) => {
    const source = await openSource(app, company, params.sourceId);
    if ('problem' in source) return source;
    const parsed = parseEntry(body, {
      types: source.settings.entryTypes.map((type) => type.id),
      users: await knownOwner(app, company, body.owner),
    });
    if (!parsed.ok) return invalid(parsed.errors);
    const id = params.entryId;
    const [stored] = await source.entries.read([id]);
    const admitted = admit(preconditionOf(header), stored?.version);
    if (!admitted.ok) return refused(admitted.problem);
    const [written] = await source.entries.write([
      stored
        ? { op: 'replace', id, version: stored.version, entry: { ...marksOf(stored), ...parsed.entry } }
        : { op: 'insert', id, entry: parsed.entry },
    ]);
    if (!written?.ok) return refused(problemOf(written));
    await tellTheLinks(app, company, params.sourceId, warn);
    return written.entry ? entryReply(stored ? 200 : 201, written.entry) : refused('internal-error');
  },
);

companyRoute(
  { name: 'deleteEntry', method: 'DELETE', path: entryPath, action: 'entry.write', params: entryParams },
  async ({ app, company, params, header, warn }) => {
    const source = await openSource(app, company, params.sourceId);
    if ('problem' in source) return source;
    const id = params.entryId;
    const [stored] = await source.entries.read([id]);
    if (!stored) return refused('not-found');
    const admitted = admit(preconditionOf(header), stored.version);
    if (!admitted.ok) return refused(admitted.problem);
    const [written] = await source.entries.write([{ op: 'delete', id, version: admitted.version }]);
    if (!written?.ok) return refused(problemOf(written));
    await tellTheLinks(app, company, params.sourceId, warn);
    return { status: 204 };
  },
);

async function openSource(
  app: App,
  company: string,
  sourceId: string,
): Promise<{ readonly settings: SourceSettings; readonly entries: EntryStore } | Refusal> {
  const stored = await app.directory.source(company, sourceId).get();
  // Where the application keeps its entries itself, they are changed there.
  if (!stored || applicationOf(app.applications, stored.value.kind)?.keepsEntries !== 'here')
    return refused('not-found');
  return { settings: stored.value, entries: app.directory.entries(company, sourceId) };
}

/** The owner's address when it is a user's, else nothing: one point read instead of a list of all users. */
async function knownOwner(app: App, company: string, owner: unknown): Promise<ReadonlySet<string>> {
  const address = email.safeParse(owner);
  if (!address.success) return new Set();
  const user = await app.directory.user(company, address.data).get();
  return new Set(user ? [address.data] : []);
}

/** Our tag and rev stay on the entry when the application replaces it: a later run recognises its own writes by them. */
const marksOf = ({ tag, rev }: StoredEntry) => ({ ...(tag ? { tag } : {}), ...(rev === undefined ? {} : { rev }) });

/** The entry is stored already: when the message cannot be sent, the timer finds the change. */
async function tellTheLinks(app: App, company: string, source: string, warn: (text: string) => void): Promise<void> {
  try {
    await app.queues.pollSource({ company, source });
  } catch {
    warn('the entry was stored, the message to the source poll was not sent');
  }
}

const WRITE_PROBLEMS = {
  exists: 'already-exists',
  stale: 'version-stale',
  gone: 'version-stale',
} as const satisfies Record<string, ProblemCode>;

const problemOf = (written: EntryWriteResult | undefined): ProblemCode =>
  !written || written.ok ? 'internal-error' : WRITE_PROBLEMS[written.reason];

/** An entry in a list, with its id and its ETag. */
const entryView = (entry: StoredEntry): object => ({ id: entry.id, ...entryJson(entry), etag: etagOf(entry.version) });

/** The body is what PUT takes, so that an application can change what it read. */
const entryReply = (status: number, entry: StoredEntry): Reply => ({
  status,
  body: entryJson(entry),
  etag: etagOf(entry.version),
});
