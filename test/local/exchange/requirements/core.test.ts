// Long because it is one check for each requirement of one document.
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { CORE } from '../../../../local/exchange/requirements.ts';
import type { LocalExchange } from '../../../../local/exchange/server.ts';
import type { EwsVersion } from '../../../../local/exchange/soap/versions.ts';
import type { XmlElement } from '../../../../local/exchange/xml/xml.ts';
import * as ews from '../ewsClient.ts';
import { claimed, closeAll, fresh } from './claimed.ts';

let exchange: LocalExchange;
beforeAll(async () => {
  exchange = await fresh();
});
afterAll(closeAll);

const ask = (operation: string, asking?: ews.Asking) => ews.ask(exchange, operation, asking);
const code = async (operation: string) => ews.text(await ask(operation), 'ResponseCode');
const create = (item: string) => ews.created(exchange, item);
const read = (id: ews.Id, ...paths: string[]) => ask(ews.getRequest([id], ...paths));
/** The value of `name` of an item created from `before`, the times and `after`, in the schema's order. */
const kept = async (name: string, before: string, after = '') =>
  ews.text(await read(await create(before + ews.TIMES + after)), name);
const shown = async (name: string) => ews.text(await read(await create(ews.TIMES)), name);
const update = async (id: ews.Id, change: string) => ask(ews.updateRequest(id, change, 'AlwaysOverwrite'));

/** A read-only property: a creation that sets it is refused. */
const refused =
  (before: string, after = '') =>
  async () =>
    expect(await code(ews.createRequest(before + after))).toBe('ErrorInvalidPropertySet');
const sensitivity = (value: string) => async () =>
  expect(await kept('Sensitivity', `<t:Sensitivity>${value}</t:Sensitivity>`)).toBe(value);
const importance = (value: string) => async () =>
  expect(await kept('Importance', `<t:Importance>${value}</t:Importance>`)).toBe(value);

const transfer = (name: string, ids: readonly ews.Id[], { to = 'deleteditems', extra = '' } = {}) =>
  ask(
    `<m:${name}><m:ToFolderId><t:DistinguishedFolderId Id="${to}"/></m:ToFolderId>${ews.itemIds(...ids)}${extra}</m:${name}>`,
  );
const folderOf = async (id: ews.Id) => exchange.person(ews.ADA).get(id.Id)?.folderId;
const deletedItems = async () =>
  await ask(
    '<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="deleteditems"/></m:FolderIds></m:GetFolder>',
  );
const deletedItemsId = async () => ews.all(await deletedItems(), 'FolderId')[0]?.attributes.Id;

const remove = async (type: string) => {
  const id = await create(ews.TIMES);
  const before = exchange.person(ews.ADA).list('deleteditems').length;
  await ask(
    `<m:DeleteItem DeleteType="${type}" SendMeetingCancellations="SendToNone">${ews.itemIds(id)}</m:DeleteItem>`,
  );
  const gone = ews.text(await read(id), 'ResponseCode');
  return { gone, inDeletedItems: exchange.person(ews.ADA).list('deleteditems').length - before };
};
const HTML_BODY = '<t:Body BodyType="HTML">&lt;p&gt;one&lt;/p&gt;</t:Body>';
const bodyAs = async (type: string) => {
  const id = await create(HTML_BODY + ews.TIMES);
  const answer = await ask(ews.getRequest([id]).replace('</t:BaseShape>', `$&<t:BodyType>${type}</t:BodyType>`));
  const [body] = ews.all(answer, 'Body');
  return [body?.attributes.BodyType, body?.text];
};
const written = async (type: string) => {
  const [body] = ews.all(await read(await create(`<t:Body BodyType="${type}">x</t:Body>${ews.TIMES}`)), 'Body');
  return body?.attributes.BodyType;
};
const refusesIn = async (version: EwsVersion, request: string) =>
  (await ews.post(exchange, ews.requestXml(request, { version }))).status === 500;
const movedTogether = async (name: string): Promise<XmlElement> =>
  transfer(name, [await create(ews.TIMES), await create(ews.TIMES)]);
const answersIds = async (value: boolean) => {
  const extra = `<m:ReturnNewItemIds>${value}</m:ReturnNewItemIds>`;
  return ews.idsIn(await transfer('MoveItem', [await create(ews.TIMES)], { extra })).length;
};
const askedFor = (uri: string) =>
  ews
    .findRequest('')
    .replace('</t:BaseShape>', `$&<t:AdditionalProperties>${ews.fieldPath(uri)}</t:AdditionalProperties>`);

