// S4: Office 365: grant permissions, Microsoft's consent, return, switch on; proven by a token and a probe.
import { expect, it } from 'vitest';
import { customer, microsoftApp } from '../../world/product/microsoft.ts';

it("S4: Microsoft's consent lets the service in, and a test shows it step by step", async () => {
  microsoftApp();
  const company = await customer();
  const before = await company.call('POST', 'exchange/test', { body: {} });
  expect(before.body.ok ?? false).toBe(false);
  const back = await company.connect();
  expect(back.status).toBeLessThan(400);
  const test = await company.call('POST', 'exchange/test', { body: {} });
  expect(test.body).toMatchObject({ ok: true });
  const steps = test.body.steps as { step: string; state: string }[];
  expect(steps.filter(({ state }) => state === 'failed')).toEqual([]);
  expect(steps.length).toBeGreaterThan(3);
});
