// The companies that can start a consent, and the address that it leads to. The whole way is test/functions/consentCallback.test.ts.
import { beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../../shared/app/app.ts';
import type { GraphSettings } from '../../../../shared/state/directory.ts';
import { newCompany as newName } from '../../../world/openDirectory.ts';
import { config, exchange, seams, app as withoutApplication } from '../joined.ts';

const microsoft = {
  cloud: 'china',
  clientId: 'operators-app',
  credential: { kind: 'secret', secret: 's' },
  redirectUrl: 'https://sync.example/api/consent/callback',
} as const;
const app = createApp({ ...config, microsoft }, seams);
const GRAPH: GraphSettings = {
  kind: 'graph',
  cloud: 'china',
  application: { kind: 'operator' },
  timeZone: 'UTC',
  testMailbox: 'ada@example.com',
};

beforeAll(() => app.prepare());

describe('joinConsent', () => {
  it('says why a company has nothing to consent to', async () => {
    const company = newName();
    expect(await app.consent.start(company)).toBe('exchange-not-configured');
    await app.directory.exchange(company).put(exchange('sealed'), undefined);
    expect(await app.consent.start(company)).toBe('consent-not-needed');
    await app.directory.nextExchange(company).put({ ...GRAPH, cloud: 'global' }, undefined);
    expect(await app.consent.start(company)).toBe('consent-not-offered');
    expect(await withoutApplication.consent.start(company)).toBe('consent-not-offered');
  });

  it('leads to the pages of its cloud, also for a connection that is only prepared', async () => {
    const company = newName();
    await app.directory.exchange(company).put(exchange('sealed'), undefined);
    await app.directory.nextExchange(company).put(GRAPH, undefined);
    const started = await app.consent.start(company);
    const url = new URL(typeof started === 'string' ? started : started.url);
    expect(url.host).toBe('login.chinacloudapi.cn');
    expect(url.searchParams.get('client_id')).toBe('operators-app');
    expect(url.searchParams.get('redirect_uri')).toBe(microsoft.redirectUrl);
  });
});
