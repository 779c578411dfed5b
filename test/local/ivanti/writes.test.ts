// The behaviours of docs/ivanti.md about writes; each test has the number of its row.
import { afterEach, expect, it } from 'vitest';
import type { IvantiBehaviour } from '../../../local/ivanti/http/behaviour.ts';
import { SET, stage } from './client.ts';

const ended: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

async function start(behaviour: Partial<IvantiBehaviour> = {}) {
  const set = await stage({ workflowSeconds: undefined, ...behaviour });
  ended.push(() => set.ivanti.close());
  return set;
}

it('25 and 33: status codes, fields and stamps', async () => {
  const { call, fields, at, time, ivanti } = await start();
  const created = await call('POST', SET, fields({ Location: 'Room 1', CreatedBy: 'anna', LastModBy: 'anna' }));
  expect(created.status).toBe(201);
  expect(created.json).toMatchObject({ CreatedBy: 'anna', LastModBy: 'calendar.sync' });
  const id = created.json.RecId;
  expect(id).toMatch(/^[0-9A-F]{32}$/);
  time.now += 61_500;
  const put = await call('PUT', at(id), { Subject: 'Moved', CreatedBy: 'ben', RecId: 'F'.repeat(32) });
  expect([put.status, put.json.LastModDateTime]).toEqual([200, '2026-11-20T08:01:01Z']);
  expect(put.json).toMatchObject({ RecId: id, Subject: 'Moved', Location: 'Room 1', CreatedBy: 'anna' });
  expect((await call('PATCH', at(id.toLowerCase()), { Location: '' })).json).toMatchObject({ Location: '' });
  expect((await call('DELETE', at(id))).status).toBe(204);
  ivanti.behaviour.deleted = 200;
  const other = (await call('POST', SET, fields())).json.RecId;
  expect((await call('DELETE', at(other))).status).toBe(200);
});

it('26 and 38: a record that is not there', async () => {
  const { call, list, create, at, ivanti } = await start();
  const { RecId } = await create();
  await call('DELETE', at(RecId));
  expect((await list()).text).toBe('');
  const got = await call('GET', at(RecId));
  expect([got.status, got.json.code, got.json.message]).toEqual([400, 'ISM_4000', ['Invalid key']]);
  const text = `Record '${RecId}' cannot be found in the business object 'Frs_CalendarItem'`;
  for (const [method, body] of [['PUT', {}], ['PATCH', {}], ['DELETE']] as const) {
    const refused = await call(method, at(RecId), body);
    expect([refused.status, refused.json.message]).toEqual([400, [text]]);
  }
  ivanti.behaviour.missingRecord = 404;
  expect((await call('GET', at(RecId))).status).toBe(404);
  expect((await call('DELETE', at(RecId))).status).toBe(404);
});

it('27: blank keys and unusable bodies', async () => {
  const { call, send, create, at, ivanti } = await start();
  const { RecId } = await create();
  expect((await call('GET', at(''))).json.message).toEqual(['Key value cannot be empty']);
  expect((await call('PATCH', at(''), { Subject: 'x' })).json.message).toEqual(['Invalid Business Object Key']);
  const headers = { authorization: `rest_api_key=${ivanti.apiKey}` };
  expect((await send('POST', SET, { text: '', headers })).json.message).toEqual(['Message body cannot be empty']);
  for (const text of ['[]', 'no', '"text"', '{"Subject":']) {
    expect((await send('PATCH', at(RecId), { text, headers })).json.message).toEqual(['Invalid Business Object.']);
  }
});

it.each(['Subject', 'StartDateTime', 'EndDateTime'])('28: without %s', async (name) => {
  const { call, fields, ivanti } = await start();
  const label = { Subject: 'Subject', StartDateTime: 'Start Date Time', EndDateTime: 'End Date Time' }[name];
  const got = await call('POST', SET, fields({ [name]: null }));
  expect([got.status, got.json.message]).toEqual([
    400,
    [`Required field Frs_CalendarItem.${label} value must be provided.`],
  ]);
  ivanti.behaviour.requiredText = '2019';
  const old = await call('POST', SET, fields({ [name]: '' }));
  expect(old.json.message).toEqual([`Mandatory field "${label}" value must be provided.`]);
});

