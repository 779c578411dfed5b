// Reads items, and tells those that are gone from those that are only not shown. Ivanti answers both with a refusal.
import type { TimeZoneId } from '../../calendar/event.ts';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import type { SourceItem } from '../../sync/ports/source.ts';
import { BROKEN_ANSWER } from '../connect/failures.ts';
import { type Row, recordOf } from './answers.ts';
import { type ItemReading, itemOf, ownerOf } from './calendarItem.ts';
import type { IvantiClient } from './client.ts';
import type { FieldMap } from './fieldMap.ts';
import type { People } from './people.ts';
import { keyOf, setOf } from './query.ts';
import { idOf, readSome, seesRows } from './rows.ts';
import type { Tenant } from './tenant.ts';

export interface ReaderParts {
  readonly client: IvantiClient;
  readonly tenant: Tenant;
  readonly people: People;
  readonly object: string;
  readonly timeZone: TimeZoneId;
}

export interface Reader {
  itemsOf(rows: readonly Row[]): Promise<Outcome<readonly SourceItem[]>>;
  /** The record as it is now. `gone`: it was looked for in two ways, and the role sees other rows of the object. */
  row(id: string): Promise<Outcome<Row>>;
  read(ids: readonly string[]): Promise<Outcome<SourceItem>[]>;
}

export const recordPath = (object: string, id: string): string =>
  `/api/odata/businessobject/${setOf(object)}${keyOf(id)}`;

export function createReader({ client, tenant, people, object, timeZone }: ReaderParts): Reader {
  async function readingOf(rows: readonly Row[]): Promise<Outcome<ItemReading>> {
    const map = await tenant.fields();
    if (!map.ok) return map;
    const directory = await people.of(loginsIn(rows, map.value));
    if (!directory.ok) return directory;
    return ok({ map: map.value, timeZone, addressOf: (login) => directory.value.withLogin(login)?.email });
  }

  async function itemsOf(rows: readonly Row[]): Promise<Outcome<readonly SourceItem[]>> {
    const reading = await readingOf(rows);
    return reading.ok ? ok(rows.map((row) => itemOf(row, reading.value))) : reading;
  }

  async function row(id: string): Promise<Outcome<Row>> {
    const answer = await client.ask({ method: 'GET', path: recordPath(object, id), about: 'entry' });
    if (answer.ok) {
      const record = recordOf(answer.value);
      return !record.ok || idOf(record.value) === id ? record : failed(BROKEN_ANSWER);
    }
    return answer.failure.kind === 'gone' ? confirmed(id) : answer;
  }

  /** A refusal says nothing while the role sees no row at all: it may have lost its right on the object. */
  async function confirmed(id: string): Promise<Outcome<Row>> {
    const some = await readSome(client, object, [id]);
    if (!some.ok) return some;
    const found = some.value.find((each) => idOf(each) === id);
    if (found) return ok(found);
    const sees = await seesRows(client, object);
    if (!sees.ok) return sees;
    return failed(sees.value ? { kind: 'gone' } : { ...BROKEN_ANSWER, detail: 'no row is shown' });
  }

  async function readOne(id: string): Promise<Outcome<SourceItem>> {
    const record = await row(id);
    if (!record.ok) return record;
    const items = await itemsOf([record.value]);
    if (!items.ok) return items;
    const [item] = items.value;
    return item ? ok(item) : failed(BROKEN_ANSWER);
  }

  return {
    itemsOf,
    row,
    async read(ids) {
      if (ids.length === 0) return [];
      const some = await readSome(client, object, ids);
      if (!some.ok) return ids.map(() => some);
      const items = await itemsOf(some.value);
      if (!items.ok) return ids.map(() => items);
      const byId = new Map(items.value.map((item) => [item.id, item]));
      const outcomes: Outcome<SourceItem>[] = [];
      for (const id of ids) {
        const item = byId.get(id);
        outcomes.push(item ? ok(item) : await readOne(id));
      }
      return outcomes;
    },
  };
}

const loginsIn = (rows: readonly Row[], map: FieldMap): readonly string[] =>
  rows.map((row) => ownerOf(row, map)).filter((login) => login !== '');
