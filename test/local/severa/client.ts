// A plain HTTPS client of the local Severa, and an organisation to ask about.
import { request } from 'node:https';
import type { SeveraBehaviour } from '../../../local/severa/http/behaviour.ts';
import { startSevera } from '../../../local/severa/server.ts';

export const SCOPES = 'activities:read activities:write activities:delete users:read settings:read organization:read';

export interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  // Tests look into answers of any shape.
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what is under test
  readonly json: any;
}

export interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export async function stage(behaviour: Partial<SeveraBehaviour> = {}) {
  const time = { now: Date.UTC(2026, 10, 20, 8) };
  const severa = await startSevera({
    clock: () => time.now,
    behaviour: { requestsPerSecond: Number.POSITIVE_INFINITY, ...behaviour },
  });
  let bearer = '';
  const call = (method: string, path: string, { body, headers = {} }: Sent = {}): Promise<Got> =>
    new Promise((resolve, reject) => {
      const authorization = bearer === '' ? {} : { authorization: `Bearer ${bearer}` };
      const options = { method, ca: severa.caCertificate, headers: { ...authorization, ...headers } };
      const sent = request(`${severa.url}${path}`, options, async (response) => {
        let text = '';
        for await (const chunk of response) text += chunk;
        const isJson = response.headers['content-type'] === 'application/json';
        const json = isJson ? JSON.parse(text) : undefined;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json });
      });
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  const signIn = async (scope = SCOPES) => {
    const { clientId, clientSecret } = severa;
    const got = await call('POST', '/v1/token', {
      body: { client_id: clientId, client_secret: clientSecret, scope },
    });
    bearer = got.json?.access_token ?? '';
    return got;
  };
  await signIn();
  const { office } = severa;
  const user = office.addUser({ email: 'anna@example.com' });
  const type = office.addType({ name: 'Meeting', category: 'CalendarEntry', isDefault: true });
  const fields = (more: object = {}) => ({
    name: 'Review',
    startDateTime: '2026-11-23T09:00:00+02:00',
    endDateTime: '2026-11-23T10:00:00+02:00',
    activityType: { guid: type },
    ownerUser: { guid: user },
    ...more,
  });
  const weekly = (range: object = { maxOccurrences: 3 }) =>
    fields({ recurrence: { frequency: 'Weekly', pattern: { weekly: { interval: 1, monday: true } }, range } });
  return { severa, office, time, call, signIn, user, type, fields, weekly };
}
