// The connection test, step by step.
import { describe, expect, it } from 'vitest';
import { open } from './openSevera.ts';

describe('testConnection', () => {
  it('walks its steps, and warns of users who would be mailed', async () => {
    const { server, application } = await open();
    const report = await application.test?.();
    expect(report).toMatchObject({ ok: true });
    expect(report?.steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
      'reach ok',
      'signIn ok',
      'scopes ok',
      'people ok',
      'entryTypes ok',
      'read ok',
    ]);
    server.users.push({ guid: 'u', email: 'm@example.com', notificationSettings: { sendNewActivityEmail: true } });
    const mailed = (await application.test?.())?.steps.find(({ step }) => step === 'people');
    expect(mailed).toMatchObject({ state: 'warning', answered: expect.stringContaining('1 ') });
  });

  it('names a scope that is missing, and stops at wrong credentials', async () => {
    const { server, application } = await open();
    server.grant('activities:read users:read settings:read organization:read');
    expect((await application.test?.())?.steps[2]).toMatchObject({
      state: 'failed',
      problem: 'source-rights-missing',
      answered: 'missing: activities:write activities:delete',
    });
    const wrong = await open({}, { clientSecret: 'wrong' });
    expect(await wrong.application.test?.()).toMatchObject({ ok: false, problem: 'source-sign-in-refused' });
  });
});
