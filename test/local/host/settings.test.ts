// host.json with Microsoft's defaults and overrides by settings.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readHostJson, resolveSettings } from '../../../local/host/settings.ts';

describe('readHostJson', () => {
  it('has the defaults that Microsoft documents', () => {
    expect(readHostJson({ version: '2.0' }, {}).extensions).toEqual({
      http: { routePrefix: 'api' },
      queues: {
        batchSize: 16,
        newBatchThreshold: 8,
        maxDequeueCount: 5,
        visibilityTimeout: 0,
        maxPollingInterval: 60_000,
        messageEncoding: 'base64',
      },
    });
  });

  it("reads the project's host.json", () => {
    const text = readFileSync(new URL('../../../host.json', import.meta.url), 'utf8');
    expect(readHostJson(JSON.parse(text), {}).extensions).toEqual({
      http: { routePrefix: 'api' },
      queues: {
        batchSize: 8,
        newBatchThreshold: 4,
        maxDequeueCount: 5,
        visibilityTimeout: 30_000,
        maxPollingInterval: 5_000,
        messageEncoding: 'none',
      },
    });
  });

  it('lets settings override it, whatever the case of their keys', () => {
    const settings = {
      AzureFunctionsJobHost__extensions__Queues__maxPollingInterval: '00:00:00.2500000',
      AzureFunctionsJobHost__extensions__http__routePrefix: '',
      Other__extensions__queues__batchSize: '1',
    };
    const given = { version: '2.0', extensions: { queues: { batchSize: 4 } } };
    const { extensions } = readHostJson(given, settings);
    expect(extensions.queues).toMatchObject({ batchSize: 4, newBatchThreshold: 2, maxPollingInterval: 250 });
    expect(extensions.http.routePrefix).toBe('');
    expect(given).toEqual({ version: '2.0', extensions: { queues: { batchSize: 4 } } });
  });

  it.each([
    { version: '1.0' },
    { version: '2.0', extensions: { queues: { batchSize: 33 } } },
    { version: '2.0', extensions: { queues: { maxPollingInterval: '5s' } } },
  ])('refuses %j', (hostJson) => {
    expect(() => readHostJson(hostJson, {})).toThrow('host.json is not right');
  });
});

describe('resolveSettings', () => {
  it('replaces every %NAME%', () => {
    expect(resolveSettings('%A%-%B%-c', { A: '1', B: '%A%' })).toBe('1-%A%-c');
  });

  it('names the setting that is missing', () => {
    expect(() => resolveSettings('%A%', {})).toThrow('The setting A');
  });
});
