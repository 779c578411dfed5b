// FindItem, FindFolder, GetFolder, ResolveNames, ConvertId: looking around in a mailbox.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalExchange } from '../../../../local/exchange/server.ts';
import { globalObjectId } from '../../../../local/exchange/store/globalObjectId.ts';
import * as ews from '../ewsClient.ts';

let exchange: LocalExchange;
const ids: Record<string, string> = {};
const OWN = 'shared-title';

beforeAll(async () => {
  exchange = await ews.startTestExchange();
  for (const [name, day] of [
    ['one', '01'],
    ['two', '02'],
    ['three', '03'],
  ]) {
    const item =
      `<t:Subject>${name === 'three' ? OWN : name}</t:Subject>${name === 'one' ? '' : ews.extendedProperty('Pair', `pair ${name}`)}<t:UID>${name}@example</t:UID>` +
      `<t:Start>2026-12-${day}T09:00:00Z</t:Start><t:End>2026-12-${day}T10:00:00Z</t:End>`;
    ids[name ?? ''] = (await ews.created(exchange, item)).Id;
  }
});
afterAll(() => exchange.close());

const constant = (value: string) => `<t:FieldURIOrConstant><t:Constant Value="${value}"/></t:FieldURIOrConstant>`;
const equals = (path: string, value: string) => `<t:IsEqualTo>${path}${constant(value)}</t:IsEqualTo>`;
const PAIR = ews.extendedPath('Pair');
const found = async (restriction: string, extra = '') => {
  const answer = await ews.ask(exchange, ews.findRequest(restriction, 'calendar', extra));
  return ews.idsIn(answer).map(({ Id }) => Object.keys(ids).find((name) => ids[name] === Id));
};

describe('FindItem', () => {
  it.each([
    { by: 'an extended property', restriction: equals(PAIR, 'pair two'), names: ['two'] },
    { by: 'its existence', restriction: `<t:Exists>${PAIR}</t:Exists>`, names: ['three', 'two'] },
    { by: 'its absence', restriction: `<t:Not><t:Exists>${PAIR}</t:Exists></t:Not>`, names: ['one'] },
    {
      by: 'this and that',
      restriction: `<t:And><t:Exists>${PAIR}</t:Exists>${equals(ews.fieldPath('item:Subject'), OWN)}</t:And>`,
      names: ['three'],
    },
    {
      by: 'this or that',
      restriction: `<t:Or>${equals(PAIR, 'pair two')}${equals(ews.fieldPath('item:Subject'), 'one')}</t:Or>`,
      names: ['two', 'one'],
    },
    {
      by: 'a time',
      restriction: `<t:IsGreaterThan>${ews.fieldPath('calendar:Start')}${constant('2026-12-01T23:00:00Z')}</t:IsGreaterThan>`,
      names: ['three', 'two'],
    },
    {
      by: 'a part of a text',
      restriction: `<t:Contains ContainmentMode="Substring" ContainmentComparison="IgnoreCase">${ews.fieldPath('item:Subject')}<t:Constant Value="SHARED"/></t:Contains>`,
      names: ['three'],
    },
    {
      by: 'a property of another type',
      restriction: `<t:Exists>${PAIR.replace('"String"', '"Integer"')}</t:Exists>`,
      names: [],
    },
  ])('finds by $by', async ({ restriction, names }) => {
    expect(await found(restriction)).toEqual(names);
  });

  it('finds a UID by its global object id, not by calendar:UID', async () => {
    const path = '<t:ExtendedFieldURI DistinguishedPropertySetId="Meeting" PropertyId="3" PropertyType="Binary"/>';
    expect(await found(equals(path, globalObjectId('two@example').toString('base64')))).toEqual(['two']);
    const refused = await ews.ask(exchange, ews.findRequest(equals(ews.fieldPath('calendar:UID'), 'two@example')));
    expect(ews.text(refused, 'ResponseCode')).toBe('ErrorUnsupportedPathForQuery');
  });

  it('pages and sorts', async () => {
    const view = (offset: number) =>
      `<m:IndexedPageItemView MaxEntriesReturned="2" Offset="${offset}" BasePoint="Beginning"/>`;
    expect([await found('', view(0)), await found('', view(2))]).toEqual([['three', 'two'], ['one']]);
    const answer = await ews.ask(exchange, ews.findRequest('', 'calendar', view(0)));
    expect(ews.all(answer, 'RootFolder')[0]?.attributes).toEqual({
      IndexedPagingOffset: '2',
      TotalItemsInView: '3',
      IncludesLastItemInRange: 'false',
    });
    const sorted = ews
      .findRequest('')
      .replace(
        '<m:ParentFolderIds>',
        `<m:SortOrder><t:FieldOrder Order="Ascending">${ews.fieldPath('calendar:Start')}</t:FieldOrder></m:SortOrder><m:ParentFolderIds>`,
      );
    expect(ews.idsIn(await ews.ask(exchange, sorted)).map(({ Id }) => Id)).toEqual([ids.one, ids.two, ids.three]);
  });

  it('a calendar view shows what overlaps it, in order, and no more than two years', async () => {
    const view = (start: string, end: string) => `<m:CalendarView StartDate="${start}" EndDate="${end}"/>`;
    expect(await found('', view('2026-12-01T09:30:00Z', '2026-12-02T09:30:00Z'))).toEqual(['one', 'two']);
    expect(await found('', view('2026-12-01T10:00:00Z', '2026-12-02T09:00:00Z'))).toEqual([]);
    const wide = await ews.ask(
      exchange,
      ews.findRequest('', 'calendar', view('2026-01-01T00:00:00Z', '2028-01-02T00:00:00Z')),
    );
    expect(ews.text(wide, 'ResponseCode')).toBe('ErrorCalendarViewRangeTooBig');
  });
});

