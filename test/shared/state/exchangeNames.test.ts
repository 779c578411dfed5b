// Settings can name exactly the versions that the adapters speak. For the clouds, clouds.test.ts of Graph says so.
import { describe, expect, it } from 'vitest';
import { EWS_VERSIONS } from '../../../shared/exchange/ews/version/version.ts';
import { EXCHANGE_VERSIONS } from '../../../shared/state/exchangeNames.ts';

describe('the names in the settings of a connection', () => {
  it('the versions are those that EWS is spoken in, in the same order', () => {
    expect(EXCHANGE_VERSIONS).toEqual(EWS_VERSIONS);
  });
});
