// A tenant of Ivanti as the probe meets it: plain requests, and what the first of them told.
import type { ClientRequest } from '../../../shared/net/client.ts';
import { child, readXml, type XmlElement } from '../../exchange/xml/xml.ts';
import { NoAnswer } from '../checks/assumption.ts';

export type Method = ClientRequest['method'];

export interface Sending {
  readonly method: Method;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Seen {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** Resolves with undefined where no answer came. */
export type Send = (sending: Sending) => Promise<Seen | undefined>;

export interface Property {
  readonly name: string;
  readonly type: string;
}

/** The names of the calendar item's fields that were found, by what they mean. */
export interface Names {
  readonly title: string;
  readonly start: string;
  readonly end: string;
  readonly allDay: string | undefined;
  readonly body: string | undefined;
}

export interface Contact {
  /** `https://…/api/odata` */
  readonly root: string;
  /** The forms of the address that answer with metadata. */
  readonly bases: readonly string[];
  readonly properties: readonly Property[];
  readonly relationships: readonly string[];
  /** Undefined where a name that every item needs was not found. */
  readonly names: Names | undefined;
  /** The login of the person for whom the test entry is written. */
  readonly owner: string | undefined;
  /** A request below the root. Throws NoAnswer. `key`: another API key. */
  ask(
    method: Method,
    path: string,
    more?: { readonly body?: string; readonly key?: string; readonly accept?: string },
  ): Promise<Seen>;
  /** A list of calendar items, or of another set. */
  list(query: Readonly<Record<string, string>>, set?: string): Promise<Seen>;
  /** A page outside the API. */
  outside(): Promise<Seen>;
  wait(seconds: number): Promise<void>;
  /** The RecId of the test entry, as long as it is there. */
  testEntry: string | undefined;
}

export const SET = 'frs_calendaritems';
const PREFIXES = ['', '/HEAT'];
const CANDIDATES = {
  title: ['Subject', 'Name', 'Title', 'DisplayName'],
  start: ['StartDateTime', 'StartDate', 'ScheduledStartDate'],
  end: ['EndDateTime', 'EndDate', 'ScheduledEndDate'],
  allDay: ['IsAllDay', 'AllDay', 'AllDayEvent'],
  body: ['Details', 'Description', 'Body', 'Notes'],
} as const;

interface ContactOptions {
  /** `https://tenant` */
  readonly url: string;
  readonly apiKey: string;
  readonly owner?: string | undefined;
  readonly send: Send;
  readonly wait: (seconds: number) => Promise<void>;
}

/** Finds the API below the address. Rejects with a sentence where there is none. */
export async function meetIvanti({ url, apiKey, owner, send, wait }: ContactOptions): Promise<Contact> {
  const request = async (sending: Sending): Promise<Seen> => {
    const seen = await send(sending);
    if (!seen) throw new NoAnswer();
    return seen;
  };
  const authorized = (key = apiKey, accept = 'application/json') => ({ authorization: `rest_api_key=${key}`, accept });
  const metadata = (prefix: string) => {
    const address = new URL(`${url}${prefix}/api/odata/${SET}/$metadata`);
    return request({ method: 'GET', url: address, headers: authorized(apiKey, 'application/xml') });
  };
  const found: { readonly prefix: string; readonly text: string }[] = [];
  for (const prefix of PREFIXES) {
    const { text } = await metadata(prefix);
    if (text.includes('Edmx')) found.push({ prefix, text });
  }
  const [first] = found;
  if (first === undefined) throw new Error('No API of Ivanti answers below this address, or it refuses the key.');
  const root = `${url}${first.prefix}/api/odata`;
  const { properties, relationships } = entityIn(first.text);

  const ask: Contact['ask'] = (method, path, { body, key, accept } = {}) =>
    request({
      method,
      url: new URL(`${root}${path}`),
      headers: { ...authorized(key, accept), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body }),
    });
  return {
    root,
    bases: found.map(({ prefix }) => prefix),
    properties,
    relationships,
    names: namesIn(properties),
    owner,
    ask,
    list: (query, set = SET) => ask('GET', `/businessobject/${set}?${new URLSearchParams(query)}`),
    outside: () => request({ method: 'GET', url: new URL(`${url}/no-such-page`), headers: {} }),
    wait,
    testEntry: undefined,
  };
}

function entityIn(xml: string): Pick<Contact, 'properties' | 'relationships'> {
  const schema = child(child(readXml(xml), 'DataServices'), 'Schema');
  const types = schema?.children.filter(({ name }) => name === 'EntityType') ?? [];
  const own = types.find(({ attributes }) => `${attributes.Name}s`.toLowerCase() === SET);
  const named = (kind: string): XmlElement[] => own?.children.filter(({ name }) => name === kind) ?? [];
  return {
    properties: named('Property').map(({ attributes: { Name = '', Type = '' } }) => ({ name: Name, type: Type })),
    relationships: named('NavigationProperty').map(({ attributes }) => attributes.Name ?? ''),
  };
}

function namesIn(properties: readonly Property[]): Names | undefined {
  const find = (candidates: readonly string[]) =>
    candidates.find((name) => properties.some((each) => each.name === name));
  const [title, start, end] = [find(CANDIDATES.title), find(CANDIDATES.start), find(CANDIDATES.end)];
  if (title === undefined || start === undefined || end === undefined) return undefined;
  return { title, start, end, allDay: find(CANDIDATES.allDay), body: find(CANDIDATES.body) };
}

/** The answer as JSON; undefined for anything else. */
export function jsonOf({ text }: Seen): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value))[name] : undefined;

export type Row = Readonly<Record<string, unknown>>;

/** The rows of a list; none for every other answer. */
export function rowsOf(seen: Seen): readonly Row[] {
  const value = fieldOf(jsonOf(seen), 'value');
  return Array.isArray(value) ? value.map((row) => Object.fromEntries(Object.entries(Object(row)))) : [];
}

export const countOf = (seen: Seen): unknown => fieldOf(jsonOf(seen), '@odata.count');
export const recordOf = (seen: Seen): Row => Object.fromEntries(Object.entries(Object(jsonOf(seen) ?? {})));

/** Status, code and the server's own sentence: `400 ISM_4000 Invalid key`. Text in quotes is content, and left out. */
export function toldBy(seen: Seen): string {
  const json = jsonOf(seen);
  const message = fieldOf(json, 'message');
  const sentence = Array.isArray(message) ? `${message[0] ?? ''}` : '';
  const page = seen.text.startsWith('<') ? 'a page' : '';
  return [seen.status, fieldOf(json, 'code') ?? page, sentence.replaceAll(/'[^']*'/g, "'…'").slice(0, 120)]
    .filter((part) => part !== '')
    .join(' ');
}
