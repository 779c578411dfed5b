import { describe, expect, it } from 'vitest';
import { createEwsConnection } from '../../../../../shared/exchange/ews/connection/connection.ts';
import type { EwsVersion } from '../../../../../shared/sync/ports/exchangeNames.ts';
import { CA_CERTIFICATE } from '../loopbackIdentity.ts';
import { connectTo, optionsFor } from '../scriptedExchange.ts';

const SERVER = { url: 'https://mail.example.com/EWS/Exchange.asmx', caCertificate: CA_CERTIFICATE };

describe('createEwsConnection', () => {
  it('speaks the given version, and older ones down to Exchange 2007 SP1 when asked', () => {
    const connection = connectTo(SERVER, { version: 'Exchange2010_SP1' });
    const olderThan = (refused: EwsVersion) => [connection.speakOlderThan(refused), connection.version()];
    expect(olderThan('Exchange2010_SP1')).toEqual([true, 'Exchange2010']);
    expect(olderThan('Exchange2010')).toEqual([true, 'Exchange2007_SP1']);
    expect(olderThan('Exchange2007_SP1')).toEqual([false, 'Exchange2007_SP1']);
  });

  it('what a server says of itself makes the version older, never newer than the setting', () => {
    const connection = connectTo(SERVER, { version: 'Exchange2013' });
    connection.learnVersion('Exchange2016');
    expect(connection.version()).toBe('Exchange2013');
    connection.learnVersion('Exchange2010_SP2');
    expect(connection.version()).toBe('Exchange2010_SP2');
    expect([connection.speakOlderThan('Exchange2013'), connection.version()]).toEqual([true, 'Exchange2010_SP2']);
  });

  it('several refusals of one version are one step down', () => {
    const connection = connectTo(SERVER);
    const refusals = [1, 2, 3].map(() => connection.speakOlderThan('Exchange2016'));
    expect([...refusals, connection.version()]).toEqual([true, true, true, 'Exchange2013_SP1']);
  });

  it('a network that is none throws', () => {
    expect(() => createEwsConnection(optionsFor(SERVER, { allowedNetworks: ['10.0.0.0'] }))).toThrow('not a network');
  });
});
