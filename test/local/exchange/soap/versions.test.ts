// The differences between versions of the server. Microsoft's schemas are the oracle, where they are present.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalExchange } from '../../../../local/exchange/server.ts';
import { ELEMENTS_SINCE, FIELD_URIS_SINCE } from '../../../../local/exchange/soap/schemaVersions.ts';
import { BUILDS, type EwsVersion, SERVERS, schemaOf } from '../../../../local/exchange/soap/versions.ts';
import { NO_SPECS, schemaFor } from '../../../contract/ewsSchema.ts';
import * as ews from '../ewsClient.ts';

const GET_CALENDAR = `<m:GetFolder><m:FolderShape><t:BaseShape>AllProperties</t:BaseShape></m:FolderShape><m:FolderIds>${ews.CALENDAR}</m:FolderIds></m:GetFolder>`;
const SERIES =
  '<t:Recurrence><t:WeeklyRecurrence><t:Interval>2</t:Interval><t:DaysOfWeek>Monday Friday</t:DaysOfWeek>%FIRST%</t:WeeklyRecurrence>' +
  '<t:NumberedRecurrence><t:StartDate>2026-12-01</t:StartDate><t:NumberOfOccurrences>5</t:NumberOfOccurrences></t:NumberedRecurrence></t:Recurrence>';
const series = (first = '') => SERIES.replace('%FIRST%', first);

describe.each(SERVERS)('%s', (server) => {
  const version = schemaOf(server);
  let exchange: LocalExchange;
  beforeAll(async () => {
    exchange = await ews.startTestExchange({ version: server });
  });
  afterAll(() => exchange.close());

  it('says its build, and what it is called', async () => {
    const { text } = await ews.post(exchange, ews.requestXml(GET_CALENDAR, { version }));
    const written = Object.entries(BUILDS[server]).map(([name, value]) => `${name}="${value}"`);
    expect(text).toContain(
      `<h:ServerVersionInfo xmlns:h="http://schemas.microsoft.com/exchange/services/2006/types" ${written.join(' ')}/>`,
    );
  });

  it('answers every operation in the schema of its version', async () => {
    const id = await ews.created(exchange, `<t:Subject>one</t:Subject>${ews.TIMES}${series()}`, { version });
    const single = await ews.created(exchange, ews.TIMES, { version });
    const ask = (operation: string) => ews.ask(exchange, operation, { version });
    await ask(GET_CALENDAR);
    const answer = await ask(ews.getRequest([id, single, { Id: 'no id!', ChangeKey: '' }]));
    expect(ews.texts(answer, 'ResponseCode')).toEqual(['NoError', 'NoError', 'ErrorInvalidIdMalformed']);
    await ask(ews.syncRequest(''));
    await ask(ews.findRequest(''));
    await ask(ews.updateRequest(single, ews.setField('item:Subject', '<t:Subject>two</t:Subject>')));
    const shape = '<m:FolderShape><t:BaseShape>AllProperties</t:BaseShape></m:FolderShape>';
    await ask(
      `<m:FindFolder Traversal="Deep">${shape}<m:ParentFolderIds><t:DistinguishedFolderId Id="msgfolderroot"/></m:ParentFolderIds></m:FindFolder>`,
    );
    await ask(
      `<m:MoveItem><m:ToFolderId><t:DistinguishedFolderId Id="deleteditems"/></m:ToFolderId>${ews.itemIds(single)}</m:MoveItem>`,
    );
    await ask(
      '<m:ResolveNames ReturnFullContactData="false"><m:UnresolvedEntry>ada</m:UnresolvedEntry></m:ResolveNames>',
    );
    await ask(
      `<m:DeleteItem DeleteType="HardDelete" SendMeetingCancellations="SendToNone">${ews.itemIds(id)}</m:DeleteItem>`,
    );
  });

  it('gives changes newest first since Exchange 2010 SP2, oldest first before', async () => {
    const subjects = ['first', 'second', 'third'];
    const fresh = await ews.startTestExchange({ version: server });
    for (const subject of subjects)
      await ews.created(fresh, `<t:Subject>${subject}</t:Subject>${ews.TIMES}`, { version });
    const seen: string[] = [];
    for (let state = ''; ; ) {
      const answer = await ews.ask(fresh, ews.syncRequest(state, 2, ews.fieldPath('item:Subject')), { version });
      seen.push(...ews.texts(answer, 'Subject'));
      state = ews.text(answer, 'SyncState');
      if (ews.text(answer, 'IncludesLastItemInRange') === 'true') break;
    }
    await fresh.close();
    const old = ['Exchange2007', 'Exchange2007_SP1', 'Exchange2010', 'Exchange2010_SP1'].includes(server);
    expect(seen).toEqual(old ? subjects : subjects.toReversed());
  });
});

