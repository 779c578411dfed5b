// Events over Graph, each answer checked against the metadata by the client.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalExchange } from '../../../../../local/exchange/server.ts';
import { ADA, ask, events, IMMUTABLE, meetingOn, startGraph, utc } from '../graphClient.ts';

const KEY = 'String {6b1d6f0a-2f0b-4f49-9d5e-0a6f1c2b3d4e} Name Created';
const withKey = (value: string) => ({ singleValueExtendedProperties: [{ id: KEY, value }] });
const expandKey = `$expand=${encodeURIComponent(`singleValueExtendedProperties($filter=id eq '${KEY}')`)}`;

describe('events', () => {
  let exchange: LocalExchange;
  beforeEach(async () => {
    exchange = await startGraph();
  });
  afterEach(() => exchange.close());
  const create = async (body: object) => (await ask(exchange, events(), { method: 'POST', body })).body;

  it('createEvent stores what EWS and its owner see, with the defaults of Exchange', async () => {
    const { status, body, headers } = await ask(exchange, events(), {
      method: 'POST',
      body: meetingOn('2026-12-01', {
        categories: ['Blue'],
        showAs: 'oof',
        sensitivity: 'private',
        location: { displayName: 'Room' },
      }),
    });
    expect(status).toBe(201);
    expect(headers.location).toBe(`${exchange.graph.url}/users/${ADA}/events('${body.id}')`);
    expect(body).toMatchObject({
      subject: 'Review',
      type: 'singleInstance',
      isReminderOn: true,
      reminderMinutesBeforeStart: 15,
    });
    const [item] = exchange.person(ADA).list();
    expect(item).toMatchObject({
      subject: 'Review',
      freeBusy: 'OOF',
      sensitivity: 'Private',
      location: 'Room',
      categories: ['Blue'],
    });
    expect(item?.start).toBe(Date.UTC(2026, 11, 1, 9));
    expect(exchange.mail).toEqual([]);
  });

  it('shows times in the zone that Prefer asks for, and all-day events at their own midnights', async () => {
    const helsinki = { dateTime: '2026-12-01T09:00:00', timeZone: 'Europe/Helsinki' };
    const timed = await create({
      subject: 'A',
      start: helsinki,
      end: { ...helsinki, dateTime: '2026-12-01T10:00:00' },
    });
    expect(timed.start).toEqual({ dateTime: '2026-12-01T07:00:00.0000000', timeZone: 'UTC' });
    expect(timed.originalStartTimeZone).toBe('FLE Standard Time');
    const day = (date: string) => ({ dateTime: `${date}T00:00:00`, timeZone: 'FLE Standard Time' });
    const allDay = await create({ subject: 'B', isAllDay: true, start: day('2026-12-01'), end: day('2026-12-03') });
    expect(allDay.start).toEqual({ dateTime: '2026-12-01T00:00:00.0000000', timeZone: 'UTC' });
    expect(allDay.end).toEqual({ dateTime: '2026-12-03T00:00:00.0000000', timeZone: 'UTC' });
    const Prefer = 'outlook.timezone="Tokyo Standard Time", outlook.body-content-type="text"';
    const { body, headers } = await ask(exchange, `${events()}/${timed.id}`, { headers: { Prefer } });
    expect(body.start).toEqual({ dateTime: '2026-12-01T16:00:00.0000000', timeZone: 'Tokyo Standard Time' });
    expect(body.body).toEqual({ contentType: 'text', content: '' });
    expect(headers['preference-applied']).toContain('outlook.timezone="Tokyo Standard Time"');
  });

  it.each([
    ['a missing end', { subject: 'A', start: utc('2026-12-01T09:00:00') }, 'ErrorPropertyValidationFailure'],
    [
      'an end before the start',
      meetingOn('2026-12-01', { end: utc('2026-11-01T09:00:00') }),
      'ErrorCalendarEndDateIsEarlierThanStartDate',
    ],
    [
      'an all-day event that starts at nine',
      meetingOn('2026-12-01', { isAllDay: true }),
      'ErrorPropertyValidationFailure',
    ],
    [
      'an unknown zone',
      meetingOn('2026-12-01', { start: { dateTime: '2026-12-01T09:00:00', timeZone: 'Mars' } }),
      'TimeZoneNotSupportedException',
    ],
    ['an unknown property', meetingOn('2026-12-01', { colour: 'red' }), 'RequestBodyRead'],
    ['an unknown choice', meetingOn('2026-12-01', { showAs: 'asleep' }), 'RequestBodyRead'],
    [
      'a property of null',
      meetingOn('2026-12-01', { singleValueExtendedProperties: [{ id: KEY, value: null }] }),
      'ErrorInvalidExtendedPropertyValue',
    ],
  ])('createEvent refuses %s', async (_, body, code) => {
    const answer = await ask(exchange, events(), { method: 'POST', body });
    expect([answer.status, answer.body.error?.code]).toEqual([400, code]);
    expect(exchange.person(ADA).list()).toEqual([]);
  });

  it('createEvent takes a transactionId once, and names the event that has it', async () => {
    const first = await create(meetingOn('2026-12-01', { transactionId: 'once' }));
    expect(first.transactionId).toBe('once');
    const again = await ask(exchange, events(), {
      method: 'POST',
      body: meetingOn('2026-12-02', { transactionId: 'once' }),
    });
    expect(again.status).toBe(409);
    expect(again.body.error).toMatchObject({ code: 'ErrorDuplicateTransactionId', '@event.existingEventId': first.id });
    exchange.person(ADA).remove(exchange.person(ADA).list()[0]?.id ?? '');
    expect(
      (await ask(exchange, events(), { method: 'POST', body: meetingOn('2026-12-02', { transactionId: 'once' }) }))
        .status,
    ).toBe(409);
  });

  it('extended properties are those of EWS, shown with $expand, found with $filter whatever the case of the value', async () => {
    const { id } = await create(meetingOn('2026-12-01', withKey('Pair-1')));
    await create(meetingOn('2026-12-02', withKey('pair-2')));
    expect(Object.values(exchange.person(ADA).list()[0]?.extended ?? {})[0]?.path).toMatchObject({
      PropertyName: 'Created',
      PropertyType: 'String',
    });
    expect((await ask(exchange, `${events()}/${id}`)).body.singleValueExtendedProperties).toBeUndefined();
    const shown = await ask(exchange, `${events()}/${id}?${expandKey}`);
    expect(shown.body.singleValueExtendedProperties).toEqual([{ id: KEY, value: 'Pair-1' }]);
    const any = (name: string, value: string) =>
      encodeURIComponent(
        `singleValueExtendedProperties/Any(ep: ep/id eq '${KEY.replace('Created', name)}' and ep/value eq '${value}')`,
      );
    const found = await ask(exchange, `${events()}?$filter=${any('Created', 'pair-1')}&${expandKey}`);
    expect(found.body.value?.map((each) => each.id)).toEqual([id]);
    expect((await ask(exchange, `${events()}?$filter=${any('created', 'pair-1')}`)).body.value).toEqual([]);
  });

  it('updateEvent changes what is given, and with If-Match only the version that it names', async () => {
    const made = await create(meetingOn('2026-12-01', { body: { contentType: 'text', content: 'Notes' } }));
    const path = `${events()}/${made.id}`;
    const etag = String(made['@odata.etag']);
    const changed = await ask(exchange, path, {
      method: 'PATCH',
      body: { subject: 'Plan' },
      headers: { 'If-Match': etag },
    });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ id: made.id, subject: 'Plan', start: made.start });
    expect(changed.body.changeKey).not.toBe(made.changeKey);
    const stale = await ask(exchange, path, {
      method: 'PATCH',
      body: { subject: 'Old' },
      headers: { 'If-Match': etag },
    });
    expect([stale.status, stale.body.error?.code]).toEqual([412, 'ErrorIrresolvableConflict']);
    expect((await ask(exchange, path, { method: 'DELETE', headers: { 'If-Match': etag } })).status).toBe(412);
    expect(exchange.person(ADA).list()[0]).toMatchObject({ subject: 'Plan', body: { text: 'Notes' } });
  });

  it('deleteEvent moves to Deleted Items, where no listing of Graph shows it', async () => {
    const { id } = await create(meetingOn('2026-12-01'));
    expect((await ask(exchange, `${events()}/${id}`, { method: 'DELETE' })).status).toBe(204);
    const gone = await ask(exchange, `${events()}/${id}`);
    expect([gone.status, gone.body.error?.code]).toEqual([404, 'ErrorItemNotFound']);
    expect(exchange.person(ADA).list('deleteditems')).toHaveLength(1);
    const folder = await ask(exchange, `/users/${ADA}/mailFolders/deleteditems`);
    expect(folder.body).toMatchObject({ displayName: 'Deleted Items', totalItemCount: 1 });
    expect((await ask(exchange, `/users/${ADA}/mailFolders/deleteditems/messages`)).body.value).toEqual([]);
  });

  it('permanentlyDelete leaves nothing anywhere', async () => {
    const { id } = await create(meetingOn('2026-12-01'));
    expect((await ask(exchange, `${events()}/${id}/permanentDelete`, { method: 'POST' })).status).toBe(204);
    expect([...exchange.person(ADA).list(), ...exchange.person(ADA).list('deleteditems')]).toEqual([]);
  });

  it('an immutable id stays through a move, a regular one does not', async () => {
    const made = (await ask(exchange, events(), { method: 'POST', body: meetingOn('2026-12-01'), headers: IMMUTABLE }))
      .body;
    const person = exchange.person(ADA);
    const before = person.list()[0];
    const regular = (await ask(exchange, `${events()}/${made.id}`)).body.id;
    expect(regular).not.toBe(made.id);
    const item = person.move(person.move(before?.id ?? '', 'inbox').id, 'calendar');
    expect(item.id).not.toBe(before?.id);
    expect((await ask(exchange, `${events()}/${made.id}`, { headers: IMMUTABLE })).body.id).toBe(made.id);
    expect((await ask(exchange, `${events()}/${regular}`)).status).toBe(404);
    expect(
      (
        await ask(exchange, `${events()}/${person.copy(item.id).id.replaceAll('+', '_').replaceAll('/', '-')}`, {
          headers: IMMUTABLE,
        })
      ).body.id,
    ).not.toBe(made.id);
  });

  it('listEvents filters, orders and pages', async () => {
    for (const day of [3, 1, 2]) await create(meetingOn(`2026-12-0${day}`, { subject: `Day ${day}` }));
    const titles = async (query: string) =>
      (await ask(exchange, `${events()}?${query}`)).body.value?.map((each) => each.subject);
    expect(
      await titles(`$filter=${encodeURIComponent("start/dateTime ge '2026-12-02T00:00:00Z'")}&$orderby=start/dateTime`),
    ).toEqual(['Day 2', 'Day 3']);
    expect(
      await titles(
        `$filter=${encodeURIComponent("not (subject eq 'Day 1') and (startswith(subject,'day') or isAllDay eq true)")}`,
      ),
    ).toEqual(['Day 3', 'Day 2']);
    const uid = exchange.person(ADA).list()[1]?.uid;
    expect(await titles(`$filter=${encodeURIComponent(`iCalUId eq '${uid}'`)}&$select=subject`)).toEqual(['Day 1']);
    const first = await ask(
      exchange,
      `${events()}?$top=2&$select=subject&$orderby=start/dateTime desc`.replaceAll(' ', '%20'),
    );
    expect(Object.keys(first.body.value?.[0] ?? {})).toEqual(['@odata.etag', 'id', 'subject']);
    const second = await ask(exchange, String(first.body['@odata.nextLink']));
    expect([...(first.body.value ?? []), ...(second.body.value ?? [])].map(({ subject }) => subject)).toEqual([
      'Day 3',
      'Day 2',
      'Day 1',
    ]);
    expect(second.body['@odata.nextLink']).toBeUndefined();
    for (const query of [
      '$filter=body%20eq%20%27x%27',
      '$filter=subject%20eq',
      '$select=colour',
      '$top=0',
      '$search=x',
    ]) {
      expect((await ask(exchange, `${events()}?${query}`)).status, query).toBe(400);
    }
  });
});
