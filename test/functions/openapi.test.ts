// The description of the API. Where it changes on purpose: npm test -- -u test/functions/openapi.test.ts
import { describe, expect, it } from 'vitest';
import { describedRoutes } from '../../functions/http/described.ts';
import { registered, send } from '../world/product/registered.ts';

/** Called by browsers and by Microsoft, or by anyone: they are no part of the API. */
const UNDESCRIBED = ['consentCallback', 'graphNotifications', 'health', 'hearWebhook', 'openapi'];

describe('openapi.json', () => {
  it('is the description that the repository holds, so that a change of the API is seen', async () => {
    const { status, body } = await send('GET', 'openapi.json');
    expect(status).toBe(200);
    await expect(`${JSON.stringify(body, null, 1)}\n`).toMatchFileSnapshot('../../docs/openapi.json');
  });

  it('describes every route', () => {
    const described = describedRoutes().map(({ name }) => name);
    expect([...described, ...UNDESCRIBED].sort()).toEqual([...registered.http.keys()].sort());
  });
});
