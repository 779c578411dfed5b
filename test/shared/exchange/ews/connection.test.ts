import { describe, expect, it } from 'vitest';
import { createEwsConnection } from '../../../../shared/exchange/ews/connection.ts';
import type { EwsVersion } from '../../../../shared/exchange/ews/version.ts';
import { CA_CERTIFICATE } from './loopbackIdentity.ts';
import { connectTo, optionsFor } from './scriptedExchange.ts';

const SERVER = { url: 'https://mail.example.com/EWS/Exchange.asmx', caCertificate: CA_CERTIFICATE };

describe('createEwsConnection', () => {
  it('speaks the given version, and older ones down to Exchange 2013 when asked', () => {
    const connection = connectTo(SERVER);
    expect(connection.version()).toBe('Exchange2016');
    const olderThan = (refused: EwsVersion) => [connection.speakOlderThan(refused), connection.version()];
    expect(olderThan('Exchange2016')).toEqual([true, 'Exchange2013_SP1']);
    expect(olderThan('Exchange2013_SP1')).toEqual([true, 'Exchange2013']);
    expect(olderThan('Exchange2013')).toEqual([false, 'Exchange2013']);
  });

  it('several refusals of one version are one step down', () => {
    const connection = connectTo(SERVER);
    const refusals = [1, 2, 3].map(() => connection.speakOlderThan('Exchange2016'));
    expect([...refusals, connection.version()]).toEqual([true, true, true, 'Exchange2013_SP1']);
  });

  it('the domain stays part of the account', () => {
    const { authorization = '' } = connectTo(SERVER, { account: 'EXAMPLE\\svc', password: 'a:b' });
    expect(Buffer.from(authorization.replace('Basic ', ''), 'base64').toString()).toBe('EXAMPLE\\svc:a:b');
  });

  it('a network that is none throws', () => {
    expect(() => createEwsConnection(optionsFor(SERVER, { allowedNetworks: ['10.0.0.0'] }))).toThrow('not a network');
  });
});
