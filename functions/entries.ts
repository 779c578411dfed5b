// The REST API of the built-in source: an application pushes, reads and deletes its entries.
import { z } from 'zod';
import {
  deleteEntry,
  type EntryWritten,
  listEntries,
  readEntry,
  type ShownEntry,
  saveEntry,
} from '../shared/links/company/entries.ts';
import { entryInput } from '../shared/sources/entries/entry.ts';
import { entries, entry } from './answers/company.ts';
import { ok, type Reply } from './http/answer.ts';
import { email, page, sourceParams } from './http/parameters.ts';
import { etagOf, preconditionOf } from './http/preconditions.ts';
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
    summary: 'A page of entries',
    answers: { 200: entries },
    params: sourceParams,
    query: page(500).extend({ owner: email.optional() }),
  },
  async (call) => {
    const listed = await listEntries(call, { source: call.params.sourceId, ...call.query });
    if ('problem' in listed) return listed;
    const { entries, ...next } = listed;
    return ok({ items: entries.map(entryView), ...next });
  },
);

companyRoute(
  {
    name: 'getEntry',
    method: 'GET',
    path: entryPath,
    action: 'entry.read',
    summary: 'One entry',
    answers: { 200: entry },
    params: entryParams,
  },
  async (call) => {
    const entry = await readEntry(call, nameOf(call.params));
    return 'problem' in entry ? entry : entryReply(200, entry);
  },
);

companyRoute(
  {
    name: 'putEntry',
    method: 'PUT',
    path: entryPath,
    action: 'entry.write',
    summary: 'Write one entry',
    answers: { 200: entry, 201: entry },
    params: entryParams,
    body: z.record(z.string(), z.unknown(), 'must be an object'),
    shownBody: entryInput.meta({ id: 'Entry' }),
  },
  async (call) => {
    const precondition = preconditionOf(call.header);
    const saved = await saveEntry(call, { ...nameOf(call.params), precondition, fields: call.body });
    if ('problem' in saved) return saved;
    warnOfPoll(call, saved);
    return entryReply(saved.isNew ? 201 : 200, saved);
  },
);

companyRoute(
  {
    name: 'deleteEntry',
    method: 'DELETE',
    path: entryPath,
    action: 'entry.write',
    summary: 'Delete one entry',
    answers: { 204: 'nothing' },
    params: entryParams,
  },
  async (call) => {
    const deleted = await deleteEntry(call, { ...nameOf(call.params), precondition: preconditionOf(call.header) });
    if ('problem' in deleted) return deleted;
    warnOfPoll(call, deleted);
    return { status: 204 };
  },
);

const nameOf = ({ sourceId, entryId }: z.output<typeof entryParams>) => ({ source: sourceId, entry: entryId });

function warnOfPoll({ warn }: { readonly warn: (text: string) => void }, { isPollAsked }: EntryWritten): void {
  if (!isPollAsked) warn('the entry was stored, the message to the source poll was not sent');
}

/** An entry in a list, with its id and its ETag. */
const entryView = ({ id, version, fields }: ShownEntry): object => ({ id, ...fields, etag: etagOf(version) });

/** PUT takes this body, so that an application can change an entry that it has read. */
const entryReply = (status: number, { version, fields }: ShownEntry): Reply => ({
  status,
  body: fields,
  etag: etagOf(version),
});
