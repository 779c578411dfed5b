// A run that somebody asks for: one message while one waits, and the answer when it ran.
import { describe, expect, it } from 'vitest';
import { polledFor, readRequestedRun, requestRun } from '../../../../shared/links/runs/requestRun.ts';
import { ADA, COMPANY, memoryCompany, settingsOf } from '../memoryApp.ts';

const MINUTE = 60_000;
const ada = { email: ADA };

function asking() {
  const company = memoryCompany();
  company.addLink(settingsOf('ada'));
  const start = company.clock.now;
  const ranAt = (at: number) =>
    company.tables.put(
      'ada',
      { kind: 'lease', name: '' },
      { owner: 'o', until: 0, startedAt: at, finishedAt: at, deletes: [] },
    );
  const poll = () => polledFor(company.app, { company: COMPANY, link: 'ada' });
  return { ...company, start, ranAt, poll };
}

describe('requestRun', () => {
  it('costs one message, however often it is asked while one waits', async () => {
    const { acting, clock, messages, start } = asking();
    expect(await requestRun(acting, ada)).toEqual({ askedAt: start });
    clock.now += 9 * MINUTE;
    expect(await requestRun(acting, ada)).toEqual({ askedAt: start });
    expect(messages).toEqual(['source planner for ada']);
  });

  it('is answered by a run after its poll, and asks anew after that', async () => {
    const { acting, clock, messages, start, ranAt, poll } = asking();
    await requestRun(acting, ada);
    clock.now += MINUTE;
    // A run of the timer: the source was not polled for us.
    ranAt(clock.now);
    expect(await readRequestedRun(acting, ada)).toEqual({ askedAt: start });
    clock.now += MINUTE;
    await poll();
    expect(await readRequestedRun(acting, ada)).toEqual({ askedAt: start });
    clock.now += MINUTE;
    ranAt(clock.now);
    expect(await readRequestedRun(acting, ada)).toEqual({ askedAt: start, ranAt: clock.now });
    expect(await requestRun(acting, ada)).toEqual({ askedAt: clock.now });
    expect(messages).toHaveLength(2);
  });

  it('takes a message that waits for ten minutes for lost', async () => {
    const { acting, clock, messages } = asking();
    await requestRun(acting, ada);
    clock.now += 10 * MINUTE;
    expect(await requestRun(acting, ada)).toEqual({ askedAt: clock.now });
    expect(messages).toHaveLength(2);
  });

  it('of a link that is off nothing is asked', async () => {
    const { acting, messages } = memoryCompany();
    expect(await requestRun(acting, ada)).toEqual({ problem: 'link-not-on' });
    expect(await readRequestedRun(acting, ada)).toEqual({ problem: 'link-not-on' });
    expect(messages).toEqual([]);
  });

  it('that nobody asked for is not found', async () => {
    expect(await readRequestedRun(asking().acting, ada)).toEqual({ problem: 'not-found' });
  });
});
