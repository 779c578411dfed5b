import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalExchange, startExchange } from '../../../../local/exchange/server.ts';
import { readXml, type XmlElement } from '../../../../local/exchange/xml/xml.ts';
import { writeWorkHours } from '../../../../local/exchange/zones/workHours.ts';
import { knownZone, UTC } from '../../../../local/exchange/zones/zones.ts';
import * as ews from '../ewsClient.ts';

let exchange: LocalExchange;
beforeAll(async () => {
  exchange = await ews.startTestExchange({ timeZone: 'FLE Standard Time' });
});
afterAll(() => exchange.close());

const request = (name = 'WorkHours', properties = 'XmlData', folder = ews.CALENDAR) =>
  `<m:GetUserConfiguration><m:UserConfigurationName Name="${name}">${folder}</m:UserConfigurationName>` +
  `<m:UserConfigurationProperties>${properties}</m:UserConfigurationProperties></m:GetUserConfiguration>`;
const zoneIn = (answer: XmlElement) => {
  const xml = Buffer.from(ews.text(answer, 'XmlData'), 'base64').toString('utf8');
  return xml === '' ? ews.text(answer, 'ResponseCode') : ews.text(readXml(xml), 'Name');
};
/** The schema of 2016 alone declares an answer without ResponseMessages, against those before and after it. */
const version = 'Exchange2013_SP1';
const ask = (xml: string, as = ews.ADA, server = exchange) => ews.ask(server, xml, { as, version });
const zoneOf = async (as: string) => zoneIn(await ask(request(), as));

describe('GetUserConfiguration', () => {
  it('knows the zone that the server gives every mailbox, that one mailbox has, and that a person chose', async () => {
    exchange.addMailbox('cleo@example.com', { timeZone: 'Nepal Standard Time' });
    exchange.person(ews.BEN).setTimeZone('pacific standard time');
    expect([await zoneOf(ews.ADA), await zoneOf('cleo@example.com'), await zoneOf(ews.BEN)]).toEqual([
      'FLE Standard Time',
      'Nepal Standard Time',
      'Pacific Standard Time',
    ]);
  });

  it('finds nothing in a mailbox that no client was at, under another name, in another folder', async () => {
    const fresh = await ews.startTestExchange();
    const code = async (xml: string) => ews.text(await ask(xml, ews.ADA, fresh), 'ResponseCode');
    expect(await code(request())).toBe('ErrorItemNotFound');
    await fresh.close();
    const other = async (xml: string) => ews.text(await ask(xml), 'ResponseCode');
    expect(await other(request('OWA.UserOptions'))).toBe('ErrorItemNotFound');
    expect(await other(request('WorkHours', 'All', '<t:DistinguishedFolderId Id="inbox"/>'))).toBe('ErrorItemNotFound');
  });

  it('gives the data only to those who ask for it', async () => {
    expect(ews.all(await ask(request('WorkHours', 'Dictionary')), 'XmlData')).toEqual([]);
    expect(zoneIn(await ask(request('WorkHours', 'All')))).toBe('FLE Standard Time');
  });

  it('is not there in Exchange 2007', async () => {
    const answer = await ews.post(exchange, ews.requestXml(request(), { version: 'Exchange2007_SP1' }));
    expect([answer.status, answer.text.includes('ErrorSchemaValidation')]).toEqual([500, true]);
  });

  it('is refused a zone that Windows does not have', async () => {
    expect(() => exchange.person(ews.ADA).setTimeZone('Europe/Helsinki')).toThrow('no Windows time zone');
    const options = { mailboxes: [ews.ADA], accounts: [], clock: () => 0, timeZone: 'Mars' };
    await expect(startExchange(options)).rejects.toThrow('no Windows time zone');
  });
});

describe('writeWorkHours', () => {
  const parts = (id: string) => {
    const root = readXml(writeWorkHours(knownZone(id) ?? UTC));
    return [ews.texts(root, 'Bias'), ews.texts(root, 'Date'), ews.texts(root, 'Time')];
  };

  it('writes the yearly rule of a zone', () => {
    expect(parts('FLE Standard Time')).toEqual([
      ['-120', '0', '-60'],
      ['0000/10/05', '0000/03/05'],
      ['04:00:00', '03:00:00'],
    ]);
    expect(parts('Pacific Standard Time')).toEqual([
      ['480', '0', '-60'],
      ['0000/11/01', '0000/03/02'],
      ['02:00:00', '02:00:00'],
    ]);
  });

  it('writes zeros for a zone that keeps its offset', () => {
    expect(parts('Nepal Standard Time')).toEqual([
      ['-345', '0', '0'],
      ['0000/00/00', '0000/00/00'],
      ['00:00:00', '00:00:00'],
    ]);
  });
});
