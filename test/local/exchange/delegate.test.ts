// Delegate access: no impersonation header, the mailbox named in the folder id, and rights per account and mailbox
// (learn.microsoft.com: Delegate access and EWS; Handling delegation-related errors in EWS).
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Account, Rights } from '../../../local/exchange/accounts/accounts.ts';
import type { LocalExchange } from '../../../local/exchange/server.ts';
import * as ews from './ewsClient.ts';

const DELEGATE: Account = { name: 'EXAMPLE\\svc-delegate', password: 'x', impersonates: [] };
const BENS =
  '<t:DistinguishedFolderId Id="%ID%"><t:Mailbox><t:EmailAddress>ben@example.com</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>';
const ofBen = (id = 'calendar') => BENS.replace('%ID%', id);
const inBens = (request: string) => request.replace(ews.CALENDAR, ofBen());
const getFolder = (id: string) =>
  `<m:GetFolder><m:FolderShape><t:BaseShape>AllProperties</t:BaseShape></m:FolderShape><m:FolderIds>${id}</m:FolderIds></m:GetFolder>`;
const remove = (id: ews.Id) =>
  `<m:DeleteItem DeleteType="MoveToDeletedItems" SendMeetingCancellations="SendToNone">${ews.itemIds(id)}</m:DeleteItem>`;

let exchange: LocalExchange;
beforeEach(async () => {
  exchange = await ews.startTestExchange({ accounts: [ews.SERVICE, ews.ADA_HERSELF, DELEGATE] });
});
afterEach(() => exchange.close());

const ask = (operation: string) => ews.ask(exchange, operation, { account: DELEGATE, as: null });
const code = async (operation: string) => ews.text(await ask(operation), 'ResponseCode');
const grant = (rights: Rights | undefined) => exchange.grant(DELEGATE.name, ews.BEN, rights);
const bensItem = () =>
  exchange.person(ews.BEN).create({ subject: 'Ben’s', start: '2026-12-01T09:00:00Z', end: '2026-12-01T10:00:00Z' });
const idOf = ({ id, changeKey }: { id: string; changeKey: string }): ews.Id => ({ Id: id, ChangeKey: changeKey });

/** The answers to a delegate who opens, lists, reads, creates, updates and deletes in Ben's calendar. */
async function attempts() {
  const item = idOf(bensItem());
  return {
    open: await code(getFolder(ofBen())),
    sync: await code(inBens(ews.syncRequest(''))),
    read: await code(ews.getRequest([item])),
    create: await code(inBens(ews.createRequest(ews.TIMES))),
    update: await code(
      ews.updateRequest(item, ews.setField('item:Subject', '<t:Subject>x</t:Subject>'), 'AlwaysOverwrite'),
    ),
    remove: await code(remove(item)),
  };
}

describe('delegate access', () => {
  it.each([
    { rights: 'FullAccess', read: 'NoError', write: 'NoError' },
    { rights: 'CalendarEditor', read: 'NoError', write: 'NoError' },
    { rights: 'CalendarReviewer', read: 'NoError', write: 'ErrorAccessDenied' },
    { rights: undefined, read: 'ErrorAccessDenied', write: 'ErrorAccessDenied' },
  ] as const)('$rights reads with $read and writes with $write', async ({ rights, read, write }) => {
    grant(rights);
    expect(await attempts()).toEqual({ open: read, sync: read, read, create: write, update: write, remove: write });
  });

  it('does not show what the account sees nothing of', async () => {
    grant('None');
    const [folder, item] = ['ErrorFolderNotFound', 'ErrorItemNotFound'];
    expect(await attempts()).toEqual({
      open: folder,
      sync: 'ErrorSyncFolderNotFound',
      read: item,
      create: folder,
      update: item,
      remove: item,
    });
  });

  it('calendar rights are of the calendar folder alone; Full Access opens the others', async () => {
    exchange.person(ews.BEN).addCalendar('Team');
    const opened = async (rights: Rights) => {
      grant(rights);
      return [await code(getFolder(ofBen('inbox'))), await code(getFolder(ofBen('msgfolderroot')))];
    };
    expect(await opened('CalendarEditor')).toEqual(['ErrorFolderNotFound', 'ErrorFolderNotFound']);
    expect(await opened('FullAccess')).toEqual(['NoError', 'NoError']);
  });

  it('shows the owner’s calendars to Full Access, and none below the calendar to an editor of it', async () => {
    exchange.person(ews.BEN).addCalendar('Team');
    const request = `<m:FindFolder Traversal="Deep"><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape><m:ParentFolderIds>${ofBen()}</m:ParentFolderIds></m:FindFolder>`;
    grant('FullAccess');
    expect(ews.texts(await ask(request), 'DisplayName')).toEqual(['Other calendar', 'Team']);
    grant('CalendarEditor');
    expect(ews.texts(await ask(request), 'DisplayName')).toEqual([]);
  });

  it('writes as the owner: their organiser, their folder, their Deleted Items', async () => {
    grant('CalendarEditor');
    const [id] = ews.idsIn(await ask(inBens(ews.createRequest(ews.TIMES))));
    if (!id) throw new Error('The item was not created.');
    expect(ews.text(await ask(ews.getRequest([id])), 'EmailAddress')).toBe(ews.BEN);
    expect(exchange.person(ews.BEN).list()).toHaveLength(1);
    await ask(remove(id));
    expect(exchange.person(ews.BEN).list('deleteditems')).toHaveLength(1);
  });

  it('shows what the account may do', async () => {
    const rights = async (given: Rights) => {
      grant(given);
      const answer = await ask(getFolder(ofBen()));
      return ['Modify', 'Delete', 'Read'].map((name) => ews.text(answer, name));
    };
    expect(await rights('CalendarReviewer')).toEqual(['false', 'false', 'true']);
    expect(await rights('CalendarEditor')).toEqual(['true', 'true', 'true']);
  });

  it('moves an item to another mailbox: gone from one, new in the other', async () => {
    exchange.grant(ews.ADA_HERSELF.name, ews.BEN, 'FullAccess');
    const item = idOf(bensItem());
    const move = `<m:MoveItem><m:ToFolderId>${ews.CALENDAR}</m:ToFolderId>${ews.itemIds(item)}</m:MoveItem>`;
    const [moved] = ews.idsIn(await ews.ask(exchange, move, { account: ews.ADA_HERSELF, as: null }));
    expect(exchange.person(ews.BEN).list()).toEqual([]);
    expect(
      exchange
        .person(ews.ADA)
        .list()
        .map(({ id }) => id),
    ).toEqual([moved?.Id]);
  });

  it('who impersonates has the rights of the impersonated user', async () => {
    exchange.grant(ews.ADA_HERSELF.name, ews.BEN, 'CalendarReviewer');
    const asAda = (operation: string) => ews.ask(exchange, operation, { account: ews.SERVICE, as: ews.ADA });
    expect(ews.text(await asAda(getFolder(ofBen())), 'ResponseCode')).toBe('NoError');
    expect(ews.text(await asAda(inBens(ews.createRequest(ews.TIMES))), 'ResponseCode')).toBe('ErrorAccessDenied');
  });

  it('knows no rights of unknown accounts and mailboxes', () => {
    expect(() => exchange.grant('EXAMPLE\\nobody', ews.BEN, 'FullAccess')).toThrow();
    expect(() => exchange.grant(DELEGATE.name, 'nobody@example.com', 'FullAccess')).toThrow();
  });
});
