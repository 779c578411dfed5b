import { describe, expect, it } from 'vitest';
import { ewsUrl } from '../../../../../shared/exchange/ews/http/ewsUrl.ts';
import { hostOf } from '../../../../../shared/net/address.ts';

describe('ewsUrl', () => {
  it.each(['https://mail.example.com/EWS/Exchange.asmx', 'https://mail.example.com:8443/ews/exchange.asmx'])(
    '%s is accepted',
    (text) => {
      expect(ewsUrl(text)?.href).toBe(text);
    },
  );

  it.each([
    'http://mail.example.com/EWS/Exchange.asmx',
    'https://user@mail.example.com/EWS/Exchange.asmx',
    'https://user:password@mail.example.com/EWS/Exchange.asmx',
    'https://mail.example.com/owa/',
    'https://mail.example.com/EWS/Exchange.asmx/..',
    'https://mail.example.com/EWS/Exchange.asmx?x=1',
    'https://mail.example.com/EWS/Exchange.asmx#x',
    'mail.example.com/EWS/Exchange.asmx',
    '',
  ])('%s is refused', (text) => {
    expect(ewsUrl(text)).toBeUndefined();
  });

  it('an address in another spelling is the same address to the guard', () => {
    const url = ewsUrl('https://0x7f000001/EWS/Exchange.asmx');
    expect(url && hostOf(url)).toBe('127.0.0.1');
  });
});
