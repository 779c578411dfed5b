// The entrance of the server: HTTP, sign-in, impersonation, versions, envelopes. Operations have tests of their own.

import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalExchange } from '../../../local/exchange/server.ts';
import { VERSIONS } from '../../../local/exchange/soap/versions.ts';
import * as ews from './ewsClient.ts';

const GET_CALENDAR = `<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds>${ews.CALENDAR}</m:FolderIds></m:GetFolder>`;
const BEN_ALONE = { name: 'EXAMPLE\\limited', password: 'x', impersonates: [ews.BEN] };

let exchange: LocalExchange;
beforeAll(async () => {
  exchange = await ews.startTestExchange({ accounts: [ews.SERVICE, ews.ADA_HERSELF, BEN_ALONE] });
});
afterAll(() => exchange.close());

/** The response code of a SOAP fault with HTTP 500, whose envelope keeps the schema. */
async function faultOf(body: string, account: NonNullable<ews.Asking['account']> = ews.SERVICE): Promise<string> {
  const answer = await ews.post(exchange, body, { account });
  expect(answer.status).toBe(500);
  expect(await ews.complaints('Exchange2016', answer.text)).toEqual([]);
  return ews.text(ews.bodyOf(answer.text), 'ResponseCode');
}

describe('startExchange', () => {
  it('answers a service account in the impersonated mailbox and a user in their own', async () => {
    expect(ews.text(await ews.ask(exchange, GET_CALENDAR), 'ResponseCode')).toBe('NoError');
    expect(
      ews.text(await ews.ask(exchange, GET_CALENDAR, { account: ews.ADA_HERSELF, as: null }), 'ResponseCode'),
    ).toBe('NoError');
  });

  it('asks for Basic sign-in, refuses a wrong password, and takes it in UTF-8 and in Latin-1', async () => {
    const wrong = await ews.post(exchange, ews.requestXml(GET_CALENDAR), {
      account: { ...ews.SERVICE, password: 'wrong' },
    });
    expect([wrong.status, wrong.headers['www-authenticate']]).toEqual([401, 'Basic realm="localhost"']);
    const latin1 = Buffer.from(ews.SERVICE.password, 'utf8').toString('latin1');
    expect(
      (await ews.post(exchange, ews.requestXml(GET_CALENDAR), { account: { ...ews.SERVICE, password: latin1 } }))
        .status,
    ).toBe(401);
  });

  it('accepts no password where Basic is not offered', async () => {
    const strict = await ews.startTestExchange({ schemes: ['Negotiate', 'NTLM'] });
    const answer = await ews.post(strict, ews.requestXml(GET_CALENDAR));
    await strict.close();
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Negotiate, NTLM']);
  });

  it('refuses impersonation beyond the scope of the account, and of a mailbox that is not there', async () => {
    expect(await faultOf(ews.requestXml(GET_CALENDAR), BEN_ALONE)).toBe('ErrorImpersonateUserDenied');
    expect(await faultOf(ews.requestXml(GET_CALENDAR, { as: ews.BEN }), ews.ADA_HERSELF)).toBe(
      'ErrorImpersonateUserDenied',
    );
    expect(await faultOf(ews.requestXml(GET_CALENDAR, { as: 'nobody@example.com' }))).toBe('ErrorNonExistentMailbox');
  });

  it('asks an account without mailbox to say whose mailbox it means', async () => {
    expect(ews.text(await ews.ask(exchange, GET_CALENDAR, { as: null }), 'ResponseCode')).toBe(
      'ErrorMissingEmailAddress',
    );
  });

  it('denies what belongs to another mailbox, and does not call it missing', async () => {
    const id = await ews.created(exchange, ews.TIMES, { as: ews.BEN });
    expect(ews.text(await ews.ask(exchange, ews.getRequest([id])), 'ResponseCode')).toBe('ErrorAccessDenied');
    const bens =
      '<t:DistinguishedFolderId Id="calendar"><t:Mailbox><t:EmailAddress>ben@example.com</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>';
    expect(ews.text(await ews.ask(exchange, GET_CALENDAR.replace(ews.CALENDAR, bens)), 'ResponseCode')).toBe(
      'ErrorAccessDenied',
    );
  });

  it('refuses what is no request of EWS with a fault', async () => {
    const good = ews.requestXml(GET_CALENDAR);
    expect(await faultOf('not xml')).toBe('ErrorSchemaValidation');
    expect(await faultOf(good.slice(0, -20))).toBe('ErrorSchemaValidation');
    expect(await faultOf(good.replace('?>', '?><!DOCTYPE s [<!ENTITY x "y">]>'))).toBe('ErrorSchemaValidation');
    expect(await faultOf('<a/>')).toBe('ErrorSchemaValidation');
    expect(await faultOf(good.replace('BaseShape>IdOnly', 'BaseShape>Everything'))).toBe('ErrorSchemaValidation');
    expect(await faultOf(ews.requestXml('<m:PlayOnPhone/>'))).toBe('ErrorInvalidRequest');
    expect(await faultOf(ews.requestXml(GET_CALENDAR, { timeZone: 'Mars Standard Time' }))).toBe('ErrorTimeZone');
  });

  it('refuses other methods, paths and media types in HTTP', async () => {
    expect((await ews.post(exchange, '', { method: 'GET' })).status).toBe(405);
    expect((await ews.post({ ...exchange, url: exchange.url.replace('Exchange.asmx', 'x') }, '')).status).toBe(404);
  });

  it.each(VERSIONS)('as %s says so, and takes no request of a later version', async (version) => {
    const old = await ews.startTestExchange({ version });
    const next = VERSIONS[VERSIONS.indexOf(version) + 1];
    const answer = await ews.post(old, ews.requestXml(GET_CALENDAR, { version }));
    const refused = next && (await ews.post(old, ews.requestXml(GET_CALENDAR, { version: next })));
    await old.close();
    expect(answer.text).toContain('ServerVersionInfo');
    expect(answer.status).toBe(200);
    if (refused) expect(refused.text).toContain('ErrorInvalidServerVersion');
  });

  it('counts requests by operation', async () => {
    const before = exchange.requests.get('GetServerTimeZones') ?? 0;
    await ews.ask(exchange, '<m:GetServerTimeZones ReturnFullTimeZoneData="false"/>');
    expect(exchange.requests.get('GetServerTimeZones')).toBe(before + 1);
  });

  it('gives the same ids for the same seed and requests, and others for another seed', async () => {
    const ids = await Promise.all(
      ['one', 'one', 'two'].map(async (seed) => {
        const server = await ews.startTestExchange({ seed });
        const id = await ews.created(server, ews.TIMES);
        await server.close();
        return id.Id;
      }),
    );
    expect(ids[0]).toBe(ids[1]);
    expect(ids[0]).not.toBe(ids[2]);
  });

  it('keeps mailboxes, history and certificates between starts', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'exchange-'));
    const options = { stateFile: join(folder, 'state.json'), tls: join(folder, 'tls') };
    const first = await ews.startTestExchange(options);
    first.addMailbox('cleo@example.com');
    const id = await ews.created(first, `<t:Subject>Kept</t:Subject>${ews.extendedProperty('Pair', 'p1')}${ews.TIMES}`);
    const gone = await ews.created(first, ews.TIMES);
    const state = ews.text(await ews.ask(first, ews.syncRequest('')), 'SyncState');
    first.person(ews.ADA).remove(gone.Id);
    await first.close();
    const second = await ews.startTestExchange(options);
    const read = await ews.ask(second, ews.getRequest([id], ews.extendedPath('Pair')));
    const changes = await ews.ask(second, ews.syncRequest(state));
    const another = await ews.created(second, ews.TIMES);
    const cleo = second.person('cleo@example.com').list();
    await second.close();
    expect([ews.text(read, 'Subject'), ews.text(read, 'Value')]).toEqual(['Kept', 'p1']);
    expect(ews.idsIn(read)[0]).toEqual(id);
    expect(ews.idsIn(changes).map(({ Id }) => Id)).toEqual([gone.Id]);
    expect([id.Id, gone.Id]).not.toContain(another.Id);
    expect(cleo).toEqual([]);
    expect(second.caCertificate).toBe(first.caCertificate);
  });

  it('keeps series with what differs, and the zone of the working hours, between starts', async () => {
    const options = { stateFile: join(mkdtempSync(join(tmpdir(), 'exchange-')), 'state.json') };
    const first = await ews.startTestExchange(options);
    const ada = first.person(ews.ADA);
    ada.setTimeZone('FLE Standard Time');
    const series = ada.create({
      ...{ subject: 'Daily', location: 'Hall', start: '2026-12-01T09:00:00Z', end: '2026-12-01T10:00:00Z' },
      recurrence: { pattern: { kind: 'Daily', interval: 1 } },
      exceptions: { '2026-12-02': { subject: 'other' } },
      deletions: ['2026-12-03'],
    });
    const second = `<t:OccurrenceItemId RecurringMasterId="${series.id}" ChangeKey="${series.changeKey}" InstanceIndex="2"/>`;
    const update = ews
      .updateRequest(
        { Id: 'x', ChangeKey: '' },
        '<t:DeleteItemField><t:FieldURI FieldURI="calendar:Location"/></t:DeleteItemField>',
      )
      .replace('<t:ItemId Id="x"/>', second);
    await ews.ask(first, update);
    const before = first.person(ews.ADA).get(series.id);
    await first.close();
    const again = await ews.startTestExchange(options);
    const [after] = again.person(ews.ADA).list();
    const get = `<m:GetItem>${ews.shape('AllProperties')}<m:ItemIds>${second}</m:ItemIds></m:GetItem>`;
    const occurrence = await ews.ask(again, get);
    await again.close();
    expect(after).toEqual(before);
    expect([ews.text(occurrence, 'Subject'), ews.all(occurrence, 'Location')]).toEqual(['other', []]);
    const { mailboxes } = JSON.parse(readFileSync(options.stateFile, 'utf8'));
    expect(mailboxes).toEqual(expect.arrayContaining([expect.objectContaining({ timeZone: 'FLE Standard Time' })]));
  });

  it('keeps what it answered when it is killed: nothing is lost, no id is given twice', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'exchange-'));
    const options = { stateFile: join(folder, 'state.json'), tls: join(folder, 'tls') };
    const killed = await ews.startTestExchange(options);
    const id = await ews.created(killed, ews.TIMES);
    const second = await ews.startTestExchange(options);
    const read = await ews.ask(second, ews.getRequest([id]));
    const another = await ews.created(second, ews.TIMES);
    await killed.close();
    await second.close();
    expect(ews.idsIn(read)[0]).toEqual(id);
    expect(another.Id).not.toBe(id.Id);
  });

  it('shows a certificate that its authority signed for localhost and 127.0.0.1', () => {
    const authority = new X509Certificate(exchange.caCertificate);
    expect(authority.ca).toBe(true);
    expect(authority.verify(authority.publicKey)).toBe(true);
  });
});
