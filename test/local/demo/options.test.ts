// The command line of the demonstration: what it takes, and the sentence for each way of misusing it.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOptions } from '../../../local/demo/options.ts';

const folder = mkdtempSync(join(tmpdir(), 'demo-options-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const url = 'https://mail.example.com/EWS/Exchange.asmx';
const foreign = [
  '--exchange',
  url,
  '--account',
  'ACME\\sync',
  '--password-env',
  'SECRET',
  '--mailbox',
  'Test@Example.com',
];
const environment = { SECRET: 'hush', EMPTY: '' };

describe('readOptions', () => {
  it('has a calendar of its own and thirty entries without any option', () => {
    const options = readOptions([], {});
    expect(options).toMatchObject({ entries: 30, json: false, ownerZone: undefined, foreign: undefined });
    expect(Object(options).calendar.items.length).toBeGreaterThan(10);
    expect(Object(options).calendar.remarks).toEqual([]);
  });

  it('takes a calendar, a number of entries and JSON', () => {
    const ics = file('empty.ics', 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nEND:VCALENDAR\r\n');
    const options = readOptions(
      ['--ics', ics, '--entries', '300', '--json', '--graph', '--owner-zone', 'Pacific/Auckland'],
      {},
    );
    expect(options).toMatchObject({
      entries: 300,
      json: true,
      graph: true,
      ownerZone: 'Pacific/Auckland',
      calendar: { items: [] },
    });
  });

  it('takes a calendar for another Exchange, too', () => {
    const ics = file('own.ics', 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nEND:VCALENDAR\r\n');
    expect(readOptions([...foreign, '--ics', ics], environment)).toMatchObject({ isOwnCalendar: true });
  });

  it('takes another Exchange, its password from the environment and its address in lower case', () => {
    expect(readOptions([...foreign, '--allow-network', '10.0.0.0/8'], environment)).toMatchObject({
      foreign: {
        url,
        account: 'ACME\\sync',
        password: 'hush',
        mailbox: 'test@example.com',
        allowedNetworks: ['10.0.0.0/8'],
      },
    });
  });

  it.each([
    ['an owner nowhere', ['--owner-zone', 'Europe/Atlantis'], '--owner-zone takes a time zone'],
    ['an owner of another Exchange', [...foreign, '--owner-zone', 'UTC'], '--owner-zone is for the local mailbox'],
    ['Graph for another Exchange', [...foreign, '--graph'], '--graph is for the local mailbox'],
    ['an unknown option', ['--fast'], "Unknown option '--fast'"],
    ['too few entries', ['--entries', '14'], '--entries takes a number from 15'],
    ['entries that are no number', ['--entries', '1e2'], '--entries takes a number from 15'],
    ['a calendar that is not there', ['--ics', join(folder, 'none.ics')], 'cannot be read'],
    ['a calendar that is none', ['--ics', file('text.ics', 'hello')], 'is not a calendar'],
    ['an account without an Exchange', ['--account', 'x'], '--account is for another Exchange'],
    ['an Exchange without an account', ['--exchange', url], 'also needs --account, --password-env and --mailbox'],
    [
      'an address that is not of EWS',
      [...foreign, '--exchange', 'http://mail/EWS/Exchange.asmx'],
      '--exchange takes https',
    ],
    ['a mailbox that is no address', [...foreign, '--mailbox', 'ada'], '--mailbox takes an address'],
    ['a network that is none', [...foreign, '--allow-network', 'intranet'], '--allow-network takes a network'],
    ['an empty password', [...foreign, '--password-env', 'EMPTY'], 'EMPTY holds no password'],
    ['a CA that is not there', [...foreign, '--ca', join(folder, 'none.pem')], 'cannot be read'],
    ['a CA that is none', [...foreign, '--ca', file('ca.pem', 'hello')], 'is no certificate'],
  ])('says what is wrong with %s', (_, args, sentence) => {
    expect(readOptions(args, environment)).toContain(sentence);
  });

  it('never repeats the password', () => {
    expect(readOptions([...foreign, '--mailbox', 'ada'], environment)).not.toContain('hush');
  });
});
