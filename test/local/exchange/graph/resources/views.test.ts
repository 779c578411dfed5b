// Series over Graph: in its words, expanded, and changed one occurrence at a time.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalExchange } from '../../../../../local/exchange/server.ts';
import { ADA, ask, events, IMMUTABLE, type Json, startGraph, utc } from '../graphClient.ts';

const WINDOW = 'startDateTime=2026-11-01T00:00:00Z&endDateTime=2027-02-01T00:00:00Z';
const HELSINKI = 'FLE Standard Time';
const local = (dateTime: string) => ({ dateTime, timeZone: HELSINKI });
const weekly = (range: object = { type: 'numbered', numberOfOccurrences: 4 }) => ({
  subject: 'Standup',
  start: local('2026-12-01T09:00:00'),
  end: local('2026-12-01T09:30:00'),
  recurrence: {
    pattern: { type: 'weekly', interval: 1, daysOfWeek: ['tuesday'], firstDayOfWeek: 'monday' },
    range: { startDate: '2026-12-01', recurrenceTimeZone: HELSINKI, ...range },
  },
});

describe('views', () => {
  let exchange: LocalExchange;
  beforeEach(async () => {
    exchange = await startGraph();
  });
  afterEach(() => exchange.close());
  const create = async (body: object) => (await ask(exchange, events(), { method: 'POST', body })).body;
  const instancesOf = async (id: Json | string | undefined) =>
    (await ask(exchange, `${events()}/${id}/instances?${WINDOW}&$top=50`)).body.value ?? [];
  const patch = (id: Json | string | undefined, body: object) =>
    ask(exchange, `${events()}/${id}`, { method: 'PATCH', body });

  it('a series shows its rule and is listed once; its occurrences name it', async () => {
    const master = await create(weekly());
    expect(master).toMatchObject({
      type: 'seriesMaster',
      recurrence: {
        pattern: { type: 'weekly', interval: 1, daysOfWeek: ['tuesday'], firstDayOfWeek: 'monday' },
        range: { type: 'numbered', numberOfOccurrences: 4, startDate: '2026-12-01', recurrenceTimeZone: HELSINKI },
      },
    });
    expect((await ask(exchange, events())).body.value).toHaveLength(1);
    const all = await instancesOf(master.id);
    expect(all.map(({ type, start }) => [type, start?.dateTime])).toEqual([
      ['occurrence', '2026-12-01T07:00:00.0000000'],
      ['occurrence', '2026-12-08T07:00:00.0000000'],
      ['occurrence', '2026-12-15T07:00:00.0000000'],
      ['occurrence', '2026-12-22T07:00:00.0000000'],
    ]);
    expect(all.every(({ seriesMasterId }) => seriesMasterId === master.id)).toBe(true);
    expect(all[1]?.originalStart).toBe('2026-12-08T07:00:00.000Z');
    expect((await ask(exchange, `${events()}/${all[1]?.id}`)).body).toMatchObject({ id: all[1]?.id, recurrence: null });
  });

  it.each([
    ['daily', { type: 'daily', interval: 3 }, { kind: 'Daily', interval: 3 }],
    [
      'the 31st',
      { type: 'absoluteMonthly', interval: 2, dayOfMonth: 31 },
      { kind: 'AbsoluteMonthly', interval: 2, dayOfMonth: 31 },
    ],
    [
      'the last weekday',
      {
        type: 'relativeMonthly',
        interval: 1,
        index: 'last',
        daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      },
      { kind: 'RelativeMonthly', interval: 1, day: 'Weekday', index: 'Last' },
    ],
    [
      'a date of the year',
      { type: 'absoluteYearly', interval: 1, dayOfMonth: 24, month: 12 },
      { kind: 'AbsoluteYearly', dayOfMonth: 24, month: 'December' },
    ],
    [
      'every second year',
      { type: 'absoluteYearly', interval: 2, dayOfMonth: 24, month: 12 },
      { kind: 'AbsoluteMonthly', interval: 24, dayOfMonth: 24 },
    ],
    [
      'a day of the year',
      { type: 'relativeYearly', interval: 1, index: 'second', daysOfWeek: ['tuesday'], month: 12 },
      { kind: 'RelativeYearly', day: 'Tuesday', index: 'Second', month: 'December' },
    ],
  ])('keeps %s as EWS does', async (_, pattern, kept) => {
    const master = await create(weekly({ type: 'noEnd' }));
    const range = { type: 'endDate', startDate: '2026-12-01', endDate: '2036-12-31' };
    const changed = await patch(master.id, { recurrence: { pattern, range } });
    expect(changed.status).toBe(200);
    expect(exchange.person(ADA).list()[0]?.recurrence?.pattern).toEqual(kept);
    if (pattern.type === 'absoluteYearly' && pattern.interval === 2) return;
    expect(changed.body.recurrence?.pattern).toMatchObject(pattern);
  });

  it.each([
    [
      'days that Exchange has no set for',
      { pattern: { type: 'relativeMonthly', interval: 1, index: 'first', daysOfWeek: ['monday', 'friday'] } },
      'ErrorUnsupportedRecurrence',
    ],
    ['an interval of none', { pattern: { type: 'daily', interval: 0 } }, 'ErrorCalendarOutOfRange'],
    [
      'a rule from another date',
      { range: { type: 'noEnd', startDate: '2026-12-08' } },
      'ErrorPropertyValidationFailure',
    ],
    [
      'a rule that never comes true',
      { range: { type: 'endDate', startDate: '2026-12-01', endDate: '2026-11-01' } },
      'ErrorRecurrenceHasNoOccurrence',
    ],
  ])('refuses %s', async (_, parts, code) => {
    const { recurrence, ...rest } = weekly();
    const body = { ...rest, recurrence: { ...recurrence, ...parts } };
    const answer = await ask(exchange, events(), { method: 'POST', body });
    expect([answer.status, answer.body.error?.code]).toEqual([400, code]);
  });

  it('an occurrence that is changed becomes an exception, shown in the view and with $expand', async () => {
    const master = await create(weekly());
    const [, second] = await instancesOf(master.id);
    const changed = await patch(second?.id, {
      subject: 'Moved',
      start: local('2026-12-09T10:00:00'),
      end: local('2026-12-09T11:00:00'),
    });
    expect(changed.body).toMatchObject({
      id: second?.id,
      type: 'exception',
      seriesMasterId: master.id,
      subject: 'Moved',
    });
    const view = (await ask(exchange, `/users/${ADA}/calendarView?${WINDOW}`)).body.value ?? [];
    expect(view.map(({ type, subject }) => `${type} ${subject}`)).toEqual([
      'occurrence Standup',
      'exception Moved',
      'occurrence Standup',
      'occurrence Standup',
    ]);
    const path = `${events()}/${master.id}?$select=subject,cancelledOccurrences&$expand=exceptionOccurrences`;
    const { body } = await ask(exchange, path, { headers: IMMUTABLE });
    expect(body.exceptionOccurrences).toMatchObject([{ subject: 'Moved' }]);
    expect(body.cancelledOccurrences).toEqual([]);
    expect(body['@odata.etag']).not.toBe(master['@odata.etag']);
  });

  it('an occurrence that is deleted is named by its original date and by nothing else', async () => {
    const master = await create(weekly());
    const [, second] = await instancesOf(master.id);
    expect((await ask(exchange, `${events()}/${second?.id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await instancesOf(master.id)).toHaveLength(3);
    expect((await ask(exchange, `${events()}/${second?.id}`)).status).toBe(404);
    const { body } = await ask(exchange, `${events()}/${master.id}?$select=cancelledOccurrences`);
    expect(body.cancelledOccurrences).toEqual([`OID.${master.id}.2026-12-08`]);
    expect(exchange.person(ADA).list('deleteditems')).toEqual([]);
  });

  it('an occurrence does not move past its neighbours', async () => {
    const master = await create(weekly());
    const [, second] = await instancesOf(master.id);
    const crossing = await patch(second?.id, {
      start: local('2026-12-15T08:00:00'),
      end: local('2026-12-15T08:30:00'),
    });
    expect([crossing.status, crossing.body.error?.code]).toEqual([400, 'ErrorOccurrenceCrossingBoundary']);
  });

  it('an occurrence conflicts with any change of its series', async () => {
    const master = await create(weekly());
    const [, second] = await instancesOf(master.id);
    await patch(master.id, { location: { displayName: 'Room' } });
    const stale = { 'If-Match': String(second?.['@odata.etag']) };
    const answer = await ask(exchange, `${events()}/${second?.id}`, {
      method: 'PATCH',
      body: { subject: 'X' },
      headers: stale,
    });
    expect(answer.status).toBe(412);
  });

  it('calendarView shows what touches the window, and needs one', async () => {
    await create({ subject: 'Before', start: utc('2026-10-31T22:00:00'), end: utc('2026-11-01T00:00:00') });
    await create({ subject: 'Into', start: utc('2026-10-31T22:00:00'), end: utc('2026-11-01T01:00:00') });
    const view = await ask(exchange, `/users/${ADA}/calendarView?${WINDOW}`);
    expect(view.body.value?.map(({ subject }) => subject)).toEqual(['Into']);
    expect((await ask(exchange, `/users/${ADA}/calendarView`)).status).toBe(400);
    const years = 'startDateTime=2020-01-01T00:00:00Z&endDateTime=2027-01-01T00:00:00Z';
    expect((await ask(exchange, `/users/${ADA}/calendarView?${years}`)).status).toBe(400);
  });
});
