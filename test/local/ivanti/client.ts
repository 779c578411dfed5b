// A plain HTTPS client of the local Ivanti, and a tenant to ask about.
import { request } from 'node:https';
import type { IvantiBehaviour } from '../../../local/ivanti/http/behaviour.ts';
import { startIvanti } from '../../../local/ivanti/server.ts';

export interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  // Tests look into answers of any shape.
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what is under test
  readonly json: any;
}

interface Sent {
  readonly text?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

export const SET = '/api/odata/businessobject/frs_calendaritems';

export async function stage(behaviour: Partial<IvantiBehaviour> = {}) {
  const time = { now: Date.UTC(2026, 10, 20, 8) };
  const ivanti = await startIvanti({ clock: () => time.now, behaviour });
  const send = (method: string, path: string, { text, headers = {} }: Sent = {}): Promise<Got> =>
    new Promise((resolve, reject) => {
      const options = { method, ca: ivanti.caCertificate, headers };
      const sent = request(`${ivanti.url}${path}`, options, async (response) => {
        let body = '';
        for await (const chunk of response) body += chunk;
        const isJson = response.headers['content-type']?.startsWith('application/json');
        const json = isJson ? JSON.parse(body) : undefined;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: body, json });
      });
      sent.on('error', reject);
      sent.end(text);
    });
  const key = { authorization: `rest_api_key=${ivanti.apiKey}` };
  const call = (method: string, path: string, body?: unknown) =>
    send(method, path, { text: body === undefined ? undefined : JSON.stringify(body), headers: key });
  const list = (query: Readonly<Record<string, string>> = {}) => call('GET', `${SET}?${new URLSearchParams(query)}`);
  /** The titles of the rows that a filter leaves, in the order of the alphabet. */
  const titles = async (filter: string): Promise<string[]> => {
    const { json } = await list({ $filter: filter, $top: '100' });
    return (json?.value ?? []).map(({ Subject }: { Subject: string }) => Subject).sort();
  };
  const { office } = ivanti;
  const anna = office.addEmployee({ login: 'anna', email: 'anna@example.com', firstName: 'Anna', lastName: 'Berg' });
  const fields = (more: object = {}) => ({
    Subject: 'Review',
    StartDateTime: '2026-11-23T09:00:00Z',
    EndDateTime: '2026-11-23T10:00:00Z',
    Owner: 'anna',
    Owner_Valid: anna,
    ...more,
  });
  const add = (title: string, more: object = {}) => {
    const start = Date.UTC(2026, 10, 23, 9);
    const times = { isAllDay: false, start, end: start + 3_600_000 } as const;
    return office.create({ title, times, owner: 'anna', ...more });
  };
  const create = async (more: object = {}) => (await call('POST', SET, fields(more))).json;
  const at = (id: string) => `${SET}('${id}')`;
  return { ivanti, office, time, send, call, list, titles, anna, fields, add, create, at };
}
