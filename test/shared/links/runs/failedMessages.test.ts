// Messages that failed again and again.
import { describe, expect, it } from 'vitest';
import { reportFailedPoll, reportFailedRun } from '../../../../shared/links/runs/failedMessages.ts';
import { memoryCompany, settingsOf } from '../memoryApp.ts';

const problemOn = async ({ tables }: ReturnType<typeof memoryCompany>, link: string) =>
  (await tables.linkStore(link).load([{ kind: 'lease', name: '' }]))[0]?.row.problem?.code;

describe('reportFailedRun', () => {
  it('leaves its problem on the link, where there is one', async () => {
    const company = memoryCompany();
    company.addLink(settingsOf('ada'));
    expect(await reportFailedRun(company.app, { company: 'acme', link: 'ada' }, 'run-failed')).toBe(true);
    expect(await problemOn(company, 'ada')).toBe('run-failed');
    expect(await reportFailedRun(company.app, { company: 'acme', link: 'nobody' }, 'run-failed')).toBe(false);
    expect(await problemOn(company, 'nobody')).toBeUndefined();
  });
});

describe('reportFailedPoll', () => {
  it('leaves its problem on each link of the source that is on', async () => {
    const company = memoryCompany();
    company.addLink(settingsOf('ada'));
    company.addLink(settingsOf('grace', { on: false }));
    company.addLink(settingsOf('joan', { source: 'other' }));
    expect(await reportFailedPoll(company.app, { company: 'acme', source: 'planner' })).toBe(true);
    expect(await Promise.all(['ada', 'grace', 'joan'].map((link) => problemOn(company, link)))).toEqual([
      'poll-failed',
      undefined,
      undefined,
    ]);
    expect(await reportFailedPoll(company.app, { company: 'acme', source: 'none' })).toBe(false);
  });
});
