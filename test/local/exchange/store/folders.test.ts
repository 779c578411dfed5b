// Calendars besides the default one, and what happens to items and folders behind a client's back.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalExchange } from '../../../../local/exchange/server.ts';
import * as ews from '../ewsClient.ts';

let exchange: LocalExchange;
beforeAll(async () => {
  exchange = await ews.startTestExchange();
});
afterAll(() => exchange.close());

const SHAPE = '<m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape>';
const named = (name: string, parent: string) =>
  `<m:FindFolder Traversal="Deep">${SHAPE}<m:Restriction><t:IsEqualTo><t:FieldURI FieldURI="folder:DisplayName"/><t:FieldURIOrConstant><t:Constant Value="${name}"/></t:FieldURIOrConstant></t:IsEqualTo></m:Restriction>` +
  `<m:ParentFolderIds><t:DistinguishedFolderId Id="${parent}"/></m:ParentFolderIds></m:FindFolder>`;
const found = async (request: string) =>
  ews.all(await ews.ask(exchange, request), 'FolderId').map(({ attributes }) => attributes.Id);
const EVENT = { start: '2026-12-01T09:00:00Z', end: '2026-12-01T10:00:00Z' };
const inFolder = (request: string, id: string) => request.replace(ews.CALENDAR, `<t:FolderId Id="${id}"/>`);

describe('calendar folders', () => {
  it('are found by display name, below the calendar and at the root', async () => {
    const ada = exchange.person(ews.ADA);
    const [below, beside] = [ada.addCalendar('Team'), ada.addCalendar('Projects', 'beside')];
    expect(await found(named('Team', 'calendar'))).toEqual([below]);
    expect(await found(named('team', 'msgfolderroot'))).toEqual([below]);
    expect(await found(named('Projects', 'msgfolderroot'))).toEqual([beside]);
    expect(await found(named('Projects', 'calendar'))).toEqual([]);
  });

  it('refuse to be searched by what is not searchable', async () => {
    const request = named('x', 'calendar').replace('folder:DisplayName', 'folder:EffectiveRights');
    expect(ews.text(await ews.ask(exchange, request), 'ResponseCode')).toBe('ErrorUnsupportedPathForQuery');
  });

  it('hold items of their own, and have a history of their own', async () => {
    const ada = exchange.person(ews.ADA);
    const id = ada.addCalendar('Own');
    const state = ews.text(await ews.ask(exchange, inFolder(ews.syncRequest(''), id)), 'SyncState');
    const [created] = ews.idsIn(await ews.ask(exchange, inFolder(ews.createRequest(ews.TIMES), id)));
    const person = ada.create(EVENT, id);
    expect(ada.list(id).map((item) => item.id)).toEqual([created?.Id, person.id]);
    expect(ews.idsIn(await ews.ask(exchange, inFolder(ews.syncRequest(state), id))).map(({ Id }) => Id)).toEqual([
      person.id,
      created?.Id,
    ]);
    expect(ada.list().map((item) => item.id)).not.toContain(person.id);
  });

  it('are gone when they are removed, with a code of its own in synchronisation', async () => {
    const ada = exchange.person(ews.ADA);
    const id = ada.addCalendar('Short-lived');
    const item = ada.create(EVENT, id);
    ada.removeFolder(id);
    const code = async (request: string) => ews.text(await ews.ask(exchange, request), 'ResponseCode');
    expect(await code(inFolder(ews.syncRequest(''), id))).toBe('ErrorSyncFolderNotFound');
    expect(await code(inFolder(ews.createRequest(ews.TIMES), id))).toBe('ErrorFolderNotFound');
    expect(await code(ews.getRequest([{ Id: item.id, ChangeKey: '' }]))).toBe('ErrorItemNotFound');
  });

  it('are kept between starts', async () => {
    const stateFile = join(mkdtempSync(join(tmpdir(), 'exchange-')), 'state.json');
    const first = await ews.startTestExchange({ stateFile });
    const id = first.person(ews.ADA).addCalendar('Kept', 'beside');
    const item = first.person(ews.ADA).create(EVENT, id);
    await first.close();
    const second = await ews.startTestExchange({ stateFile });
    const kept = second.person(ews.ADA).list(id);
    const answer = await ews.ask(second, named('Kept', 'msgfolderroot'));
    await second.close();
    expect(kept).toEqual([item]);
    expect(ews.all(answer, 'FolderId').map(({ attributes }) => attributes.Id)).toEqual([id]);
  });
});

describe('an accepted invitation', () => {
  it('is another item with the same UID and properties: a delete and a create in the history', async () => {
    const ada = exchange.person(ews.ADA);
    const id = await ews.created(exchange, `${ews.extendedProperty('Pair', 'p')}${ews.TIMES}`);
    const state = ews.text(await ews.ask(exchange, ews.syncRequest('')), 'SyncState');
    const before = ada.get(id.Id);
    const accepted = ada.accept(id.Id);
    expect([accepted.uid, accepted.extended]).toEqual([before?.uid, before?.extended]);
    const changes = await ews.ask(exchange, ews.syncRequest(state));
    expect(ews.all(changes, 'Changes')[0]?.children.map(({ name }) => name)).toEqual(['Create', 'Delete']);
    expect(ews.idsIn(changes).map(({ Id }) => Id)).toEqual([accepted.id, id.Id]);
  });
});

describe('a mailbox that is moved', () => {
  const GET_CALENDAR = `<m:GetFolder>${SHAPE}<m:FolderIds>${ews.CALENDAR}</m:FolderIds></m:GetFolder>`;
  const BENS = GET_CALENDAR.replace(
    ews.CALENDAR,
    '<t:DistinguishedFolderId Id="calendar"><t:Mailbox><t:EmailAddress>ben@example.com</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>',
  );

  it('opens for nobody while it moves, then another server answers, or it is no mailbox here', async () => {
    const moving = await ews.startTestExchange({ version: 'Exchange2013' });
    const answer = async () => {
      const { status, text } = await ews.post(moving, ews.requestXml(GET_CALENDAR, { version: 'Exchange2013' }));
      expect(await ews.complaints('Exchange2013', text)).toEqual([]);
      return [status, ews.text(ews.bodyOf(text), 'ResponseCode'), /MajorBuildNumber="(\d+)"/.exec(text)?.[1]];
    };
    expect(await answer()).toEqual([200, 'NoError', '516']);
    moving.moveMailbox(ews.ADA, 'moving');
    expect(await answer()).toEqual([500, 'ErrorMailboxMoveInProgress', undefined]);
    moving.moveMailbox(ews.ADA, 'ExchangeSE');
    expect(await answer()).toEqual([200, 'NoError', '2562']);
    moving.moveMailbox(ews.ADA, 'elsewhere');
    expect(await answer()).toEqual([500, 'ErrorNonExistentMailbox', undefined]);
    await moving.close();
  });

  it('refuses a delegate per request element, and leaves other mailboxes alone', async () => {
    exchange.grant(ews.ADA_HERSELF.name, ews.BEN, 'FullAccess');
    exchange.moveMailbox(ews.BEN, 'moving');
    const asAda = { account: ews.ADA_HERSELF, as: null };
    expect(ews.text(await ews.ask(exchange, BENS, asAda), 'ResponseCode')).toBe('ErrorMailboxMoveInProgress');
    expect(ews.text(await ews.ask(exchange, GET_CALENDAR, asAda), 'ResponseCode')).toBe('NoError');
    exchange.moveMailbox(ews.BEN, 'Exchange2016');
    expect(ews.text(await ews.ask(exchange, BENS, asAda), 'ResponseCode')).toBe('NoError');
  });
});
