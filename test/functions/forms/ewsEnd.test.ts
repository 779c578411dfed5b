// The warning about a connection over EWS to Microsoft 365.
import { describe, expect, it } from 'vitest';
import { ewsEnd } from '../../../functions/forms/ewsEnd.ts';
import { exchangeBody, exchangeSettings } from '../../../functions/forms/exchangeBody.ts';
import { EXCHANGE } from '../../world/product/acme.ts';

const NOW = Date.parse('2027-03-25T12:00:00Z');

function warningOf(body: object, now = NOW) {
  const settings = exchangeSettings(exchangeBody.parse(body), undefined, (secret) => secret);
  if ('field' in settings) throw new Error(settings.field);
  return ewsEnd(settings, now);
}

const at = (host: string) => ({ ...EXCHANGE, url: `https://${host}/EWS/Exchange.asmx` });

describe('ewsEnd', () => {
  it('counts the days, and says when they are over', () => {
    expect(warningOf(at('outlook.office365.com'))).toMatchObject({ warning: { code: 'ews-ends', daysLeft: 7 } });
    const over = warningOf(at('outlook.office365.com'), NOW + 8 * 86_400_000);
    expect(over).toMatchObject({ warning: { code: 'ews-ended', daysLeft: 0 } });
  });

  it('counts none in a national cloud, for which no day is named', () => {
    const { warning } = warningOf(at('partner.outlook.cn'));
    expect(warning).toMatchObject({ code: 'ews-ends' });
    expect(warning).not.toHaveProperty('daysLeft');
  });

  it('says nothing of an Exchange Server, nor of Graph', () => {
    expect(warningOf(EXCHANGE)).toEqual({});
    expect(warningOf({ kind: 'graph', timeZone: 'UTC', testMailbox: 'ada@example.com' })).toEqual({});
  });
});
