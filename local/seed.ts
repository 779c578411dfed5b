// Prepares a company for a trial, through the product's own HTTP API: company, Exchange connection, source, users. A
// repetition keeps what exists, and saves the connection again when its address has changed.
import * as z from 'zod';
import { callApi, refused } from './apiCall.ts';

export interface SeedOptions {
  /** Address of the API, with its prefix: `http://127.0.0.1:7071/api`. */
  readonly api: string;
  readonly operatorKey: string;
  readonly company: string;
  /** The company's key, when it exists already. */
  readonly apiKey: string | undefined;
  /** The connection, as the body of PUT exchange. */
  readonly exchange: { readonly kind: 'ews'; readonly url: string } | { readonly kind: 'graph'; readonly url?: never };
  readonly users: readonly { readonly email: string; readonly name: string }[];
  /** The address of the connection that an earlier start saved. Another one was written by a person. */
  readonly savedAddress?: string | undefined;
  /** A business application instead of the built-in source: its users come from there. */
  readonly application?: { readonly name: string; readonly source: object } | undefined;
  /** Called with the key as soon as the company exists. The key is shown only once and must be kept. */
  readonly keep: (apiKey: string) => void;
}

export interface Seeded {
  readonly apiKey: string;
  /** The connection is another one than an earlier start saved: a person changed it, and it stays. */
  readonly isConnectionOthers: boolean;
}

/** Rejects with one sentence when the API refuses a request. */
export async function seed(options: SeedOptions): Promise<Seeded> {
  const apiKey = options.apiKey ?? (await createCompany(options));
  const ensure = ensureWith(options.api, apiKey);
  const { exchange, savedAddress } = options;
  const address = addressOf(exchange);
  let isConnectionOthers = false;
  await ensure('exchange', exchange, (stored) => {
    isConnectionOthers = addressOf(stored) !== address && addressOf(stored) !== savedAddress;
    return addressOf(stored) !== address && !isConnectionOthers;
  });
  await seedSource(options, apiKey);
  const enabled = await callApi(`${options.api}/synchronisation/enable`, apiKey, { method: 'POST' });
  if (enabled.status !== 200) throw refused('POST synchronisation/enable', enabled);
  return { apiKey, isConnectionOthers };
}

async function seedSource({ api, application, users }: SeedOptions, apiKey: string): Promise<void> {
  const ensure = ensureWith(api, apiKey);
  if (!application) {
    await ensure('sources/planner', planner);
    for (const { email, name } of users) await ensure(`users/${encodeURIComponent(email)}`, { name });
    return;
  }
  await ensure(`sources/${application.name}`, application.source, () => true);
  const read = await callApi(`${api}/sources/${application.name}/people`, apiKey, { method: 'POST' });
  if (read.status !== 200) throw refused(`POST sources/${application.name}/people`, read);
}

/** The port of the local Exchange may be another one at each start. Over Graph the address is Microsoft's. */
export const addressOf = ({ kind, url }: { readonly kind?: string | undefined; readonly url?: string | undefined }) =>
  kind === 'graph' ? 'graph' : (url ?? '');

const planner = {
  kind: 'entries',
  entryTypes: [
    { id: 'meeting', name: 'Meeting' },
    { id: 'work', name: 'Work' },
    { id: 'absence', name: 'Absence' },
  ],
  defaultType: 'meeting',
};

async function createCompany({ api, operatorKey, company, keep }: SeedOptions): Promise<string> {
  const answer = await callApi(`${api}/companies`, operatorKey, { method: 'POST', body: { company, name: company } });
  if (answer.status !== 201) throw refused('POST companies', answer);
  const { apiKey } = z.object({ apiKey: z.string() }).parse(answer.body);
  keep(apiKey);
  return apiKey;
}

/** Puts a resource that is missing or `outdated`. */
function ensureWith(api: string, key: string) {
  return async (path: string, body: object, outdated: (stored: Stored) => boolean = () => false): Promise<void> => {
    const found = await callApi(`${api}/${path}`, key, { method: 'GET' });
    if (found.status === 200 && !outdated(storedSchema.parse(found.body))) return;
    if (found.status !== 200 && found.status !== 404) throw refused(`GET ${path}`, found);
    const put = await callApi(`${api}/${path}`, key, { method: 'PUT', body, etag: found.etag });
    if (put.status >= 300) throw refused(`PUT ${path}`, put);
  };
}

type Stored = z.infer<typeof storedSchema>;
const storedSchema = z.object({ kind: z.string().optional(), url: z.string().optional() });
