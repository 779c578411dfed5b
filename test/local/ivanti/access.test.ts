// The behaviours of docs/ivanti.md about addresses, sign-in, metadata and trouble; each test has the number of its row.
import { afterEach, expect, it } from 'vitest';
import { readXml } from '../../../local/exchange/xml/xml.ts';
import type { IvantiBehaviour } from '../../../local/ivanti/http/behaviour.ts';
import { SET, stage } from './client.ts';

const ended: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

async function start(behaviour: Partial<IvantiBehaviour> = {}) {
  const set = await stage(behaviour);
  ended.push(() => set.ivanti.close());
  return set;
}

const METADATA = '/api/odata/frs_calendaritems/$metadata';

it('1: both bases, and a wrong one', async () => {
  const { call, ivanti } = await start();
  expect((await call('GET', METADATA)).text).toContain('<edmx:Edmx');
  expect((await call('GET', `/HEAT${METADATA}`)).text).toContain('<edmx:Edmx');
  ivanti.behaviour.bases = 'heat';
  const wrong = await call('GET', METADATA);
  expect([wrong.status, wrong.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect((await call('GET', `/HEAT${METADATA}`)).text).toContain('<edmx:Edmx');
  ivanti.behaviour.wrongBase = '404';
  expect((await call('GET', METADATA)).status).toBe(404);
  expect((await call('GET', '/elsewhere')).text).toContain('<html>');
});

it('2 and 3: key, session and cookie', async () => {
  const { send, time, ivanti } = await start({ sessionSeconds: 60 });
  const { tenant, username, password, role } = ivanti;
  const login = (more: object = {}) => {
    const text = JSON.stringify({ tenant, username, password, role, ...more });
    return send('POST', '/api/rest/authentication/login', { text });
  };
  const session = (await login()).json;
  expect(session).toMatch(/^local-ivanti\.example#[0-9A-F]{32}#1$/);
  const status = async (headers: Record<string, string>) => (await send('GET', METADATA, { headers })).status;
  expect(await status({ authorization: session })).toBe(200);
  expect(await status({ cookie: `theme=dark; SID=${session}` })).toBe(200);
  expect(await status({ authorization: `Bearer ${session}` })).toBe(401);
  time.now += 60_000;
  expect(await status({ authorization: session })).toBe(401);
  const wrong = await login({ password: 'no' });
  expect([wrong.status, wrong.json.code, wrong.json.description]).toEqual([400, 'ISM_4000', 'Bad Request']);
  const unknown = await send('GET', METADATA, { headers: { authorization: 'rest_api_key=no' } });
  expect([unknown.status, unknown.json.code]).toEqual([401, 'ISM_4001']);
  expect(unknown.json.message).toEqual(['Invalid Session key or Authentication token or Host']);
  ivanti.behaviour.signInText = '2018';
  expect((await send('GET', METADATA)).json.message).toEqual(['Invalid session key or session timed out']);
});

it('4: a role without rights', async () => {
  const { call, add, list, at, ivanti } = await start({ hiddenFields: ['Location'] });
  const id = add('One');
  const [row] = (await list()).json.value;
  expect(row).not.toHaveProperty('Location');
  expect((await call('GET', METADATA)).text).not.toContain('"Location"');
  ivanti.behaviour.roleSeesRows = false;
  const nothing = await list();
  expect([nothing.status, nothing.text]).toEqual([200, '']);
  expect((await call('GET', at(id))).json.message).toEqual(['Invalid key']);
});

it('5 and 6: names of sets', async () => {
  const { call, add } = await start();
  add('One');
  const path = '/api/odata/businessObject';
  expect((await call('GET', `${path}/Frs_CalendarItems`)).json.value).toHaveLength(1);
  const singular = await call('GET', `${path}/Frs_CalendarItem`);
  expect([singular.status, singular.json.code]).toEqual([404, 'ISM_4004']);
  const unknown = await call('GET', `${path}/nothings`);
  expect([unknown.status, unknown.text]).toEqual([200, '']);
  const made = (await call('GET', '/api/odata/nothings/$metadata')).text;
  expect(made).toContain('<EntityType Name="nothing" />');
  expect(made).not.toContain('<Property');
});

it('7: one set at a time, in XML', async () => {
  const { call, send, ivanti } = await start();
  for (const path of ['/api/odata/$metadata', '/api/odata/businessobject/$metadata', '/api/odata']) {
    const got = await call('GET', path);
    expect([got.status, got.json.code]).toEqual([404, 'ISM_4004']);
  }
  const broken = await send('GET', METADATA, {
    headers: { authorization: `rest_api_key=${ivanti.apiKey}`, accept: 'application/json' },
  });
  expect(broken.status).toBe(500);
  expect(broken.text).toMatch(/^Unhandled system exception:/);
});

it('8: types, twins and relationships', async () => {
  const { call } = await start();
  const text = (await call('GET', '/api/odata/changes/$metadata')).text;
  expect(text).toContain('Type="Collection(MetaData.frs_calendaritem)"');
  expect(text).not.toContain('Frs_CalendarItemAssociatedChange');
  const own = (await call('GET', METADATA)).text;
  expect(own).toContain('<Property Name="Owner_Valid" Type="Edm.String" MaxLength="32" Unicode="false" />');
  expect(own).toContain('"Room_Valid"');
  expect(own).not.toContain('Name="Room"');
  expect(own.match(/Nullable/g)).toHaveLength(2);
  expect(readXml(own).name).toBe('Edmx');
});

it.each([
  ['subject', 'StartDateTime', true],
  ['name', 'StartDate', true],
  ['unlinked', 'ScheduledStartDate', false],
] as const)('9: the spelling %s', async (names, start_, isLinked) => {
  const { call, add, list } = await start({ names });
  add('One');
  const text = (await call('GET', METADATA)).text;
  expect(text).toContain(`<Property Name="${start_}" Type="Edm.DateTimeOffset" />`);
  const item = text.slice(0, text.indexOf('Name="change"'));
  expect(item.includes('ExternalCalendarLinkID')).toBe(isLinked);
  expect((await list()).json.value[0][start_]).toBe('2026-11-23T09:00:00Z');
});

it('42: trouble', async () => {
  const { list, ivanti } = await start({ trouble: '429' });
  const first = await list();
  expect([first.status, first.headers['retry-after']]).toEqual([429, undefined]);
  ivanti.behaviour.retryAfter = 'seconds';
  expect((await list()).headers['retry-after']).toBe('2');
  ivanti.behaviour.retryAfter = 'date';
  expect((await list()).headers['retry-after']).toBe('Fri, 20 Nov 2026 08:00:02 GMT');
  ivanti.behaviour.trouble = '503';
  expect((await list()).status).toBe(503);
  ivanti.behaviour.trouble = '500';
  expect((await list()).text).toContain('LEAKED-SESSION-ID');
  ivanti.behaviour.trouble = 'html';
  const page = await list();
  expect([page.status, page.text.slice(0, 15)]).toEqual([200, '<!DOCTYPE html>']);
});

it('answers hostile addresses with 404 or 400, and stays up', async () => {
  const { call } = await start();
  const hostile = ["('", "(''')", "('%27%20or%20%27')", '/%E0%A4%A', '/..%2f..%2f', '/<script>', "('a')/__proto__"];
  for (const path of hostile) {
    expect([400, 404]).toContain((await call('GET', `${SET}${path}`)).status);
  }
  expect((await call('GET', SET)).status).toBe(200);
  const named = await call('GET', '/api/odata/x%22%20y=%22s/$metadata');
  expect(named.status).toBe(404);
});
