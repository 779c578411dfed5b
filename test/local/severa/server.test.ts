// The behaviours of docs/severa.md that concern every request; each test has the number of its row.
import { afterEach, expect, it } from 'vitest';
import type { SeveraBehaviour } from '../../../local/severa/http/behaviour.ts';
import { SCOPES, stage } from './client.ts';

const ended: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

async function start(behaviour: Partial<SeveraBehaviour> = {}) {
  const set = await stage(behaviour);
  ended.push(() => set.severa.close());
  return set;
}

it('1: paths with v1 and v1.0', async () => {
  const { call } = await start();
  expect((await call('GET', '/v1/users')).status).toBe(200);
  expect((await call('GET', '/v1.0/users')).status).toBe(200);
  expect((await call('GET', '/v2/users')).status).toBe(404);
});

it('2: a token by keys in any case, scopes by space or comma', async () => {
  const { call, severa } = await start();
  const keys = { client_Id: severa.clientId, client_Secret: severa.clientSecret, grant_type: 'client_credentials' };
  const got = await call('POST', '/v1/token', { body: { ...keys, scope: 'users:read, settings:read' } });
  expect(got.json.scope).toBe('users:read settings:read');
  expect(got.json.access_token_expires_in).toBe(3600);
  expect(got.json).not.toHaveProperty('expires_in');
  const wrong = { ...keys, client_Secret: 'no' };
  expect((await call('POST', '/v1/token', { body: wrong })).status).toBe(401);
  severa.behaviour.wrongCredentials = 400;
  expect((await call('POST', '/v1/token', { body: wrong })).status).toBe(400);
});

it('3: a scope that was not granted', async () => {
  const { call, signIn, severa } = await start({ grantedScopes: ['users:read'] });
  expect((await signIn(SCOPES)).json.scope).toBe('users:read');
  const refused = await call('GET', '/v1/activities');
  expect([refused.status, refused.json.error.type]).toEqual([403, 'InsufficientApiScope']);
  severa.behaviour.ungrantedScope = 'refuse';
  expect((await signIn(SCOPES)).status).toBe(400);
});

it('4: the header Client_Id', async () => {
  const { call, severa } = await start({ clientIdHeader: 'require' });
  expect((await call('GET', '/v1/users')).status).toBe(401);
  expect((await call('GET', '/v1/users', { headers: { CLIENT_ID: severa.clientId } })).status).toBe(200);
  severa.behaviour.clientIdHeader = 'optional';
  expect((await call('GET', '/v1/users')).status).toBe(200);
});

it('5: a token that is over', async () => {
  const { call, time } = await start();
  time.now += 3_600_000;
  const got = await call('GET', '/v1/users');
  expect([got.status, got.json.error.type]).toEqual([401, 'AuthenticationRequired']);
});

it('6 and 7: pages', async () => {
  const { call, office, severa, time, fields } = await start({ pageTokenSeconds: 60 });
  for (let n = 0; n < 65; n += 1) office.create(fields({ isClosed: n >= 25 }));
  const first = await call('GET', '/v1/activities?closed=false');
  expect(first.json).toHaveLength(20);
  const next = `/v1/activities?pageToken=${first.headers.nextpagetoken}`;
  const last = await call('GET', next);
  expect(last.json).toHaveLength(5);
  expect(last.headers).not.toHaveProperty('nextpagetoken');
  severa.behaviour.tokenEmbedsFilters = false;
  expect((await call('GET', next)).json.length).toBeGreaterThan(5);
  severa.behaviour.rowCountLimit = 10;
  expect((await call('GET', '/v1/activities?rowCount=25')).json).toHaveLength(10);
  severa.behaviour.rowCountOver = 'refuse';
  expect((await call('GET', '/v1/activities?rowCount=25')).json.error.type).toBe('InvalidParameter');
  time.now += 61_000;
  expect((await call('GET', next)).status).toBe(400);
});

it('8: an order by seed', async () => {
  const { call, office, severa, fields } = await start();
  for (let n = 0; n < 10; n += 1) office.create(fields());
  const guids = async () => (await call('GET', '/v1/activities')).json.map(({ guid }: { guid: string }) => guid);
  const before = await guids();
  expect(await guids()).toEqual(before);
  severa.behaviour.seed = 'another';
  expect(await guids()).not.toEqual(before);
});

it('9: no match', async () => {
  const { call, severa } = await start();
  expect((await call('GET', '/v1/activities')).text).toBe('[]');
  severa.behaviour.noMatch = '404';
  expect((await call('GET', '/v1/activities')).status).toBe(404);
});

it('27: the quota', async () => {
  const { call, severa, time } = await start({ requestsPerSecond: 10 });
  for (let n = 0; n < 9; n += 1) expect((await call('GET', '/heartbeat/server')).status).toBe(200);
  const refused = await call('GET', '/v1/users');
  expect([refused.status, refused.text]).toEqual([429, 'API calls quota exceeded! maximum admitted 10 per 1s.']);
  expect(refused.headers).not.toHaveProperty('retry-after');
  severa.behaviour.retryAfter = 'seconds';
  expect((await call('GET', '/v1/users')).headers['retry-after']).toBe('1');
  severa.behaviour.retryAfter = 'date';
  expect((await call('GET', '/v1/users')).headers['retry-after']).toBe('Fri, 20 Nov 2026 08:00:01 GMT');
  time.now += 1000;
  expect((await call('GET', '/v1/users')).status).toBe(200);
});

it('28: bodies of errors', async () => {
  const { call, severa } = await start();
  const gone = await call('GET', '/v1/activities/none');
  expect([gone.status, gone.text]).toEqual([404, '']);
  expect((await call('GET', '/v1/users?rowCount=-1')).json.error.details[0].location.type).toBe('UriParameter');
  severa.behaviour.errorBody = 'empty';
  expect((await call('GET', '/v1/users?rowCount=-1')).text).toBe('');
  severa.behaviour.errorBody = 'text';
  expect((await call('GET', '/v1/users?rowCount=-1')).json).toBeUndefined();
});

it('29 and 31: unknown and sensitive fields of users', async () => {
  const { call, severa } = await start();
  const [known] = (await call('GET', '/v1/users')).json;
  expect(known).toMatchObject({ userType: 'FullUser', socialSecurityNumber: 'FALSE-SOCIAL-SECURITY-NUMBER' });
  expect(known).not.toHaveProperty('addedLater');
  severa.behaviour.unknowns = true;
  expect((await call('GET', '/v1/users')).json[0]).toMatchObject({ userType: 'Robot', addedLater: { answer: 42 } });
});

it('30: heartbeats', async () => {
  const { call } = await start();
  expect((await call('GET', '/heartbeat/server')).text).toBe('Server is alive.');
  expect((await call('GET', '/v1/heartbeat/database')).text).toBe('Database is alive.');
  expect((await call('GET', '/heartbeat/authorized')).status).toBe(204);
});

it('32: the header Date', async () => {
  const { call, severa } = await start();
  expect((await call('GET', '/v1/users')).headers).toHaveProperty('date');
  severa.behaviour.dateHeader = false;
  expect((await call('GET', '/v1/users')).headers).not.toHaveProperty('date');
});