/** A request that a version must refuse, and the oldest version that accepts it. */
const YOUNGER: readonly { what: string; since: EwsVersion; body: string; asking?: ews.Asking }[] = [
  {
    what: 'StartTimeZone',
    since: 'Exchange2010',
    body: ews.createRequest(`${ews.TIMES}<t:StartTimeZone Id="FLE Standard Time"/>`),
  },
  { what: 'TimeZoneContext', since: 'Exchange2010', body: GET_CALENDAR, asking: { timeZone: 'FLE Standard Time' } },
  {
    what: 'SyncScope',
    since: 'Exchange2010',
    body: ews.syncRequest('').replace('</m:MaxChangesReturned>', '$&<m:SyncScope>NormalItems</m:SyncScope>'),
  },
  {
    what: 'FirstDayOfWeek',
    since: 'Exchange2010',
    body: ews.createRequest(`${ews.TIMES}${series('<t:FirstDayOfWeek>Monday</t:FirstDayOfWeek>')}`),
  },
  {
    what: 'GetServerTimeZones',
    since: 'Exchange2010',
    body: '<m:GetServerTimeZones ReturnFullTimeZoneData="false"/>',
  },
  {
    what: 'calendar:StartTimeZone',
    since: 'Exchange2010',
    body: ews
      .findRequest('')
      .replace(
        'IdOnly</t:BaseShape>',
        '$&<t:AdditionalProperties><t:FieldURI FieldURI="calendar:StartTimeZone"/></t:AdditionalProperties>',
      ),
  },
  {
    what: 'WorkingElsewhere',
    since: 'Exchange2013',
    body: ews.createRequest(`${ews.TIMES}<t:LegacyFreeBusyStatus>WorkingElsewhere</t:LegacyFreeBusyStatus>`),
  },
  {
    what: 'calendar:StartTimeZoneId',
    since: 'Exchange2013',
    body: ews
      .findRequest('')
      .replace(
        'IdOnly</t:BaseShape>',
        '$&<t:AdditionalProperties><t:FieldURI FieldURI="calendar:StartTimeZoneId"/></t:AdditionalProperties>',
      ),
  },
];