it('29: unknown fields, long text and wrong values', async () => {
  const { call, fields, ivanti } = await start();
  const status = async (more: object) => (await call('POST', SET, fields(more))).status;
  expect(await status({ Colour: 'red' })).toBe(400);
  expect(await status(JSON.parse('{"__proto__":"x"}'))).toBe(400);
  expect(await status({ Subject: 'x'.repeat(256) })).toBe(400);
  for (const wrong of [{ StartDateTime: 'soon' }, { IsAllDay: 'perhaps' }, { Subject: 7 }, { StartDateTime: 7 }]) {
    expect(await status(wrong)).toBe(400);
  }
  ivanti.behaviour.unknownFields = 'ignore';
  ivanti.behaviour.longText = 'cut';
  const cut = await call('POST', SET, fields({ Colour: 'red', Subject: 'x'.repeat(256) }));
  expect([cut.status, cut.json.Subject.length, 'Colour' in cut.json]).toEqual([201, 255, false]);
});

it('30: the owner and its twin', async () => {
  const { call, create, at, office, anna, ivanti } = await start();
  const ben = office.addEmployee({ login: 'ben', email: 'ben@example.com' });
  const item = await create();
  expect(item).toMatchObject({ Owner: 'anna', Owner_Valid: anna, OwnerEmail: 'anna@example.com' });
  const moved = await call('PATCH', at(item.RecId), { Owner: 'BEN', Owner_Valid: ben });
  expect(moved.json).toMatchObject({ Owner: 'ben', OwnerEmail: 'ben@example.com' });
  expect((await call('PATCH', at(item.RecId), { Owner: 'anna' })).json).toMatchObject({
    Owner: null,
    OwnerEmail: null,
  });
  expect(await create({ Owner: undefined, Owner_Valid: undefined })).toMatchObject({ Owner: 'calendar.sync' });
  ivanti.behaviour.twinless = '500';
  expect((await call('PATCH', at(item.RecId), { Owner: 'nobody', Owner_Valid: ben })).status).toBe(500);
});

it('31 and 39: the change of an item', async () => {
  const { call, create, at, office, ivanti } = await start();
  const change = office.addChange({ subject: 'Upgrade', owner: 'anna' });
  const { RecId } = await create({ ParentLink_RecID: change, ParentLink_Category: 'Change' });
  const related = `/api/odata/businessobject/changes('${change}')/ChangeContainsFrs_CalendarItem`;
  expect((await call('GET', related)).json.value).toMatchObject([{ RecId, ParentLink: change }]);
  const half = await call('PATCH', at(RecId), { ParentLink_RecID: change });
  expect(half.json).toMatchObject({ ParentLink: null, ParentLink_RecID: null, ParentLink_Category: null });
  const link = `${at(RecId)}/Frs_CalendarItemAssociatedChange('${change}')/$Ref`;
  expect((await call('PATCH', link)).status).toBe(204);
  const one = `${at(RecId)}/Frs_CalendarItemAssociatedChange`;
  expect((await call('GET', one)).json.value).toMatchObject([{ Subject: 'Upgrade' }]);
  expect((await call('DELETE', `${related}('${RecId}')/$Ref`)).status).toBe(204);
  expect((await call('GET', related)).json.value).toBe('No instances found.');
  expect((await call('GET', `${at(RecId)}/Nothing`)).status).toBe(404);
  ivanti.behaviour.halfLink = '400';
  expect((await call('PATCH', at(RecId), { ParentLink_Category: 'Change' })).status).toBe(400);
});

