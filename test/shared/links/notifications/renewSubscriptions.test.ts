// A tick of the timer of the change notifications.
import { describe, expect, it } from 'vitest';
import type { App } from '../../../../shared/app/app.ts';
import { renewSubscriptions, TICK_MINUTES } from '../../../../shared/links/notifications/renewSubscriptions.ts';
import { memoryCompany } from '../memoryApp.ts';

const TICK = TICK_MINUTES * 60_000;

function ticking(companies: readonly string[], keep: App['notifications']['keep']) {
  const { app, clock } = memoryCompany();
  const list = async () => companies.map((company) => ({ company, name: company, createdAt: 0 }));
  const told: string[] = [];
  return {
    app: {
      ...app,
      directory: { ...app.directory, companies: { list } as App['directory']['companies'] },
      notifications: { keep, hear: async () => false },
    },
    clock,
    told,
    report: {
      refused: (company: string, code: string, count: number) => void told.push(`${company} ${code} ${count}`),
      failed: (company: string, error: unknown) => void told.push(`${company} ${String(error)}`),
    },
  };
}

describe('renewSubscriptions', () => {
  it('looks at each company, and tells what was refused and what failed', async () => {
    const { app, report, told } = ticking(['a', 'b', 'c'], async (company) => {
      if (company === 'b') throw new Error('down');
      return new Map(company === 'a' ? [['exchange-throttled', 2]] : []);
    });
    expect(await renewSubscriptions(app, report)).toBe(1);
    expect(told.sort()).toEqual(['a exchange-throttled 2', 'b Error: down']);
  });

  it('begins each tick with another company, and none after its time', async () => {
    const companies = ['a', 'b', 'c', 'd', 'e', 'f'];
    const looked: string[] = [];
    const { app, report, clock } = ticking(companies, async (company) => {
      looked.push(company);
      clock.now += TICK;
      return new Map();
    });
    clock.now = 0;
    await renewSubscriptions(app, report);
    // Four walkers begin at once, each with one company.
    expect(looked).toEqual(['a']);
    clock.now = TICK;
    await renewSubscriptions(app, report);
    expect(looked[1]).toBe('b');
  });

  it('a suspended company is left alone', async () => {
    const { app, report } = ticking(['acme'], async () => {
      throw new Error('asked');
    });
    const [acme] = await app.directory.companies.list();
    if (!acme) throw new Error('no company');
    app.directory.companies.list = async () => [{ ...acme, suspendedAt: 1 }];
    expect(await renewSubscriptions(app, report)).toBe(0);
  });

  it('without companies nothing is done', async () => {
    const { app, report } = ticking([], async () => new Map());
    expect(await renewSubscriptions(app, report)).toBe(0);
  });
});
