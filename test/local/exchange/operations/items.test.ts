// CreateItem, GetItem, UpdateItem, DeleteItem, MoveItem, CopyItem: what the wire says, checked against the schema.
// Long because the operations are tried on each other's items.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalExchange } from '../../../../local/exchange/server.ts';
import type { EwsVersion } from '../../../../local/exchange/soap/versions.ts';
import * as ews from '../ewsClient.ts';

let exchange: LocalExchange;
beforeAll(async () => {
  exchange = await ews.startTestExchange();
});
afterAll(() => exchange.close());

const code = async (operation: string, asking?: ews.Asking) =>
  ews.text(await ews.ask(exchange, operation, asking), 'ResponseCode');
const read = async (id: ews.Id, ...paths: string[]) => ews.ask(exchange, ews.getRequest([id], ...paths));

describe('CreateItem', () => {
  it('gives a new item the defaults of Exchange', async () => {
    const item = await read(await ews.created(exchange, ews.TIMES));
    const named = (name: string) => ews.text(item, name);
    expect(named('UID')).toMatch(/^040000008200E00074C5B7101A82E008[0-9A-F]+$/);
    expect(
      [
        'Sensitivity',
        'LegacyFreeBusyStatus',
        'ReminderIsSet',
        'ReminderMinutesBeforeStart',
        'CalendarItemType',
        'IsAllDayEvent',
      ].map(named),
    ).toEqual(['Normal', 'Busy', 'true', '15', 'Single', 'false']);
    expect(ews.all(item, 'Subject')).toEqual([]);
    expect([named('Start'), named('End'), named('StartTimeZoneId')]).toEqual([
      '2026-12-01T09:00:00Z',
      '2026-12-01T10:00:00Z',
      'UTC',
    ]);
  });

  it.each(['Exchange2010_SP2', 'Exchange2013', 'Exchange2013_SP1', 'Exchange2016'] as const)(
    'keeps every field in %s',
    async (version: EwsVersion) => {
      const item =
        '<t:Subject>R&amp;D &lt;x&gt; \u{1f600}</t:Subject><t:Sensitivity>Private</t:Sensitivity><t:Body BodyType="Text">one&#xD;\ntwo &amp; three</t:Body>' +
        '<t:Categories><t:String>Blue</t:String><t:String>A &amp; B</t:String></t:Categories><t:Importance>High</t:Importance>' +
        '<t:ReminderIsSet>false</t:ReminderIsSet><t:ReminderMinutesBeforeStart>5</t:ReminderMinutesBeforeStart>' +
        `${ews.extendedProperty('Pair', 'a &lt; b')}<t:UID>outside@example</t:UID>${ews.TIMES}` +
        '<t:LegacyFreeBusyStatus>OOF</t:LegacyFreeBusyStatus><t:Location> Room 1 </t:Location>';
      const id = await ews.created(exchange, item, { version });
      const answer = await ews.ask(exchange, ews.getRequest([id], ews.extendedPath('Pair')), { version });
      const shown = [
        'Subject',
        'Sensitivity',
        'Body',
        'Importance',
        'ReminderIsSet',
        'ReminderMinutesBeforeStart',
        'Value',
        'UID',
        'LegacyFreeBusyStatus',
        'Location',
      ];
      expect(shown.map((name) => ews.text(answer, name))).toEqual([
        'R&D <x> \u{1f600}',
        'Private',
        'one\r\ntwo & three',
        'High',
        'false',
        '5',
        'a < b',
        'outside@example',
        'OOF',
        ' Room 1 ',
      ]);
      expect(ews.texts(answer, 'String')).toEqual(['Blue', 'A & B']);
    },
  );

  it('has WorkingElsewhere since Exchange 2013 only', async () => {
    const item = `${ews.TIMES}<t:LegacyFreeBusyStatus>WorkingElsewhere</t:LegacyFreeBusyStatus>`;
    const id = await ews.created(exchange, item);
    expect(ews.text(await read(id), 'LegacyFreeBusyStatus')).toBe('WorkingElsewhere');
    const older = await ews.ask(exchange, ews.getRequest([id]), { version: 'Exchange2010_SP2' });
    expect(ews.text(older, 'LegacyFreeBusyStatus')).toBe('Free');
    const refused = await ews.post(exchange, ews.requestXml(ews.createRequest(item), { version: 'Exchange2010_SP2' }));
    expect(refused.text).toContain('ErrorSchemaValidation');
  });

  it.each([
    { what: 'an unknown element', item: '<t:Colour>red</t:Colour>' },
    {
      what: 'elements out of order',
      item: '<t:End>2026-12-01T10:00:00Z</t:End><t:Start>2026-12-01T09:00:00Z</t:Start>',
    },
    { what: 'an element twice', item: `<t:Subject>a</t:Subject><t:Subject>b</t:Subject>${ews.TIMES}` },
    { what: 'a date that is none', item: '<t:Start>tomorrow</t:Start><t:End>2026-12-01T10:00:00Z</t:End>' },
    { what: 'a word that is none of the choices', item: `<t:Sensitivity>Secret</t:Sensitivity>${ews.TIMES}` },
  ])("refuses $what as a violation of the schema, as Microsoft's schema does", async ({ item }) => {
    const request = ews.requestXml(ews.createRequest(item));
    const answer = await ews.post(exchange, request);
    expect(answer.status).toBe(500);
    expect(answer.text).toContain('ErrorSchemaValidation');
    const complaints = await ews.complaints('Exchange2016', request);
    expect(complaints.length > 0 || (await ews.complaints('Exchange2016', '<a/>')).length === 0).toBe(true);
  });

  it.each([
    {
      error: 'ErrorCalendarEndDateIsEarlierThanStartDate',
      item: '<t:Start>2026-12-01T10:00:00Z</t:Start><t:End>2026-12-01T09:00:00Z</t:End>',
    },
    {
      error: 'ErrorCalendarDurationIsTooLong',
      item: '<t:Start>2026-12-01T10:00:00Z</t:Start><t:End>2031-12-01T10:00:01Z</t:End>',
    },
    { error: 'ErrorRequiredPropertyMissing', item: '<t:Start>2026-12-01T10:00:00Z</t:Start>' },
    { error: 'ErrorPropertyValidationFailure', item: `<t:Subject>${'x'.repeat(256)}</t:Subject>${ews.TIMES}` },
    { error: 'ErrorTimeZone', item: `${ews.TIMES}<t:StartTimeZone Id="Mars Standard Time"/>` },
    {
      error: 'ErrorInvalidPropertySet',
      item: `<t:DateTimeCreated>2026-12-01T10:00:00Z</t:DateTimeCreated>${ews.TIMES}`,
    },
    {
      error: 'ErrorInvalidExtendedPropertyValue',
      item: `<t:ExtendedProperty><t:ExtendedFieldURI PropertySetId="${ews.OWN_SET}" PropertyName="N" PropertyType="Integer"/><t:Value>many</t:Value></t:ExtendedProperty>${ews.TIMES}`,
    },
  ])('answers $error for that item, and stores the others', async ({ error, item }) => {
    const answer = await ews.ask(exchange, ews.createRequest(ews.TIMES, item, ews.TIMES));
    expect(ews.texts(answer, 'ResponseCode')).toEqual(['NoError', error, 'NoError']);
    expect(ews.idsIn(answer)).toHaveLength(2);
  });

  it('wants to be told whether to send invitations, and sends none for SendToNone', async () => {
    expect(await code(ews.createRequest(ews.TIMES).replace(' SendMeetingInvitations="SendToNone"', ''))).toBe(
      'ErrorSendMeetingInvitationsRequired',
    );
    const meeting = `${ews.TIMES}<t:RequiredAttendees><t:Attendee><t:Mailbox><t:EmailAddress>ben@example.com</t:EmailAddress></t:Mailbox></t:Attendee></t:RequiredAttendees>`;
    const id = await ews.created(exchange, meeting);
    expect(ews.text(await read(id), 'IsMeeting')).toBe('true');
    expect(exchange.mail).toEqual([]);
    await ews.ask(exchange, ews.createRequest(meeting).replace('SendToNone', 'SendToAllAndSaveCopy'));
    expect(exchange.mail).toMatchObject([{ kind: 'invitation', from: ews.ADA, to: ['ben@example.com'] }]);
  });

  it('answers a folder that is not there with one message for the whole batch', async () => {
    const request = ews.createRequest(ews.TIMES, ews.TIMES);
    expect(
      await ews
        .ask(exchange, request.replace('Id="calendar"', 'Id="tasks"'))
        .then((answer) => ews.texts(answer, 'ResponseCode')),
    ).toEqual(['ErrorFolderNotFound']);
    expect(await code(request.replace('Id="calendar"', 'Id="inbox"'))).toBe(
      'ErrorCannotCreateCalendarItemInNonCalendarFolder',
    );
  });

  it('keeps a series as a master with its recurrence', async () => {
    const recurrence =
      '<t:Recurrence><t:WeeklyRecurrence><t:Interval>2</t:Interval><t:DaysOfWeek>Monday Friday</t:DaysOfWeek><t:FirstDayOfWeek>Monday</t:FirstDayOfWeek></t:WeeklyRecurrence>' +
      '<t:NumberedRecurrence><t:StartDate>2026-12-01</t:StartDate><t:NumberOfOccurrences>5</t:NumberOfOccurrences></t:NumberedRecurrence></t:Recurrence>';
    const item = await read(await ews.created(exchange, `${ews.TIMES}${recurrence}`));
    expect([
      ews.text(item, 'CalendarItemType'),
      ews.text(item, 'IsRecurring'),
      ews.text(item, 'DaysOfWeek'),
      ews.text(item, 'NumberOfOccurrences'),
    ]).toEqual(['RecurringMaster', 'true', 'Monday Friday', '5']);
  });
});

