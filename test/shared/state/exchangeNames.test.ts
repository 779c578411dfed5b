// What settings can name is what the adapters speak; for the clouds, clouds.test.ts of Graph says so.
import { describe, expect, it } from 'vitest';
import { EWS_VERSIONS } from '../../../shared/exchange/ews/version/version.ts';
import { EXCHANGE_VERSIONS } from '../../../shared/sync/ports/exchangeNames.ts';

describe('the names in the settings of a connection', () => {
  it('the versions are those that EWS is spoken in, in the same order', () => {
    expect(EXCHANGE_VERSIONS).toEqual(EWS_VERSIONS);
  });
});