describe('a server', () => {
  const fault = async (version: EwsVersion, xml: string) => {
    const exchange = await ews.startTestExchange({ version });
    const answer = await ews.post(exchange, xml);
    await exchange.close();
    expect(await ews.complaints(version, answer.text)).toEqual([]);
    return answer.status === 200
      ? ews.text(ews.bodyOf(answer.text), 'ResponseCode')
      : ews.texts(ews.bodyOf(answer.text), 'ResponseCode')[0];
  };

  it.each(YOUNGER)(
    'refuses $what before $since, as its schema does, and takes it since',
    async ({ since, body, asking }) => {
      const before = since === 'Exchange2010' ? 'Exchange2007_SP1' : 'Exchange2010_SP2';
      const request = (version: EwsVersion) => ews.requestXml(body, { ...asking, version });
      expect(await fault(before, request(before))).toBe('ErrorSchemaValidation');
      expect(await fault(since, request(since))).toBe('NoError');
      expect(await ews.complaints(since, request(since))).toEqual([]);
      const judged = await ews.complaints(before, request(before));
      expect(judged.length > 0 || (await schemaFor(before)) === undefined).toBe(true);
    },
  );

  it('refuses SmtpAddress in ConnectingSID before Exchange 2010', async () => {
    const request = (version: EwsVersion) =>
      ews.requestXml(GET_CALENDAR, { version }).replaceAll('PrimarySmtpAddress', 'SmtpAddress');
    expect(await fault('Exchange2007_SP1', request('Exchange2007_SP1'))).toBe('ErrorSchemaValidation');
    expect(await fault('Exchange2010', request('Exchange2010'))).toBe('NoError');
  });

  it('of 2007 takes local times in the MeetingTimeZone, shows it of masters only, and without FirstDayOfWeek', async () => {
    const exchange = await ews.startTestExchange({ version: 'Exchange2007_SP1' });
    const asking = { version: 'Exchange2007_SP1' } as const;
    const times = '<t:Start>2026-12-01T09:00:00</t:Start><t:End>2026-12-01T10:00:00</t:End>';
    const zone = '<t:MeetingTimeZone TimeZoneName="FLE Standard Time"/>';
    const single = await ews.created(exchange, `${times}${zone}`, asking);
    const master = await ews.created(exchange, `${times}${series()}${zone}`, asking);
    const read = async (id: ews.Id) => ews.ask(exchange, ews.getRequest([id]), asking);
    expect(ews.text(await read(single), 'Start')).toBe('2026-12-01T07:00:00Z');
    expect(ews.all(await read(single), 'MeetingTimeZone')).toEqual([]);
    const [shown] = ews.all(await read(master), 'MeetingTimeZone');
    await exchange.close();
    expect(shown?.attributes).toEqual({ TimeZoneName: 'FLE Standard Time' });
    const rules = shown && ['Standard', 'Daylight'].flatMap((name) => ews.all(shown, name));
    expect(
      rules?.map((rule) =>
        ['Offset', 'DaysOfWeek', 'DayOfWeekIndex', 'Month', 'Time'].map((name) => ews.text(rule, name)),
      ),
    ).toEqual([
      ['PT0H', 'Sunday', 'Last', 'October', '04:00:00'],
      ['-PT1H', 'Sunday', 'Last', 'March', '03:00:00'],
    ]);
  });

  it('reads past MeetingTimeZone since Exchange 2010', async () => {
    const exchange = await ews.startTestExchange();
    const times = '<t:Start>2026-12-01T09:00:00</t:Start><t:End>2026-12-01T10:00:00</t:End>';
    const id = await ews.created(exchange, `${times}<t:MeetingTimeZone TimeZoneName="FLE Standard Time"/>`);
    const read = await ews.ask(exchange, ews.getRequest([id]));
    await exchange.close();
    expect(ews.text(read, 'Start')).toBe('2026-12-01T09:00:00Z');
  });
});

describe('what came with which version', () => {
  const specs = resolve(process.env.SPECS_DIR ?? join(import.meta.dirname, '../../../../../shared/specs'), 'ews');
  const SCHEMAS = [
    ['Exchange2007_SP1', 'ex2007sp1'],
    ['Exchange2010', 'ex2010sp2'],
    ['Exchange2013', 'ex2013sp1'],
    ['Exchange2016', 'ex2016'],
  ] as const;
  const namesIn = (folder: string, pattern: RegExp) => {
    const files = readdirSync(join(specs, folder)).filter((name) => name.endsWith('.xsd'));
    const text = files.map((name) => readFileSync(join(specs, folder, name), 'utf8')).join('');
    return new Set([...text.replace(/<!--[\s\S]*?-->/g, '').matchAll(pattern)].map((match) => match[1]));
  };

  it.for([
    { what: 'element', table: ELEMENTS_SINCE, pattern: /<xs:element\s+[^>]*?name="([^"]+)"/g },
    {
      what: 'FieldURI',
      table: FIELD_URIS_SINCE,
      pattern: /<xs:enumeration\s+value="((?:item|calendar|folder):[^"]+)"/g,
    },
  ])(
    'each $what of the table is in the schemas since its version and in none before',
    async ({ table, pattern }, { skip }) => {
      if (!(await schemaFor('Exchange2016'))) return skip(NO_SPECS);
      const schemas = SCHEMAS.map(([version, folder]) => ({ version, names: namesIn(folder, pattern) }));
      for (const [name, since] of table) {
        const first = schemas.find(({ names }) => names.has(name))?.version;
        expect([name, first]).toEqual([name, since]);
      }
    },
  );
});