describe('GetItem', () => {
  it('answers each id by itself: found, gone, malformed', async () => {
    const id = await ews.created(exchange, ews.TIMES);
    const gone = await ews.created(exchange, ews.TIMES);
    exchange.person(ews.ADA).remove(gone.Id);
    const answer = await ews.ask(
      exchange,
      ews.getRequest([id, gone, { Id: 'no id!', ChangeKey: '' }, { Id: id.Id.toLowerCase(), ChangeKey: '' }]),
    );
    expect(ews.texts(answer, 'ResponseCode')).toEqual([
      'NoError',
      'ErrorItemNotFound',
      'ErrorInvalidIdMalformed',
      'ErrorItemNotFound',
    ]);
  });

  it('shows bodies as they are asked for', async () => {
    const id = await ews.created(
      exchange,
      `<t:Body BodyType="HTML">&lt;p&gt;one &amp;amp; two&lt;/p&gt;&lt;p&gt;three&lt;/p&gt;</t:Body>${ews.TIMES}`,
    );
    const as = async (type: string) =>
      ews.text(
        await ews.ask(
          exchange,
          ews.getRequest([id]).replace('</t:BaseShape>', `</t:BaseShape><t:BodyType>${type}</t:BodyType>`),
        ),
        'Body',
      );
    expect(await as('Text')).toBe('one & two\r\n\r\nthree\r\n');
    expect(await as('Best')).toBe('<p>one &amp; two</p><p>three</p>');
    const text = await ews.created(exchange, `<t:Body BodyType="Text">1 &lt; 2</t:Body>${ews.TIMES}`);
    const html = await ews.ask(
      exchange,
      ews.getRequest([text]).replace('</t:BaseShape>', '</t:BaseShape><t:BodyType>HTML</t:BodyType>'),
    );
    expect(ews.text(html, 'Body')).toContain('1 &lt; 2');
  });

  it('shows what is asked for by name, and refuses names that the schema or the version does not have', async () => {
    const id = await ews.created(exchange, `<t:Subject>x</t:Subject>${ews.TIMES}`);
    const only = (path: string, asking?: ews.Asking) =>
      ews.ask(exchange, `<m:GetItem>${ews.shape('IdOnly', path)}${ews.itemIds(id)}</m:GetItem>`, asking);
    const item = ews.all(await only(ews.fieldPath('item:Subject')), 'CalendarItem')[0];
    expect(item?.children.map(({ name }) => name)).toEqual(['ItemId', 'Subject']);
    expect(ews.text(await only(ews.fieldPath('calendar:JoinOnlineMeetingUrl')), 'ResponseCode')).toBe('NoError');
    const unknown = await ews.post(
      exchange,
      ews.requestXml(`<m:GetItem>${ews.shape('IdOnly', ews.fieldPath('item:Colour'))}${ews.itemIds(id)}</m:GetItem>`),
    );
    expect(unknown.text).toContain('ErrorSchemaValidation');
    const older = await ews.post(
      exchange,
      ews.requestXml(
        `<m:GetItem>${ews.shape('IdOnly', ews.fieldPath('calendar:StartTimeZoneId'))}${ews.itemIds(id)}</m:GetItem>`,
        { version: 'Exchange2010_SP2' },
      ),
    );
    expect(older.text).toContain('ErrorInvalidPropertyRequest');
  });

  it('shows a UID as a global object id, both ways of naming the property', async () => {
    const id = await ews.created(exchange, `<t:UID>abc@example</t:UID>${ews.TIMES}`);
    const named = '<t:ExtendedFieldURI DistinguishedPropertySetId="Meeting" PropertyId="3" PropertyType="Binary"/>';
    const numbered =
      '<t:ExtendedFieldURI PropertySetId="6ED8DA90-450B-101B-98DA-00AA003F1305" PropertyId="3" PropertyType="Binary"/>';
    const values = ews
      .texts(await read(id, named, numbered), 'Value')
      .map((value) => Buffer.from(value, 'base64').toString('latin1'));
    expect(values[0]).toBe(values[1]);
    expect(values[0]?.slice(-('vCal-Uid'.length + 4 + 'abc@example'.length + 1))).toBe(
      'vCal-Uid\u0001\u0000\u0000\u0000abc@example\u0000',
    );
  });
});

