// Microsoft's own servers, and the last day of EWS there.
import { describe, expect, it } from 'vitest';
import { cloudEwsOf, daysLeft } from '../../../../../shared/exchange/ews/connection/microsoft365.ts';

const at = (text: string) => Date.parse(text);

describe('cloudEwsOf', () => {
  it.each(['https://outlook.office365.com/EWS/Exchange.asmx', 'https://OUTLOOK.office365.COM:443/ews/exchange.asmx'])(
    '%s is of the worldwide cloud, where EWS ends on 2027-04-01',
    (url) => {
      expect(cloudEwsOf(url)).toEqual({ endsAt: at('2027-04-01T00:00:00Z') });
    },
  );

  it.each(['outlook.office365.us', 'partner.outlook.cn'])('%s is of a national cloud, without a known day', (host) => {
    expect(cloudEwsOf(`https://${host}/EWS/Exchange.asmx`)).toEqual({ endsAt: undefined });
  });

  it.each([
    'https://mail.example.com/EWS/Exchange.asmx',
    'https://outlook.office365.com.example.com/EWS/Exchange.asmx',
    'https://example.com/outlook.office365.com/EWS/Exchange.asmx',
    'nonsense',
  ])('%s is nobody of Microsoft', (url) => {
    expect(cloudEwsOf(url)).toBeUndefined();
  });
});

describe('daysLeft', () => {
  const cloud = { endsAt: at('2027-04-01T00:00:00Z') };

  it.each([
    ['2026-11-21T08:00:00Z', 131],
    ['2027-03-31T00:00:00Z', 1],
    ['2027-03-31T23:59:59Z', 1],
    ['2027-04-01T00:00:00Z', 0],
    ['2028-01-01T00:00:00Z', 0],
  ])('at %s they are %i', (now, days) => {
    expect(daysLeft(cloud, at(now))).toBe(days);
  });

  it('nobody knows where no day is known', () => {
    expect(daysLeft({ endsAt: undefined }, 0)).toBeUndefined();
  });
});
