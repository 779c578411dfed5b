import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOptions } from '../../../local/exchange/cliOptions.ts';

const folder = mkdtempSync(join(tmpdir(), 'exchange-'));
const FILE = join(folder, 'a.ics');
writeFileSync(
  FILE,
  'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261120T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
);

describe('readOptions', () => {
  it('has a mailbox without being asked', () => {
    expect(readOptions([])).toEqual({
      port: 0,
      mailboxes: ['ada@example.com'],
      ics: [],
      timeZone: undefined,
      version: 'Exchange2016',
      schemes: ['Basic'],
      channelBinding: 'allow',
      apps: [],
      registrations: [],
      delegate: undefined,
      throttle: 0,
      concurrency: 0,
      batch: 0,
      skewSeconds: undefined,
      state: undefined,
    });
  });

  it('offers Bearer beside Basic where there is an app', () => {
    expect(readOptions(['--app', 'contoso/sync=secret'])).toMatchObject({ schemes: ['Basic', 'Bearer'] });
  });

  it('reads every option; a name is short for an address', () => {
    const args = [
      '--port',
      '8443',
      '--mailbox',
      'cleo@contoso.example',
      '--ics',
      `ben=${FILE}`,
      '--version',
      'ExchangeSE',
      '--time-zone',
      'fle standard time',
      '--scheme',
      'ntlm',
      '--scheme',
      'Bearer',
      '--channel-binding',
      'require',
      '--app',
      'contoso/sync=secret=1',
      '--operator-app',
      'multi=s,http://127.0.0.1:7071/api/consent/callback',
      '--delegate',
      'calendareditor',
      '--concurrency',
      '10',
      '--batch',
      '20',
      '--skew=-90',
      '--throttle',
      '5',
      '--state',
      'x.json',
    ];
    expect(readOptions(args)).toEqual({
      port: 8443,
      mailboxes: ['cleo@contoso.example', 'ben@example.com'],
      ics: [{ mailbox: 'ben@example.com', file: FILE }],
      timeZone: 'FLE Standard Time',
      version: 'ExchangeSE',
      schemes: ['NTLM', 'Bearer'],
      channelBinding: 'require',
      apps: [
        {
          tenant: 'contoso',
          clientId: 'sync',
          secret: 'secret=1',
          roles: ['full_access_as_app', 'Calendars.ReadWrite'],
          impersonates: 'all',
        },
      ],
      registrations: [
        {
          clientId: 'multi',
          secret: 's',
          roles: ['Calendars.ReadWrite'],
          redirectUris: ['http://127.0.0.1:7071/api/consent/callback'],
          groupClaims: 'DirectoryRole',
        },
      ],
      delegate: 'CalendarEditor',
      throttle: 5,
      concurrency: 10,
      batch: 20,
      skewSeconds: -90,
      state: 'x.json',
    });
  });

  it.each([
    ['--port', '99999'],
    ['--port', 'x'],
    ['--throttle', '-1'],
    ['--version', 'Exchange95'],
    ['--time-zone', 'Europe/Helsinki'],
    ['--scheme', 'Kerberos'],
    ['--channel-binding', 'often'],
    ['--app', 'sync=secret'],
    ['--operator-app', 'multi=s'],
    ['--operator-app', 'multi=s,nowhere'],
    ['--delegate', 'Owner'],
    ['--concurrency', 'x'],
    ['--batch', '-1'],
    ['--skew', 'soon'],
    ['--ics', 'ada'],
    ['--ics', 'ada=/no/such/file'],
    ['--colour', 'red'],
    ['surplus'],
  ])('%s %s gets a sentence', (...args) => {
    expect(readOptions(args)).toEqual(expect.stringMatching(/\w+/));
  });
});

describe('npm run exchange', () => {
  const start = (...args: string[]) =>
    spawn(process.execPath, [join(import.meta.dirname, '../../../local/exchange/cli.ts'), ...args]);

  it('prints address, CA file and accounts, and ends cleanly on SIGINT with its state written', async () => {
    const state = join(folder, 'state.json');
    const child = start(
      '--ics',
      `ada=${FILE}`,
      '--state',
      state,
      '--operator-app',
      'multi=s,https://sync.example/back',
    );
    let output = '';
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk;
        if (output.includes('Ctrl-C')) resolve();
      });
      child.on('close', () => resolve());
    });
    child.kill('SIGINT');
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect(output).toMatch(
      /1 events from .*\nEWS +https:\/\/localhost:\d+\/EWS\/Exchange\.asmx\nGraph +https:\/\/localhost:\d+\/v1\.0\nCA +.*ca\.pem\nserver +Exchange2016, sign-in by Basic\naccount +EXAMPLE\\svc-sync/,
    );
    expect(output).toMatch(/operator app multi at https:\/\/localhost:\d+, for [0-9a-f-]{36} \(admin@example\.com\)/);
    expect([status, existsSync(state), existsSync(join(folder, 'exchange-tls', 'ca.pem'))]).toEqual([0, true, true]);
  }, 20_000);

  it('exits with 2 and a sentence for bad options', async () => {
    const child = start('--port', 'x');
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk;
    });
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(2);
    expect(errors).toMatch(/^--port takes a number/);
  }, 20_000);
});