describe('MS-OXWSCORE', () => {
  claimed('MS-OXWSCORE', CORE, {
    'MS-OXWSCDATA_R15': async () => expect(await bodyAs('Best')).toEqual(['HTML', '<p>one</p>']),
    'MS-OXWSCDATA_R17': async () => expect(await bodyAs('HTML')).toEqual(['HTML', '<p>one</p>']),
    'MS-OXWSCDATA_R18': async () => expect(await bodyAs('Text')).toEqual(['Text', 'one\r\n']),
    'MS-OXWSCORE_R45': async () => {
      const [id] = ews.idsIn(await transfer('MoveItem', [await create(ews.TIMES)]));
      expect(id && (await folderOf(id))).toBe(await deletedItemsId());
    },
    'MS-OXWSCORE_R46': async () => expect(ews.idsIn(await movedTogether('MoveItem'))).toHaveLength(2),
    'MS-OXWSCORE_R47': async () => expect([await answersIds(true), await answersIds(false)]).toEqual([1, 0]),
    'MS-OXWSCORE_R65': async () => {
      const id = await create(`<t:Sensitivity>Private</t:Sensitivity>${ews.TIMES}`);
      exchange.person(ews.ADA).edit(id.Id, { subject: 'changed' });
      const change = ews.setField('item:Sensitivity', '<t:Sensitivity>Normal</t:Sensitivity>');
      const counts = [await ask(ews.updateRequest(id, change, 'AutoResolve')), await update(id, change)];
      expect(counts.map((answer) => ews.text(answer, 'Count'))).toEqual(['1', '0']);
    },
    'MS-OXWSCORE_R70': async () => {
      const id = await create(ews.TIMES);
      expect(ews.idsIn(await read(id))).toEqual([id]);
    },
    'MS-OXWSCORE_R71': async () => {
      const [id] = ews.idsIn(await transfer('MoveItem', [await create(ews.TIMES)]));
      const item = id && (await read(id));
      expect(item && ews.all(item, 'ParentFolderId')[0]?.attributes.Id).toBe(await deletedItemsId());
    },
    'MS-OXWSCORE_R72': async () => {
      expect(await kept('ItemClass', '<t:ItemClass>IPM.Appointment.Own</t:ItemClass>')).toBe('IPM.Appointment.Own');
    },
    'MS-OXWSCORE_R73': async () => expect(await kept('Subject', '<t:Subject>Lunch</t:Subject>')).toBe('Lunch'),
    'MS-OXWSCORE_R74': async () => {
      const ofLength = (length: number) =>
        code(ews.createRequest(`<t:Subject>${'x'.repeat(length)}</t:Subject>${ews.TIMES}`));
      expect([await ofLength(255), await ofLength(256)]).toEqual(['NoError', 'ErrorPropertyValidationFailure']);
    },
    'MS-OXWSCORE_R79': async () => expect(Number(await shown('Size'))).toBeGreaterThan(0),
    'MS-OXWSCORE_R80': async () => {
      const categories = '<t:Categories><t:String>Blue</t:String><t:String>A</t:String></t:Categories>';
      expect(ews.texts(await read(await create(categories + ews.TIMES)), 'String')).toEqual(['Blue', 'A']);
    },
    'MS-OXWSCORE_R81': async () => {
      const request = ews.requestXml(ews.createRequest(`<t:Importance>Urgent</t:Importance>${ews.TIMES}`));
      expect((await ews.post(exchange, request)).text).toContain('ErrorSchemaValidation');
    },
    'MS-OXWSCORE_R90': async () => expect(Date.parse(await shown('DateTimeCreated'))).toBe(ews.NOW),
    'MS-OXWSCORE_R94': async () => {
      expect(await kept('ReminderIsSet', '<t:ReminderIsSet>false</t:ReminderIsSet>')).toBe('false');
      expect(await kept('ReminderIsSet', '<t:ReminderIsSet>true</t:ReminderIsSet>')).toBe('true');
    },
    'MS-OXWSCORE_R95': async () => {
      const minutes = '<t:ReminderMinutesBeforeStart>25</t:ReminderMinutesBeforeStart>';
      expect(await kept('ReminderMinutesBeforeStart', minutes)).toBe('25');
    },
    'MS-OXWSCORE_R101': async () => {
      const id = await create(ews.extendedProperty('Pair', 'value') + ews.TIMES);
      expect(ews.text(await read(id, ews.extendedPath('Pair')), 'Value')).toBe('value');
    },
    'MS-OXWSCORE_R102': async () => expect(await kept('Culture', '<t:Culture>fi-FI</t:Culture>')).toBe('fi-FI'),
    'MS-OXWSCORE_R104': async () => expect(await shown('LastModifiedName')).toBe(ews.ADA),
    'MS-OXWSCORE_R198': importance('High'),
    'MS-OXWSCORE_R199': importance('Low'),
    'MS-OXWSCORE_R200': importance('Normal'),
    'MS-OXWSCORE_R215': async () => expect(await code(ews.getRequest([await create(ews.TIMES)]))).toBe('NoError'),
    'MS-OXWSCORE_R216': async () => {
      const id = await create(ews.TIMES);
      expect(exchange.person(ews.ADA).get(id.Id)).toBeDefined();
    },
    'MS-OXWSCORE_R217': async () => expect((await remove('HardDelete')).gone).toBe('ErrorItemNotFound'),
    'MS-OXWSCORE_R218': async () => {
      const id = await create(ews.TIMES);
      await update(id, ews.setField('item:Subject', '<t:Subject>new</t:Subject>'));
      expect(exchange.person(ews.ADA).get(id.Id)?.subject).toBe('new');
    },
    'MS-OXWSCORE_R219': async () => {
      const id = await create(ews.TIMES);
      await transfer('MoveItem', [id]);
      expect(exchange.person(ews.ADA).get(id.Id)).toBeUndefined();
    },
    'MS-OXWSCORE_R220': async () => {
      const id = await create(ews.TIMES);
      const [copy] = ews.idsIn(await transfer('CopyItem', [id], { to: 'calendar' }));
      expect([id.Id, copy?.Id ?? ''].map((one) => exchange.person(ews.ADA).get(one)?.uid)).toEqual(
        Array(2).fill(exchange.person(ews.ADA).get(id.Id)?.uid),
      );
    },
    'MS-OXWSCDATA_R335': async () => {
      const two = ews.setField('item:Subject', '<t:Subject>a</t:Subject><t:Sensitivity>Private</t:Sensitivity>');
      expect(ews.text(await update(await create(ews.TIMES), two), 'ResponseCode')).toBe(
        'ErrorIncorrectUpdatePropertyCount',
      );
    },
    'MS-OXWSCORE_R361': async () => {
      const answer = await ask(ews.getRequest([await create(ews.TIMES)]), { timeZone: 'FLE Standard Time' });
      expect(ews.text(answer, 'Start')).toBe('2026-12-01T11:00:00+02:00');
    },
    'MS-OXWSCORE_R555': async () => {
      const id = await create(`<t:Body BodyType="Text">one</t:Body>${ews.TIMES}`);
      const body = '<t:CalendarItem><t:Body BodyType="Text"> two</t:Body></t:CalendarItem>';
      await update(id, `<t:AppendToItemField>${ews.fieldPath('item:Body')}${body}</t:AppendToItemField>`);
      expect(ews.text(await read(id), 'Body')).toBe('one two');
    },
    'MS-OXWSCORE_R556': async () => {
      const id = await create(ews.TIMES);
      await update(id, ews.setField('calendar:Location', '<t:Location>Hall</t:Location>'));
      expect(ews.text(await read(id), 'Location')).toBe('Hall');
    },
    'MS-OXWSCORE_R557': async () => {
      const id = await create(`<t:Subject>x</t:Subject>${ews.TIMES}`);
      await update(id, `<t:DeleteItemField>${ews.fieldPath('item:Subject')}</t:DeleteItemField>`);
      expect(ews.all(await read(id), 'Subject')).toEqual([]);
    },
    'MS-OXWSCORE_R1230': async () => {
      const move = `<m:MoveItem><m:ToFolderId>${ews.CALENDAR}</m:ToFolderId>${ews.itemIds(await create(ews.TIMES))}<m:ReturnNewItemIds>true</m:ReturnNewItemIds></m:MoveItem>`;
      expect([await refusesIn('Exchange2007_SP1', move), await refusesIn('Exchange2010_SP1', move)]).toEqual([
        true,
        false,
      ]);
    },
    'MS-OXWSCORE_R1600': async () => {
      const [id] = ews.idsIn(await transfer('CopyItem', [await create(ews.TIMES)]));
      expect(id && (await folderOf(id))).toBe(await deletedItemsId());
    },
    'MS-OXWSCORE_R1601': async () => expect(ews.idsIn(await movedTogether('CopyItem'))).toHaveLength(2),
    'MS-OXWSCORE_R1619': async () => expect(await shown('IsAssociated')).toBe('false'),
    'MS-OXWSCORE_R1621': async () => expect(await shown('HasAttachments')).toBe('false'),
    'MS-OXWSCORE_R1650': sensitivity('Confidential'),
    'MS-OXWSCORE_R1651': sensitivity('Normal'),
    'MS-OXWSCORE_R1652': sensitivity('Personal'),
    'MS-OXWSCORE_R1653': sensitivity('Private'),
    'MS-OXWSCORE_R1667': async () =>
      expect(await remove('HardDelete')).toEqual({ gone: 'ErrorItemNotFound', inDeletedItems: 0 }),
    'MS-OXWSCORE_R1668': async () =>
      expect(await remove('MoveToDeletedItems')).toEqual({ gone: 'ErrorItemNotFound', inDeletedItems: 1 }),
    'MS-OXWSCORE_R1669': async () =>
      expect(await remove('SoftDelete')).toEqual({ gone: 'ErrorItemNotFound', inDeletedItems: 0 }),
    'MS-OXWSCORE_R1679': async () => expect(await written('HTML')).toBe('HTML'),
    'MS-OXWSCORE_R1680': async () => expect(await written('Text')).toBe('Text'),
    'MS-OXWSCORE_R1731': async () => {
      const request = askedFor('item:TextBody');
      const old = await ews.startTestExchange({ version: 'Exchange2010_SP2' });
      const answer = await ews.post(old, ews.requestXml(request, { version: 'Exchange2010_SP2' }));
      await old.close();
      expect([answer.status, await refusesIn('Exchange2013', request)]).toEqual([500, false]);
    },
    'MS-OXWSCORE_R2169': async () => {
      const [message] = ews.all(await ask(ews.createRequest(ews.TIMES)), 'CreateItemResponseMessage');
      expect(message?.attributes.ResponseClass).toBe('Success');
    },
    'MS-OXWSCORE_R2170': async () => expect(await code(ews.createRequest(ews.TIMES))).toBe('NoError'),
    'MS-OXWSCORE_R2171': async () => {
      const [message] = ews.all(await ask(ews.createRequest('<t:Subject>x</t:Subject>')), 'CreateItemResponseMessage');
      expect(message?.attributes.ResponseClass).toBe('Error');
    },
    'MS-OXWSCORE_R2172': async () =>
      expect(await code(ews.createRequest('<t:Subject>x</t:Subject>'))).toBe('ErrorRequiredPropertyMissing'),
    'MS-OXWSCORE_R2272': refused('<t:Size>1</t:Size>', ews.TIMES),
    'MS-OXWSCORE_R2273': refused('<t:DateTimeSent>2026-12-01T09:00:00Z</t:DateTimeSent>', ews.TIMES),
    'MS-OXWSCORE_R2274': refused('<t:DateTimeCreated>2026-12-01T09:00:00Z</t:DateTimeCreated>', ews.TIMES),
    'MS-OXWSCORE_R2275': refused('<t:DisplayTo>x</t:DisplayTo>', ews.TIMES),
    'MS-OXWSCORE_R2276': refused(
      '<t:EffectiveRights><t:CreateAssociated>true</t:CreateAssociated><t:CreateContents>true</t:CreateContents>' +
        '<t:CreateHierarchy>true</t:CreateHierarchy><t:Delete>true</t:Delete><t:Modify>true</t:Modify><t:Read>true</t:Read></t:EffectiveRights>',
      ews.TIMES,
    ),
    'MS-OXWSCORE_R2277': refused('<t:LastModifiedName>x</t:LastModifiedName>', ews.TIMES),
    'MS-OXWSCORE_R2285': async () => {
      const old = await ews.startTestExchange({ version: 'Exchange2007_SP1' });
      const answer = await ews.post(
        old,
        ews.requestXml(askedFor('item:IsAssociated'), { version: 'Exchange2007_SP1' }),
      );
      await old.close();
      expect([answer.status, await refusesIn('Exchange2010', askedFor('item:IsAssociated'))]).toEqual([500, false]);
    },
    'MS-OXWSCORE_R2347': refused('<t:ItemId Id="AAAA"/>', ews.TIMES),
    'MS-OXWSCORE_R2348': refused('<t:ParentFolderId Id="AAAA"/>', ews.TIMES),
    'MS-OXWSCORE_R2349': refused('<t:DateTimeReceived>2026-12-01T09:00:00Z</t:DateTimeReceived>', ews.TIMES),
    'MS-OXWSCORE_R2356': refused('<t:TextBody BodyType="Text">x</t:TextBody>', ews.TIMES),
  });
});
