// The behaviours of docs/ivanti.md about lists and values; each test has the number of its row.
import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { Refusal } from '../../../local/ivanti/http/answer.ts';
import type { IvantiBehaviour } from '../../../local/ivanti/http/behaviour.ts';
import { businessObjects } from '../../../local/ivanti/objects/businessObjects.ts';
import { CALENDAR_NAMES } from '../../../local/ivanti/objects/calendarNames.ts';
import { filterOf } from '../../../local/ivanti/query/filter.ts';
import { stage } from './client.ts';

const ended: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

async function start(behaviour: Partial<IvantiBehaviour> = {}) {
  const set = await stage({ workflowSeconds: undefined, ...behaviour });
  ended.push(() => set.ivanti.close());
  return set;
}

/** Items A to D at places 1 and 2. */
async function startWithItems() {
  const set = await start();
  for (const title of ['A', 'B', 'C', 'D']) set.add(title, { location: title < 'C' ? '1' : '2' });
  return set;
}

it('10: pages', async () => {
  const { list, add } = await start();
  for (let n = 0; n < 101; n += 1) add(`Item ${n}`);
  expect((await list()).json.value).toHaveLength(25);
  expect((await list({ $top: '100' })).json.value).toHaveLength(100);
  expect((await list({ $top: '100', $skip: '100' })).json.value).toHaveLength(1);
  const refused = await list({ $top: '101' });
  expect([refused.status, refused.json.code, refused.json.message]).toEqual([
    400,
    'ISM_4000',
    ['Invalid Request Payload'],
  ]);
  expect((await list({ $skip: '-1' })).status).toBe(400);
});

it('11 and 12: order', async () => {
  const { list, add, time } = await start();
  for (const title of ['B', 'c', 'A']) {
    add(title);
    time.now += 1000;
  }
  const order = async (query: Readonly<Record<string, string>>) =>
    (await list(query)).json.value.map(({ Subject }: { Subject: string }) => Subject).join('');
  expect(await order({})).toBe('AcB');
  expect(await order({ $orderby: 'Subject' })).toBe('ABc');
  expect(await order({ $orderby: 'StartDateTime ASC, LastModDateTime Desc' })).toBe('AcB');
  expect((await list({ $orderby: 'Subjekt asc' })).status).toBe(204);
  expect((await list({ $orderby: 'Subject up' })).status).toBe(204);
  const empty = await list({ $orderby: '' });
  expect([empty.status, empty.json.code]).toEqual([500, 'ISM_5000']);
});

it.each([
  ["contains(Subject,'A')", 'ABCD'],
  ["contains(Subject,') or (') eq true", 'ABCD'],
  ["contains(Subject,'A') and Location eq '2'", 'CD'],
  ["not (Subject eq 'A')", 'ABCD'],
  ["Location eq '1' and not (Subject eq 'A')", 'AB'],
])('13: %s drops a clause', async (filter, found) => {
  const { titles } = await startWithItems();
  expect((await titles(filter)).join('')).toBe(found);
});

it.each([
  ["(Subject eq 'A' or Subject eq 'C') and Location eq '1'", 'A'],
  ["((Subject eq 'A' or Subject eq 'C') and Location eq '1')", 'A'],
  ["Location eq '1' and (Subject eq 'A' or Subject eq 'C')", 'AB'],
  ["(Subject eq 'A' and Location eq '1') or (Subject eq 'C' and Location eq '2')", ''],
])('14: %s', async (filter, found) => {
  const { titles } = await startWithItems();
  expect((await titles(filter)).join('')).toBe(found);
});

it.each([
  ["Subject eq 'A' or Subject eq 'C' and Location eq '2'", ''],
  ["Subject eq 'A' and Location eq '1' or Subject eq 'D'", 'AD'],
  ["Subject eq 'A' or Subject eq 'B' or Subject eq 'D'", 'ABD'],
])('15: %s', async (filter, found) => {
  const { titles } = await startWithItems();
  expect((await titles(filter)).join('')).toBe(found);
});

it.each([
  ["Subject eq 'a'", 'A'],
  ["Subject ne 'a' and Subject lt 'c'", 'B'],
  ["Subject ge 'B' and Subject le 'C'", 'BC'],
  ["Subject gt 'C'", 'D'],
  ["Location eq '$NULL'", ''],
  ["ExternalCalendarLinkID eq '$NULL'", 'ABCD'],
  ['StartDateTime eq 2026-11-23T09:00:00Z', 'ABCD'],
  ['StartDateTime lt 2026-11-23T09:00:00Z', ''],
  ['StartDateTime ge 2026-11-23T11:00:00', 'ABCD'],
  ['StartDateTime gt 2026-11-23T11:00:00', ''],
  ['IsAllDay eq false', 'ABCD'],
  ['ReadOnly eq false', 'ABCD'],
])('16: %s', async (filter, found) => {
  const { titles } = await startWithItems();
  expect((await titles(filter)).join('')).toBe(found);
});

it.each([
  "StartDateTime ge datetime'2026-11-20T00:00:00Z'",
  "StartDateTime ge '2026-11-20T00:00:00Z'",
  "Subjekt eq 'A'",
  "not Subject eq 'A'",
  "Subject eq 'A",
  "(Subject eq 'A'",
  "Subject eq 'A')",
  'Subject eq A',
  "Subject like 'A'",
  '',
])('13 and 16: %s is refused', async (filter) => {
  const { list } = await startWithItems();
  const got = await list({ $filter: filter });
  expect([got.status, got.json.code]).toEqual([400, 'ISM_4000']);
});