describe('UpdateItem', () => {
  const subject = (text: string) => ews.setField('item:Subject', `<t:Subject>${text}</t:Subject>`);

  it('changes only what it names, and gives another change key', async () => {
    const id = await ews.created(exchange, `<t:Subject>before</t:Subject>${ews.TIMES}<t:Location>here</t:Location>`);
    const [updated] = ews.idsIn(await ews.ask(exchange, ews.updateRequest(id, subject('after'))));
    const item = await read(id);
    expect([ews.text(item, 'Subject'), ews.text(item, 'Location')]).toEqual(['after', 'here']);
    expect(updated?.Id).toBe(id.Id);
    expect(updated?.ChangeKey).not.toBe(id.ChangeKey);
    expect(ews.idsIn(item)[0]?.ChangeKey).toBe(updated?.ChangeKey);
  });

  it('with a stale change key: NeverOverwrite refuses, the other two overwrite', async () => {
    const id = await ews.created(exchange, `<t:Subject>one</t:Subject>${ews.TIMES}`);
    exchange.person(ews.ADA).edit(id.Id, { location: 'elsewhere' });
    expect(await code(ews.updateRequest(id, subject('two')))).toBe('ErrorIrresolvableConflict');
    expect(ews.text(await read(id), 'Subject')).toBe('one');
    expect(await code(ews.updateRequest(id, subject('three'), 'AutoResolve'))).toBe('NoError');
    expect(await code(ews.updateRequest({ ...id, ChangeKey: '' }, subject('four'), 'AlwaysOverwrite'))).toBe('NoError');
    expect([ews.text(await read(id), 'Subject'), ews.text(await read(id), 'Location')]).toEqual(['four', 'elsewhere']);
  });

  it('AutoResolve keeps the stricter of two sensitivities (MS-OXWSCORE R586)', async () => {
    const id = await ews.created(exchange, ews.TIMES);
    exchange.person(ews.ADA).edit(id.Id, { sensitivity: 'Confidential' });
    const answer = await ews.ask(
      exchange,
      ews.updateRequest(id, ews.setField('item:Sensitivity', '<t:Sensitivity>Normal</t:Sensitivity>'), 'AutoResolve'),
    );
    expect(ews.text(answer, 'Count')).toBe('1');
    expect(ews.text(await read(id), 'Sensitivity')).toBe('Confidential');
  });

  it('wants a change key, and one that it could have made', async () => {
    const id = await ews.created(exchange, ews.TIMES);
    expect(await code(ews.updateRequest({ ...id, ChangeKey: '' }, subject('x')))).toBe(
      'ErrorChangeKeyRequiredForWriteOperations',
    );
    expect(await code(ews.updateRequest({ ...id, ChangeKey: 'abcd' }, subject('x')))).toBe('ErrorInvalidChangeKey');
  });

  it('changes all of an item or nothing', async () => {
    const id = await ews.created(exchange, `<t:Subject>one</t:Subject>${ews.TIMES}`);
    const updates = subject('two') + ews.setField('calendar:End', '<t:End>2026-11-01T10:00:00Z</t:End>');
    expect(await code(ews.updateRequest(id, updates))).toBe('ErrorCalendarEndDateIsEarlierThanStartDate');
    expect(ews.text(await read(id), 'Subject')).toBe('one');
    expect(ews.idsIn(await read(id))[0]).toEqual(id);
  });

  it('clears fields and appends to the body', async () => {
    const id = await ews.created(
      exchange,
      `<t:Body BodyType="Text">a</t:Body><t:Categories><t:String>c</t:String></t:Categories>${ews.extendedProperty('Pair', 'p')}${ews.TIMES}<t:Location>l</t:Location>`,
    );
    const clear = (path: string) => `<t:DeleteItemField>${path}</t:DeleteItemField>`;
    const updates =
      clear(ews.fieldPath('calendar:Location')) +
      clear(ews.fieldPath('item:Categories')) +
      clear(ews.extendedPath('Pair')) +
      `<t:AppendToItemField>${ews.fieldPath('item:Body')}<t:CalendarItem><t:Body BodyType="Text">b</t:Body></t:CalendarItem></t:AppendToItemField>`;
    expect(await code(ews.updateRequest(id, updates))).toBe('NoError');
    const item = await read(id, ews.extendedPath('Pair'));
    expect([
      ews.all(item, 'Location'),
      ews.all(item, 'Categories'),
      ews.all(item, 'Value'),
      ews.text(item, 'Body'),
    ]).toEqual([[], [], [], 'ab']);
  });

  it('takes its own UID, a due time of the reminder and the deletion of what no item has, as clients save whole items', async () => {
    const id = await ews.created(exchange, ews.TIMES);
    const unsaved = await read(id);
    const [before, uid] = [ews.text(unsaved, 'ReminderDueBy'), ews.text(unsaved, 'UID')];
    const updates =
      ews.setField('calendar:UID', `<t:UID>${uid}</t:UID>`) +
      ews.setField('calendar:ConferenceType', '<t:ConferenceType>0</t:ConferenceType>') +
      ews.setField('item:ReminderDueBy', '<t:ReminderDueBy>2026-01-01T00:00:00Z</t:ReminderDueBy>') +
      `<t:DeleteItemField>${ews.fieldPath('item:InReplyTo')}</t:DeleteItemField>` +
      subject('saved');
    expect(await code(ews.updateRequest(id, updates))).toBe('NoError');
    const item = await read(id);
    expect([ews.text(item, 'Subject'), ews.text(item, 'ReminderDueBy')]).toEqual(['saved', before]);
  });

  it.each([
    { error: 'ErrorUpdatePropertyMismatch', updates: ews.setField('calendar:Location', '<t:Subject>x</t:Subject>') },
    {
      error: 'ErrorIncorrectUpdatePropertyCount',
      updates: ews.setField('item:Subject', '<t:Subject>x</t:Subject><t:Sensitivity>Normal</t:Sensitivity>'),
    },
    { error: 'ErrorInvalidPropertySet', updates: ews.setField('calendar:UID', '<t:UID>other</t:UID>') },
    {
      error: 'ErrorInvalidPropertyDelete',
      updates: `<t:DeleteItemField>${ews.fieldPath('calendar:Start')}</t:DeleteItemField>`,
    },
    {
      error: 'ErrorInvalidPropertyAppend',
      updates: `<t:AppendToItemField>${ews.fieldPath('item:Subject')}<t:CalendarItem><t:Subject>x</t:Subject></t:CalendarItem></t:AppendToItemField>`,
    },
  ])('answers $error', async ({ error, updates }) => {
    const id = await ews.created(exchange, ews.TIMES);
    expect(await code(ews.updateRequest(id, updates))).toBe(error);
  });

  it('wants to be told whether to send updates', async () => {
    const id = await ews.created(exchange, ews.TIMES);
    const request = ews
      .updateRequest(id, subject('x'))
      .replace(' SendMeetingInvitationsOrCancellations="SendToNone"', '');
    expect(await code(request)).toBe('ErrorSendMeetingInvitationsOrCancellationsRequired');
  });
});

