import { describe, expect, it } from 'vitest';
import { loadEws } from '../../../../shared/exchange/ews/library/loadEws.ts';
import { CLOUDS } from '../../../../shared/exchange/graph/http/clouds.ts';
import { CLOUD_NAMES, EWS_VERSIONS } from '../../../../shared/sync/ports/exchangeNames.ts';

describe('EWS_VERSIONS', () => {
  it('are the versions that the library writes, from the oldest to the newest', async () => {
    const { ExchangeVersion } = await loadEws();
    const written = EWS_VERSIONS.map((name) => ExchangeVersion[name]);
    expect(written.every(Number.isInteger)).toBe(true);
    expect(written).toEqual([...new Set(written)].sort((a, b) => a - b));
  });
});

describe('CLOUD_NAMES', () => {
  it('each cloud has a sign-in and a Graph of its own', () => {
    const addresses = CLOUD_NAMES.flatMap((name) => [CLOUDS[name].loginUrl, CLOUDS[name].graphUrl]);
    expect(new Set(addresses).size).toBe(CLOUD_NAMES.length * 2);
  });
});
