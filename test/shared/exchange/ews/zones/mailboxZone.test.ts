import { describe, expect, it } from 'vitest';
import { zoneOfMailbox, zoneToWriteIn } from '../../../../../shared/exchange/ews/zones/mailboxZone.ts';
import type { EwsVersion } from '../../../../../shared/sync/ports/exchangeNames.ts';
import { ok } from '../../../../../shared/sync/ports/outcome.ts';
import { EVENT } from '../../../../contract/mailbox.ts';
import {
  type Answer,
  answer,
  complaintsAbout,
  connectTo,
  failure,
  fault,
  MAILBOX,
  messages,
  scriptedExchange,
  scriptedMailbox,
  success,
} from '../scriptedExchange.ts';

const TOKYO = { timeZone: 'Asia/Tokyo', windowsTimeZone: 'Tokyo Standard Time' };
const HELSINKI = { timeZone: 'Europe/Helsinki', windowsTimeZone: 'FLE Standard Time' };
const OPERATION = 'GetUserConfiguration';
const workHours = (xml: string): Answer =>
  answer(
    messages(
      OPERATION,
      success(
        OPERATION,
        `<m:UserConfiguration><t:XmlData>${Buffer.from(xml, 'utf8').toString('base64')}</t:XmlData></m:UserConfiguration>`,
      ),
    ),
  );
const stream = (zone: string) =>
  `<?xml version="1.0"?><Root xmlns="WorkingHours.xsd"><WorkHoursVersion1><TimeZone><Bias>-120</Bias><Name>${zone}</Name></TimeZone><Start>08:00:00</Start></WorkHoursVersion1></Root>`;

const zoneBy = async (each: Answer) => zoneOfMailbox((await scriptedMailbox(each)).mailbox);

describe('zoneOfMailbox', () => {
  it('is that of the working hours, asked for once', async () => {
    const { mailbox, server } = await scriptedMailbox(workHours(stream('Tokyo Standard Time')));
    expect(await zoneOfMailbox(mailbox)).toEqual(ok(TOKYO));
    expect(await zoneOfMailbox(mailbox)).toEqual(ok(TOKYO));
    expect(server.asked).toHaveLength(1);
    expect(server.asked[0]?.body).toContain('<m:UserConfigurationName Name="WorkHours">');
    expect(await complaintsAbout(server.asked)).toEqual([]);
  });

  it('is asked for in the calendar of the mailbox also where the account acts as itself', async () => {
    const server = await scriptedExchange(workHours(stream('Tokyo Standard Time')));
    await zoneOfMailbox({ connection: connectTo(server, { access: 'delegate' }), address: MAILBOX });
    expect(server.asked[0]?.body).toContain(MAILBOX);
    expect(await complaintsAbout(server.asked)).toEqual([]);
  });

  it('is the connection’s own among those that share the Windows id', async () => {
    expect(await zoneBy(workHours(`\uFEFF${stream('FLE Standard Time')}`))).toEqual(ok(HELSINKI));
  });

  it.each([
    ['has no working hours', answer(messages(OPERATION, failure(OPERATION, 'ErrorItemNotFound')))],
    ['does not show them', answer(messages(OPERATION, failure(OPERATION, 'ErrorAccessDenied')))],
    ['cannot read them', answer(messages(OPERATION, failure(OPERATION, 'ErrorInternalServerError')))],
    ['has a zone that nobody knows', workHours(stream('Customized Time Zone'))],
    ['has something else there', workHours('<Root/>')],
    ['has no XML there', workHours('no XML')],
  ])('is the connection’s where the mailbox %s', async (_, each) => {
    const { mailbox, server } = await scriptedMailbox(each);
    expect(await zoneOfMailbox(mailbox)).toEqual(ok(HELSINKI));
    await zoneOfMailbox(mailbox);
    expect(server.asked).toHaveLength(1);
  });

  it.each([
    ['throttled', answer(fault('ErrorServerBusy'))],
    ['transient', answer('', 500)],
    ['transient', answer(fault('ErrorMailboxMoveInProgress'))],
    ['denied', answer('', 401)],
  ])('is not guessed where nobody answered: %s', async (kind, each) => {
    const { mailbox, server } = await scriptedMailbox(each, workHours(stream('Tokyo Standard Time')));
    expect(await zoneOfMailbox(mailbox)).toMatchObject({ ok: false, failure: { kind } });
    expect(await zoneOfMailbox(mailbox)).toEqual(ok(TOKYO));
    expect(server.asked).toHaveLength(2);
  });

  it('Exchange 2007 has no such request: it is the connection’s', async () => {
    const version: EwsVersion = 'Exchange2007_SP1';
    const server = await scriptedExchange(answer(messages('GetFolder', success('GetFolder', '<m:Folders/>'))));
    const mailbox = { connection: connectTo(server, { version }), address: MAILBOX };
    expect(await zoneOfMailbox(mailbox)).toEqual(ok(HELSINKI));
    expect(await complaintsAbout(server.asked)).toEqual([]);
  });
});

describe('zoneToWriteIn', () => {
  it('asks only where one of the events is all-day', async () => {
    const { mailbox, server } = await scriptedMailbox(workHours(stream('Tokyo Standard Time')));
    expect(await zoneToWriteIn(mailbox, [EVENT.when, undefined])).toEqual(ok(HELSINKI));
    expect(server.asked).toHaveLength(0);
    const days = { showWithoutTime: true, start: '2026-12-01', duration: 'P1D' } as const;
    expect(await zoneToWriteIn(mailbox, [EVENT.when, days])).toEqual(ok(TOKYO));
  });
});