describe('DeleteItem', () => {
  const remove = (id: ews.Id, type: string) =>
    `<m:DeleteItem DeleteType="${type}" SendMeetingCancellations="SendToNone">${ews.itemIds(id)}</m:DeleteItem>`;

  it('moves to Deleted Items under another id, with everything else kept', async () => {
    const id = await ews.created(
      exchange,
      `<t:Subject>out</t:Subject>${ews.extendedProperty('Pair', 'out')}${ews.TIMES}`,
    );
    const uid = ews.text(await read(id), 'UID');
    expect(await code(remove(id, 'MoveToDeletedItems'))).toBe('NoError');
    expect(await code(remove(id, 'MoveToDeletedItems'))).toBe('ErrorItemNotFound');
    const pair = `<t:IsEqualTo>${ews.extendedPath('Pair')}<t:FieldURIOrConstant><t:Constant Value="out"/></t:FieldURIOrConstant></t:IsEqualTo>`;
    const [moved] = ews.idsIn(await ews.ask(exchange, ews.findRequest(pair, 'deleteditems')));
    expect(moved?.Id).not.toBe(id.Id);
    expect(ews.text(await read(moved ?? id), 'UID')).toBe(uid);
  });

  it.each(['HardDelete', 'SoftDelete'])('%s leaves nothing to be found', async (type) => {
    const id = await ews.created(exchange, ews.TIMES);
    const before = exchange.person(ews.ADA).list('deleteditems').length;
    expect(await code(remove(id, type))).toBe('NoError');
    expect(exchange.person(ews.ADA).list('deleteditems')).toHaveLength(before);
  });

  it('has no condition on the change key, and wants to be told about cancellations', async () => {
    const id = await ews.created(exchange, ews.TIMES);
    exchange.person(ews.ADA).edit(id.Id, { subject: 'changed' });
    expect(await code(remove(id, 'HardDelete').replace(' SendMeetingCancellations="SendToNone"', ''))).toBe(
      'ErrorSendMeetingCancellationsRequired',
    );
    expect(await code(remove(id, 'HardDelete'))).toBe('NoError');
  });
});

