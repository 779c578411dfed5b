// The writes of single items. Ivanti puts no condition on a write. So an item is read, compared with the version that the
// write was planned on, and written. A read-only item is never written: Ivanti would take it.
import { type Failure, failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import type { Removal, Tag, Update, Written } from '../../sync/ports/remote.ts';
import type { Part, SourceItem, UntaggedCreation } from '../../sync/ports/source.ts';
import { BROKEN_ANSWER } from '../connect/failures.ts';
import { type Row, recordOf } from './answers.ts';
import { isReadOnly, propertiesOf, tagText, versionOf } from './calendarItem.ts';
import type { IvantiRequest } from './client.ts';
import type { FieldMap } from './fieldMap.ts';
import { setOf } from './query.ts';
import { type Reader, type ReaderParts, recordPath } from './reader.ts';
import { readEqual } from './rows.ts';
import { textIn } from './values.ts';

export interface Writing extends ReaderParts {
  readonly reader: Reader;
}

type Answer = Promise<Outcome<Written<SourceItem>>>;

const READ_ONLY = { kind: 'rejected', code: 'item-rejected', detail: 'read-only' } as const satisfies Failure;
const NO_OWNER = { kind: 'rejected', code: 'item-rejected', field: 'owner' } as const satisfies Failure;
/** Ivanti has no participants. */
const NO_PARTICIPANT = { kind: 'rejected', code: 'item-rejected', field: 'participants' } as const satisfies Failure;

/** With a tag, a second creation finds the item of the first. */
export async function create(writing: Writing, { event, owner }: UntaggedCreation, tag?: Tag): Answer {
  const { tenant, people, object, timeZone } = writing;
  const map = await tenant.fields();
  if (!map.ok) return map;
  const made =
    tag && map.value.tag ? await rowTagged(writing, { field: map.value.tag, value: tagText(tag) }) : ok(undefined);
  if (!made.ok) return made;
  if (made.value) return writtenOf(writing, made.value);
  const directory = await people.of([]);
  if (!directory.ok) return directory;
  const employee = directory.value.withAddress(owner);
  if (!employee) return failed(NO_OWNER);
  const { title, description, location, when } = event;
  const path = `/api/odata/businessobject/${setOf(object)}`;
  const body = {
    ...propertiesOf({ title, description, location, when }, map.value, timeZone),
    ...ownedBy(employee, map.value),
    ...(tag && map.value.tag ? { [map.value.tag]: tagText(tag) } : {}),
  };
  const answer = await send(writing, { method: 'POST', path, body, about: 'entry' });
  if (!answer.ok) return answer.failure.kind === 'gone' ? failed({ kind: 'rejected', code: 'item-rejected' }) : answer;
  return writtenOf(writing, answer.value);
}

export async function update(writing: Writing, { id, version, patch }: Update): Answer {
  const before = await forWriting(writing, { id, version });
  return before.ok ? patched(writing, id, propertiesOf(patch, before.value.map, writing.timeZone)) : before;
}

/** An item has an owner, and nobody else. */
export async function setPart(writing: Writing, { id, version, email, part }: Part): Answer {
  const before = await forWriting(writing, { id, version });
  if (!before.ok) return before;
  const current = await writtenOf(writing, before.value.row);
  if (!current.ok || current.value.item?.owner === email || part === 'none') return current;
  if (part === 'participant') return failed(NO_PARTICIPANT);
  const directory = await writing.people.of([]);
  if (!directory.ok) return directory;
  const employee = directory.value.withAddress(email);
  return employee ? patched(writing, id, ownedBy(employee, before.value.map)) : failed(NO_OWNER);
}

export async function remove(writing: Writing, removal: Removal): Promise<Outcome<void>> {
  const before = await forWriting(writing, removal);
  if (!before.ok) return before;
  const path = recordPath(writing.object, removal.id);
  const answer = await writing.client.ask({ method: 'DELETE', path, about: 'entry' });
  if (answer.ok) return ok(undefined);
  if (answer.failure.kind !== 'gone') return answer;
  // Somebody was quicker, or the refusal means something else: a read tells.
  const after = await writing.reader.row(removal.id);
  return after.ok ? failed(BROKEN_ANSWER) : after;
}

interface Current {
  readonly row: Row;
  readonly map: FieldMap;
}

/**
 * The record as it is now, where it has the version that was read and may be written. No other request comes between
 * this read and the write.
 */
async function forWriting({ tenant, reader, timeZone }: Writing, { id, version }: Removal): Promise<Outcome<Current>> {
  const map = await tenant.fields();
  if (!map.ok) return map;
  const row = await reader.row(id);
  if (!row.ok) return row;
  if (versionOf(row.value, { map: map.value, timeZone }) !== version) return failed({ kind: 'conflict' });
  return isReadOnly(row.value) ? failed(READ_ONLY) : ok({ row: row.value, map: map.value });
}

async function patched(writing: Writing, id: string, body: object): Answer {
  const answer = await send(writing, { method: 'PATCH', path: recordPath(writing.object, id), body, about: 'entry' });
  if (answer.ok) return writtenOf(writing, answer.value);
  if (answer.failure.kind !== 'gone') return answer;
  const after = await writing.reader.row(id);
  return after.ok ? failed(BROKEN_ANSWER) : after;
}

async function send({ client }: Writing, request: IvantiRequest): Promise<Outcome<Row>> {
  const answer = await client.ask(request);
  return answer.ok ? recordOf(answer.value) : answer;
}

async function writtenOf({ reader }: Writing, row: Row): Answer {
  const items = await reader.itemsOf([row]);
  if (!items.ok) return items;
  const [item] = items.value;
  return item ? ok({ id: item.id, version: item.version, item }) : failed(BROKEN_ANSWER);
}

/** The item that carries this text. Ivanti compares without letter case; here it counts. */
async function rowTagged(
  { client, object }: Writing,
  search: { readonly field: string; readonly value: string },
): Promise<Outcome<Row | undefined>> {
  const rows = await readEqual(client, object, search);
  return rows.ok ? ok(rows.value.find((row) => textIn(row, search.field) === search.value)) : rows;
}

const ownedBy = (
  { login, id }: { readonly login: string; readonly id: string },
  { owner, ownerTwin }: FieldMap,
): object => ({
  [owner]: login,
  ...(ownerTwin ? { [ownerTwin]: id } : {}),
});