it('16: text in quotes is never a part of the filter', async () => {
  const { titles, add } = await start();
  const hostile = ["O'Brien", "x' or Subject ne '", "'); drop", 'a and (b or c)', "contains(Subject,'')", '$NULL '];
  for (const title of hostile) add(title);
  for (const title of hostile) expect(await titles(`Subject eq '${title.replaceAll("'", "''")}'`)).toEqual([title]);
});

it('16: any text finds itself alone, and no text breaks the reader', () => {
  const { fields } = businessObjects(CALENDAR_NAMES.subject).Frs_CalendarItem;
  const context = { fields, zone: 'UTC' };
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), (text) => {
      fc.pre(text !== '$NULL');
      const isFound = filterOf(`Subject eq '${text.replaceAll("'", "''")}'`, context);
      expect([isFound({ Subject: text }), isFound({ Subject: `${text}.` })]).toEqual([true, false]);
      try {
        filterOf(text, context);
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
    }),
    { seed: 20_261_201, numRuns: 300 },
  );
});

it('17: $select and $expand', async () => {
  const { call, list, add, at } = await start();
  const id = add('A');
  expect((await list({ $select: 'RecId, Subject' })).json.value).toEqual([{ RecId: id, Subject: 'A' }]);
  const one = await call('GET', `${at(id)}?$select=Subject`);
  expect(Object.keys(one.json)).toEqual(['@odata.context']);
  const whole = (await call('GET', `${at(id)}?$expand=Owner`)).json;
  expect(whole).toMatchObject({ RecId: id, Subject: 'A', Owner: 'anna', OwnerEmail: 'anna@example.com' });
  expect(whole['@odata.context']).toMatch(/\/api\/odata\/\$metadata#frs_calendaritems\/\$entity$/);
});

it('18: the count', async () => {
  const { list, add, ivanti } = await start();
  add('A');
  const count = async (query: Readonly<Record<string, string>> = {}) => (await list(query)).json['@odata.count'];
  expect(await count()).toBe(1);
  ivanti.behaviour.count = 'floor';
  expect(await count()).toBe(0);
  ivanti.behaviour.count = 'asked';
  expect([await count(), await count({ $count: 'true' })]).toEqual([undefined, 1]);
  ivanti.behaviour.count = 'absent';
  expect(await count({ $count: 'true' })).toBeUndefined();
});

it('19: forms of nothing', async () => {
  const { call, list, add, at, ivanti } = await start();
  const nothing = await list();
  expect([nothing.status, nothing.text]).toEqual([200, '']);
  const related = `${at(add('A'))}/Frs_CalendarItemAssociatedChange`;
  expect((await call('GET', related)).json).toEqual({ value: 'No instances found.' });
  const beyond = { $skip: '10' };
  ivanti.behaviour.emptyList = '204';
  expect((await list(beyond)).status).toBe(204);
  ivanti.behaviour.emptyList = 'array';
  expect((await list(beyond)).json).toEqual({ value: [] });
  expect((await call('GET', related)).json).toEqual({ value: [] });
});

it('20, 21 and 23: dates and flags', async () => {
  const { call, create, at, office, ivanti } = await start();
  const change = office.addChange({ subject: 'Upgrade', owner: 'anna' });
  const [row] = (await call('GET', '/api/odata/businessobject/changes')).json.value;
  expect(row).toMatchObject({ RecId: change, ScheduledStartDate: '0001-01-01T00:00:00Z', ReadOnly: null });
  ivanti.behaviour.emptyDate = 'null';
  expect((await call('GET', '/api/odata/businessobject/changes')).json.value[0].ScheduledStartDate).toBeNull();
  const item = await create({ StartDateTime: '2026-11-23T09:00:00.987Z', EndDateTime: '2026-11-23T12:00:00' });
  expect([item.StartDateTime, item.EndDateTime]).toEqual(['2026-11-23T09:00:00Z', '2026-11-23T10:00:00Z']);
  ivanti.behaviour.zone = 'Asia/Kolkata';
  ivanti.behaviour.times = 'offset';
  expect((await call('GET', at(item.RecId))).json.StartDateTime).toBe('2026-11-23T14:30:00+05:30');
  ivanti.behaviour.zone = 'America/St_Johns';
  expect((await call('GET', at(item.RecId))).json.StartDateTime).toBe('2026-11-23T05:30:00-03:30');
});

it('22: rich text', async () => {
  const { call, create, at, ivanti } = await start();
  const item = await create({ Details: 'Räksmörgås 🍤 & <3\nbye' });
  const rendered = '<div>R&#228;ksm&#246;rg&#229;s &#127844; &amp; &lt;3<br>bye</div>';
  expect(item.Details).toBe(rendered);
  expect((await call('PATCH', at(item.RecId), { Details: rendered })).json.Details).toBe(rendered);
  expect((await call('PATCH', at(item.RecId), { Details: '<b>Ä</b>' })).json.Details).toBe('<div><b>&#196;</b></div>');
  ivanti.behaviour.richText = 'asSent';
  expect((await call('PATCH', at(item.RecId), { Details: 'Ä' })).json.Details).toBe('Ä');
});

it('24: the days of an item', async () => {
  const { office, list, ivanti } = await start();
  const times = { isAllDay: true, startDate: '2026-11-23', endDate: '2026-11-24' } as const;
  const id = office.create({ title: 'Fair', times, owner: 'anna' });
  expect((await list()).json.value[0]).toMatchObject({
    IsAllDay: true,
    StartDateTime: '2026-11-22T22:00:00Z',
    EndDateTime: '2026-11-23T22:00:00Z',
  });
  ivanti.behaviour.allDayEnd = 'inclusive';
  office.edit(id, { times });
  expect((await list()).json.value[0].EndDateTime).toBe('2026-11-23T21:59:59Z');
});
