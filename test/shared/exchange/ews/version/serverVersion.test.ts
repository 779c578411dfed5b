import { describe, expect, it } from 'vitest';
import { serverVersionOf } from '../../../../../shared/exchange/ews/version/serverVersion.ts';
import { envelope, fault } from '../scriptedExchange.ts';

describe('serverVersionOf', () => {
  it('reads the version of an answer and of a fault', () => {
    expect(serverVersionOf(envelope(''))).toEqual({ major: 15, minor: 2, build: 1118, text: '15.2.1118.7' });
    expect(serverVersionOf(fault('ErrorServerBusy', 14))).toMatchObject({ major: 14 });
  });

  it('a server that hides its version is EWS all the same', () => {
    expect(serverVersionOf('<Envelope><Body/></Envelope>')).toMatchObject({ major: Number.NaN, text: '' });
  });

  it.each(['', '<html/>', '<Envelope>'])('%j is no SOAP', (body) => {
    expect(serverVersionOf(body)).toBeUndefined();
  });
});
