import { describe, expect, it } from 'vitest';
import { CLOUDS } from '../../../../../shared/exchange/graph/http/clouds.ts';

describe('CLOUDS', () => {
  it('no two clouds share a host, and a token for one is none for another', () => {
    const places = Object.values(CLOUDS).flatMap(({ loginUrl, graphUrl }) => [loginUrl, graphUrl]);
    expect(new Set(places).size).toBe(places.length);
    for (const place of places) expect(place).toBe(new URL(place).origin);
    for (const { graphUrl, resourceUrl } of Object.values(CLOUDS)) expect(resourceUrl).toBe(graphUrl);
  });
});
