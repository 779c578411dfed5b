// The record of a shared calendar, and the connection that it asks for.
import { describe, expect, it } from 'vitest';
import {
  calendarRecordBody,
  calendarRecordView,
  connectionIn,
  folderIn,
  ofRecord,
} from '../../../functions/forms/calendarRecordBody.ts';

const COMMON = { name: 'Changes', email: 'changes@example.com' };
const PLAIN = { ...COMMON, loginType: 'Plain', serverUrl: 'https://mail.example/EWS/Exchange.asmx', password: 'x' };
const AUTH = { ...COMMON, loginType: 'Auth', clientTenantId: 'tenant', clientId: 'id', clientSecretKey: 'y' };
const connection = (body: object) => connectionIn(calendarRecordBody.parse(body), 'Europe/Helsinki');

describe('connectionIn', () => {
  it('of Plain Login is the account of the mailbox, by address or by domain', () => {
    expect(connection(PLAIN)).toEqual({
      kind: 'ews',
      url: PLAIN.serverUrl,
      version: 'Exchange2016',
      signIn: { method: 'password', account: 'changes@example.com', password: 'x' },
      access: 'delegate',
      timeZone: 'Europe/Helsinki',
      testMailbox: 'changes@example.com',
    });
    expect(connection({ ...PLAIN, domainName: 'EXAMPLE' })).toMatchObject({ signIn: { account: 'EXAMPLE\\changes' } });
  });

  it('of Auth Login is an application over EWS of Microsoft 365', () => {
    expect(connection(AUTH)).toMatchObject({
      kind: 'ews',
      url: 'https://outlook.office365.com/EWS/Exchange.asmx',
      signIn: { method: 'oauth', tenant: 'tenant', clientId: 'id', credential: { kind: 'secret', secret: 'y' } },
    });
  });

  it.each([
    ['https://graph.microsoft.com', 'global'],
    ['https://graph.microsoft.us/', 'usGovernment'],
    ['https://microsoftgraph.chinacloudapi.cn', 'china'],
  ])('of Auth Login with the resource %s is Graph', (clientResourceUrl, cloud) => {
    expect(connection({ ...AUTH, clientResourceUrl })).toMatchObject({
      kind: 'graph',
      cloud,
      application: { kind: 'own', tenant: 'tenant', clientId: 'id' },
    });
  });

  it.each([
    ['Exchange 2013 SP1', 'Exchange2013_SP1'],
    ['exchange2010_sp2', 'Exchange2010_SP2'],
  ])('the version %s is %s', (exchangeVersion, version) => {
    expect(connection({ ...PLAIN, exchangeVersion })).toMatchObject({ version });
  });
});

it('the folder Calendar is the calendar of the mailbox, in any case', () => {
  const folder = (folderName?: string) => folderIn(calendarRecordBody.parse({ ...PLAIN, folderName }));
  expect([folder(), folder('calendar'), folder('Plan')]).toEqual([undefined, undefined, { name: 'Plan' }]);
});

it('an error of the connection names the field of the record', () => {
  const names = ['signIn.password', 'application.credential.secret', 'signIn.credential.secret', 'url', 'testMailbox'];
  expect(names.map((field) => ofRecord({ field }).field)).toEqual([
    'password',
    'clientSecretKey',
    'clientSecretKey',
    'serverUrl',
    'testMailbox',
  ]);
});

it('an operator’s application has no ids to show', () => {
  const view = calendarRecordView({
    exchange: {
      kind: 'graph',
      cloud: 'global',
      application: { kind: 'operator' },
      timeZone: 'UTC',
      testMailbox: COMMON.email,
    },
    mailbox: { user: 'u', ...COMMON, shared: { calendar: { id: 'AAA' } } },
  });
  expect(view).toEqual({
    ...COMMON,
    folderName: 'Calendar',
    timeZone: 'UTC',
    loginType: 'Auth',
    clientResourceUrl: 'https://graph.microsoft.com',
  });
});