it('32 and 36: closed changes', async () => {
  const { call, add, at, office, ivanti } = await start();
  const change = office.addChange({ subject: 'Upgrade', owner: 'anna' });
  const id = add('Night work', { change });
  const free = add('Free');
  office.closeChange(change);
  const patched = await call('PATCH', at(id), { Location: 'Elsewhere' });
  expect([patched.status, patched.json.ReadOnly, patched.json.Location]).toEqual([200, true, 'Elsewhere']);
  ivanti.behaviour.readOnly = '400';
  expect((await call('PATCH', at(id), { Location: 'Here' })).status).toBe(400);
  expect((await call('PATCH', at(free), { Location: 'Here' })).status).toBe(200);
  ivanti.behaviour.closedDelete = '400';
  expect((await call('DELETE', at(id))).status).toBe(400);
  ivanti.behaviour.roleDeletes = false;
  const refused = await call('DELETE', at(free));
  expect(refused.json.message).toEqual(['Role CalendarSync does not have rights to delete object Frs_CalendarItem']);
  ivanti.behaviour.closedItems = 'open';
  const second = office.addChange({ subject: 'Second', owner: 'anna' });
  const open = add('Open', { change: second });
  office.closeChange(second);
  expect((await call('GET', at(open))).json.ReadOnly).toBeNull();
});

it('34: a workflow writes the record again', async () => {
  const { call, create, at, time, ivanti } = await start({ workflowSeconds: 5 });
  const { RecId } = await create();
  const stamps = async () => {
    const { LastModBy, LastModDateTime } = (await call('GET', at(RecId))).json;
    return [LastModBy, LastModDateTime];
  };
  time.now += 4999;
  expect(await stamps()).toEqual(['calendar.sync', '2026-11-20T08:00:00Z']);
  time.now += 1;
  expect(await stamps()).toEqual(['InternalServices', '2026-11-20T08:00:05Z']);
  ivanti.behaviour.workflowSeconds = undefined;
  await call('PATCH', at(RecId), { Subject: 'Later' });
  time.now += 60_000;
  expect((await stamps())[0]).toBe('calendar.sync');
});

it('35: lists show a write after a lag', async () => {
  const { call, list, create, at, time } = await start({ lagSeconds: 60 });
  const { RecId } = await create();
  expect((await list()).text).toBe('');
  time.now += 60_000;
  await call('PATCH', at(RecId), { Subject: 'Moved' });
  expect((await list()).json.value).toMatchObject([{ Subject: 'Review' }]);
  expect((await call('GET', at(RecId))).json.Subject).toBe('Moved');
  time.now += 60_000;
  expect((await list()).json.value).toMatchObject([{ Subject: 'Moved', LastModDateTime: '2026-11-20T08:01:00Z' }]);
});

it('37: a field that the role may not write', async () => {
  const { call, fields, create, at } = await start({ lockedFields: ['Location'] });
  const { RecId } = await create();
  const text = 'Role CalendarSync does not have rights to update following fields Location';
  expect((await call('PATCH', at(RecId), { Location: 'x' })).json.message).toEqual([text]);
  expect((await call('POST', SET, fields({ Location: 'x' }))).status).toBe(400);
});

it('40: employees', async () => {
  const { call, office } = await start();
  office.addEmployee({ login: 'ben', email: 'ben@example.com', isDisabled: true });
  office.setEmployee('anna', { Status: 'Terminated' });
  const query = new URLSearchParams({ $filter: "Status eq 'Active'", $orderby: 'LoginID' });
  const { value } = (await call('GET', `/api/odata/businessobject/Employees?${query}`)).json;
  const people = value.map(({ LoginID, Disabled }: Record<string, unknown>) => [LoginID, Disabled]);
  expect(people).toEqual([
    ['ben', true],
    ['calendar.sync', false],
    ['InternalServices', false],
  ]);
  expect(Object.keys(value[0]).some((name) => /zone/i.test(name))).toBe(false);
});

it('41: a lost answer', async () => {
  const { call, list, fields } = await start({ createAnswer: 'lost' });
  await expect(call('POST', SET, fields())).rejects.toThrow();
  expect((await list()).json.value).toHaveLength(1);
});