describe('MoveItem and CopyItem', () => {
  const transfer = (name: string, id: ews.Id, to: string) =>
    `<m:${name}><m:ToFolderId><t:DistinguishedFolderId Id="${to}"/></m:ToFolderId>${ews.itemIds(id)}</m:${name}>`;

  it('a moved item has another id and the same UID, there and back', async () => {
    const id = await ews.created(exchange, `${ews.extendedProperty('Pair', 'm')}${ews.TIMES}`);
    const uid = ews.text(await read(id), 'UID');
    const [there] = ews.idsIn(await ews.ask(exchange, transfer('MoveItem', id, 'deleteditems')));
    const [back] = ews.idsIn(await ews.ask(exchange, transfer('MoveItem', there ?? id, 'calendar')));
    expect(new Set([id.Id, there?.Id, back?.Id]).size).toBe(3);
    const item = await read(back ?? id, ews.extendedPath('Pair'));
    expect([ews.text(item, 'UID'), ews.text(item, 'Value')]).toEqual([uid, 'm']);
    expect(await code(ews.getRequest([id]))).toBe('ErrorItemNotFound');
  });

  it('a copy carries every property, and the original stays', async () => {
    const id = await ews.created(exchange, `${ews.extendedProperty('Pair', 'c')}${ews.TIMES}`);
    const [copy] = ews.idsIn(await ews.ask(exchange, transfer('CopyItem', id, 'calendar')));
    expect(copy?.Id).not.toBe(id.Id);
    expect(ews.text(await read(copy ?? id, ews.extendedPath('Pair')), 'Value')).toBe('c');
    expect(await code(ews.getRequest([id]))).toBe('NoError');
  });
});
