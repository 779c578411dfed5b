// The business application: it pushes, reads and deletes entries through the product's HTTP API, like any other.
import * as z from 'zod';
import type { CalendarEvent } from '../../../shared/calendar/event.ts';
import { parseEntry } from '../../../shared/sources/entries/entry.ts';
import { entryJson } from '../../../shared/sources/entries/entryJson.ts';
import type { EntryContent } from '../../../shared/state/entry.ts';
import { type ApiAnswer, type ApiRequest, callApi, refused } from '../../apiCall.ts';
import { type Editor, type Standing, titleOf } from './editor.ts';
import { onNewest, Stale } from './onNewest.ts';

const ENTRY_TYPE = 'meeting';

export interface SourceAccess {
  /** Address of the API, with its prefix. */
  readonly api: string;
  readonly apiKey: string;
  readonly source: string;
  /** The address of the entries' owner. */
  readonly owner: string;
}

/** True where the API accepts an entry with this content. */
export const fitsEntry = (event: CalendarEvent, owner: string): boolean =>
  parseEntry(bodyOf(event, owner), { types: [ENTRY_TYPE], users: new Set([owner]) }).ok;

export function createSourceEditor({ api, apiKey, source, owner }: SourceAccess): Editor {
  let created = 0;
  /** `title` names the entry in a refusal. */
  const call = async (path: string, request: ApiRequest, title?: string): Promise<ApiAnswer> => {
    const answer = await callApi(`${api}/sources/${source}/entries${path}`, apiKey, request);
    if (answer.status < 300) return answer;
    const refusal = refused(`${request.method} entries${path}${title === undefined ? '' : ` ("${title}")`}`, answer);
    throw answer.status === 412 ? new Stale(refusal.message) : refusal;
  };
  const read = async (id: string): Promise<Standing> => {
    const { body, etag } = await call(`/${encodeURIComponent(id)}`, { method: 'GET' });
    return standingOf(itemSchema.parse({ ...Object(body), id, etag }));
  };
  return {
    async list() {
      const standings: Standing[] = [];
      for (let query: string | undefined = '?limit=500'; query !== undefined; ) {
        const { items, next } = pageSchema.parse((await call(query, { method: 'GET' })).body);
        standings.push(...items.map(standingOf));
        query = next === undefined ? undefined : `?limit=500&cursor=${encodeURIComponent(next)}`;
      }
      return standings;
    },

    async create(event) {
      created += 1;
      await call(`/demo-${created}`, { method: 'PUT', body: bodyOf(event, owner) }, event.title);
    },

    async edit(seen, patch) {
      const write = async ({ id, version, content }: Standing): Promise<void> => {
        if (content.kind !== 'event') throw new Error(`The entry ${id} takes no part, so it cannot be edited.`);
        const { event } = content;
        const body = bodyOf({ ...event, ...patch }, owner);
        await call(`/${encodeURIComponent(id)}`, { method: 'PUT', body, etag: version }, event.title);
      };
      await onNewest({ seen, write, read });
    },

    async remove(seen) {
      const write = async ({ id, version, content }: Standing): Promise<void> => {
        await call(`/${encodeURIComponent(id)}`, { method: 'DELETE', etag: version }, titleOf(content));
      };
      await onNewest({ seen, write, read });
    },
  };
}

const bodyOf = (event: CalendarEvent, owner: string): object => {
  const content: EntryContent = { type: ENTRY_TYPE, owner, participants: [], content: { kind: 'event', event } };
  return entryJson(content);
};

const itemSchema = z.looseObject({ id: z.string(), etag: z.string(), owner: z.string(), type: z.string() });
const pageSchema = z.object({
  items: z.array(itemSchema),
  next: z.string().optional(),
});

/**
 * The API's answers are read as strictly as its requests. An entry that the API would refuse is a fault of the product.
 */
function standingOf({ id, etag, ...body }: z.infer<typeof itemSchema>): Standing {
  const parsed = parseEntry(body, { types: [body.type], users: new Set([body.owner]) });
  if (!parsed.ok) throw new Error(`The API gave the entry ${id} that it does not take: ${parsed.errors[0]?.field}.`);
  return { id, version: etag, content: parsed.entry.content };
}
