// The test and the entry types of a business application, over HTTP.
import { describe, expect, it } from 'vitest';
import { useApp } from '../../functions/process/running.ts';
import { createApp } from '../../shared/app/app.ts';
import { failed, ok } from '../../shared/sync/ports/outcome.ts';
import { MemorySource } from '../memory/source.ts';
import { sampleApplication } from '../shared/sources/connect/sampleApplication.ts';
import { newCompany, SOURCE } from '../world/product/acme.ts';
import { testConfig } from '../world/product/registered.ts';

const sample = sampleApplication();
const types = [{ id: 'visit', name: 'Visit', isDefault: true, active: true }];
const steps = [{ step: 'reach', state: 'ok', tried: 'Tried to reach it.' }] as const;
let typesFail = false;
const telling = {
  ...sample,
  open: () =>
    ({
      keepsTags: true,
      source: new MemorySource(),
      test: async () => ({ ok: true, steps }),
      entryTypes: async () =>
        typesFail ? failed({ kind: 'denied', code: 'source-rights-missing', detail: 'HTTP 403' } as const) : ok(types),
    }) as const,
};
useApp(createApp(testConfig, { now: () => 0, newId: () => 'id' }, [telling]));

async function company() {
  const acme = await newCompany();
  const connection = { url: 'https://sample.example', account: 'acme' };
  const secrets = { token: 't', pin: 'p' };
  await acme.call('PUT', 'sources/s1', { body: { ...SOURCE, kind: 'sample', connection, secrets } });
  return acme;
}

describe('the application of a source', () => {
  it('is tested step by step', async () => {
    const { call } = await company();
    const answer = await call('POST', 'sources/s1/test');
    expect([answer.status, answer.body]).toEqual([200, { ok: true, steps }]);
    expect((await call('POST', 'sources/other/test')).body.code).toBe('source-not-configured');
  });

  it('tells its entry types, or why it does not', async () => {
    const { call } = await company();
    expect((await call('GET', 'sources/s1/entry-types')).body).toEqual({ items: types });
    typesFail = true;
    const answer = await call('GET', 'sources/s1/entry-types');
    expect([answer.body.code, String(answer.body.detail)]).toEqual([
      'source-rights-missing',
      expect.stringContaining('HTTP 403'),
    ]);
  });
});
