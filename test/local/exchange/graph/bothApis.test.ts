// One calendar, seen through EWS and through Graph: what one writes the other reads, versions and conflicts included.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalExchange } from '../../../../local/exchange/server.ts';
import {
  ask as askEws,
  created,
  extendedPath,
  extendedProperty,
  getRequest,
  idsIn,
  OWN_SET,
  setField,
  TIMES,
  text,
  updateRequest,
} from '../ewsClient.ts';
import { ADA, ask, events, IMMUTABLE, type Json, meetingOn, startGraph } from './graphClient.ts';

const PROPERTY = `String {${OWN_SET}} Name Created`;
const EXPAND = `$expand=${encodeURIComponent(`singleValueExtendedProperties($filter=id eq '${PROPERTY}')`)}`;

describe('both APIs', () => {
  let exchange: LocalExchange;
  beforeEach(async () => {
    exchange = await startGraph();
  });
  afterEach(() => exchange.close());
  const listed = async () => (await ask(exchange, `${events()}?${EXPAND}`, { headers: IMMUTABLE })).body.value ?? [];

  it('what EWS creates Graph shows, under the same version and the same extended property', async () => {
    const id = await created(
      exchange,
      `<t:Subject>From EWS</t:Subject>${extendedProperty('Created', 'pair-1')}${TIMES}`,
    );
    const [event] = await listed();
    expect(event).toMatchObject({
      subject: 'From EWS',
      changeKey: id.ChangeKey,
      singleValueExtendedProperties: [{ id: PROPERTY, value: 'pair-1' }],
      start: { dateTime: '2026-12-01T09:00:00.0000000', timeZone: 'UTC' },
    });
    expect(event?.iCalUId).toBe(text(await askEws(exchange, getRequest([id])), 'UID'));
  });

  it('what Graph creates EWS shows', async () => {
    const body = meetingOn('2026-12-01', {
      singleValueExtendedProperties: [{ id: PROPERTY, value: 'pair-2' }],
      showAs: 'oof',
    });
    const { changeKey } = (await ask(exchange, events(), { method: 'POST', body })).body;
    const { id = '', changeKey: stored } = exchange.person(ADA).list()[0] ?? {};
    expect(stored).toBe(changeKey);
    const answer = await askEws(
      exchange,
      getRequest([{ Id: id, ChangeKey: changeKey ?? '' }], extendedPath('Created')),
    );
    expect([text(answer, 'Subject'), text(answer, 'LegacyFreeBusyStatus'), text(answer, 'Value')]).toEqual([
      'Review',
      'OOF',
      'pair-2',
    ]);
  });

  it('a change through one API is a conflict for the other', async () => {
    const id = await created(exchange, `<t:Subject>A</t:Subject>${TIMES}`);
    const [event] = await listed();
    const path = `${events()}/${event?.id}`;
    const renamed = await askEws(exchange, updateRequest(id, setField('item:Subject', '<t:Subject>B</t:Subject>')));
    const headers = { 'If-Match': String(event?.['@odata.etag']) };
    expect((await ask(exchange, path, { method: 'PATCH', body: { subject: 'C' }, headers })).status).toBe(412);
    await ask(exchange, path, { method: 'PATCH', body: { subject: 'C' } });
    const [now] = idsIn(renamed);
    const stale = await askEws(
      exchange,
      updateRequest(now ?? id, setField('item:Subject', '<t:Subject>D</t:Subject>')),
    );
    expect(text(stale, 'ResponseCode')).toBe('ErrorIrresolvableConflict');
  });

  it('every event and occurrence of a whole calendar agrees with the metadata', async () => {
    const ics = readFileSync(join(import.meta.dirname, '../../../../local/demo/calendar.ics'), 'utf8');
    const { loaded } = exchange.loadIcs(ADA, ics);
    const masters = (await ask(exchange, `${events()}?$top=1000`)).body.value ?? [];
    expect(masters).toHaveLength(loaded);
    const window = 'startDateTime=2025-01-01T00:00:00Z&endDateTime=2029-01-01T00:00:00Z';
    const rows: Json[] = [];
    for (let link = `/users/${ADA}/calendarView/delta?${window}`; link !== ''; ) {
      const { body } = await ask(exchange, link, { headers: { Prefer: 'odata.maxpagesize=500' } });
      rows.push(...(body.value ?? []));
      link = body['@odata.nextLink'] ?? '';
    }
    const view = await ask(exchange, `/users/${ADA}/calendarView?${window}&$top=1000`);
    const told = rows.filter(({ type }) => type !== 'seriesMaster').map(({ id }) => id);
    expect(new Set(view.body.value?.map(({ id }) => id))).toEqual(new Set(told));
    for (const { id, type } of masters) {
      if (type !== 'seriesMaster') continue;
      const { status } = await ask(exchange, `${events()}/${id}?$expand=exceptionOccurrences`);
      expect(status).toBe(200);
    }
  });
});
