// A run that somebody asks for.
import { describe, expect, it } from 'vitest';
import { requestRun } from '../../../shared/links/requestRun.ts';
import { ADA, memoryCompany, settingsOf } from './memoryApp.ts';

describe('requestRun', () => {
  it('polls the source, then looks at the link', async () => {
    const company = memoryCompany();
    company.addLink(settingsOf('ada'));
    expect(await requestRun(company.acting, { email: ADA })).toEqual({ link: 'ada' });
    expect(company.messages).toEqual(['source planner', 'link ada']);
  });

  it('of a link that is off nothing is asked', async () => {
    const company = memoryCompany();
    expect(await requestRun(company.acting, { email: ADA })).toEqual({ problem: 'link-not-on' });
    expect(company.messages).toEqual([]);
  });
});