describe('GetFolder and FindFolder', () => {
  const folderShape = '<m:FolderShape><t:BaseShape>AllProperties</t:BaseShape></m:FolderShape>';

  it('shows distinguished folders and the same ones by id', async () => {
    const named = ['calendar', 'inbox', 'deleteditems', 'msgfolderroot', 'root']
      .map((name) => `<t:DistinguishedFolderId Id="${name}"/>`)
      .join('');
    const answer = await ews.ask(
      exchange,
      `<m:GetFolder>${folderShape}<m:FolderIds>${named}</m:FolderIds></m:GetFolder>`,
    );
    expect(ews.texts(answer, 'DisplayName')).toEqual([
      'Calendar',
      'Inbox',
      'Deleted Items',
      'Top of Information Store',
      '',
    ]);
    expect(ews.text(answer, 'TotalCount')).toBe('3');
    const folder = ews
      .all(answer, 'FolderId')
      .map(({ attributes }) => `<t:FolderId Id="${attributes.Id}"/>`)
      .join('');
    const byId = await ews.ask(
      exchange,
      `<m:GetFolder>${folderShape}<m:FolderIds>${folder}</m:FolderIds></m:GetFolder>`,
    );
    expect(ews.texts(byId, 'DisplayName')).toEqual(ews.texts(answer, 'DisplayName'));
  });

  it('answers a folder that is not there by itself', async () => {
    const answer = await ews.ask(
      exchange,
      `<m:GetFolder>${folderShape}<m:FolderIds><t:DistinguishedFolderId Id="tasks"/>${ews.CALENDAR}</m:FolderIds></m:GetFolder>`,
    );
    expect(ews.texts(answer, 'ResponseCode')).toEqual(['ErrorFolderNotFound', 'NoError']);
  });

  it('lists folders at one depth and at all', async () => {
    const below = async (traversal: string) => {
      const request = `<m:FindFolder Traversal="${traversal}">${folderShape}<m:ParentFolderIds><t:DistinguishedFolderId Id="msgfolderroot"/></m:ParentFolderIds></m:FindFolder>`;
      return ews.texts(await ews.ask(exchange, request), 'DisplayName');
    };
    expect(await below('Shallow')).toEqual(['Inbox', 'Calendar', 'Deleted Items']);
    expect(await below('Deep')).toEqual(['Inbox', 'Calendar', 'Other calendar', 'Deleted Items']);
  });
});

describe('ResolveNames and ConvertId', () => {
  it('finds mailboxes by the beginning of their address', async () => {
    const ask = (entry: string) =>
      ews.ask(
        exchange,
        `<m:ResolveNames ReturnFullContactData="false"><m:UnresolvedEntry>${entry}</m:UnresolvedEntry></m:ResolveNames>`,
      );
    expect(ews.texts(await ask('ad'), 'EmailAddress')).toEqual([ews.ADA]);
    expect(ews.text(await ask('nobody'), 'ResponseCode')).toBe('ErrorNameResolutionNoResults');
  });

  it('converts no id', async () => {
    const request =
      '<m:ConvertId DestinationFormat="EntryId"><m:SourceIds><t:AlternateId Format="EwsId" Id="DUMMY" Mailbox="DUMMY"/></m:SourceIds></m:ConvertId>';
    expect(ews.text(await ews.ask(exchange, request), 'ResponseCode')).toBe('ErrorInvalidIdMalformed');
  });
});
