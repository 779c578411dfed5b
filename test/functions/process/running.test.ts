// The one app of the process.
import { describe, expect, it } from 'vitest';
import { runningApp } from '../../../functions/process/running.ts';

describe('runningApp', () => {
  it('before an app was started, it says what is missing', () => {
    expect(() => runningApp()).toThrow('functions/main.ts is the entry point');
  });

  it('answers the app that was started last', async () => {
    const { appAt } = await import('../../world/product/registered.ts');
    const app = appAt(() => 0);
    expect(runningApp()).toBe(app);
  });
});
