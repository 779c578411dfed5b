// A link is switched off, with or without what we made.
import { describe, expect, it } from 'vitest';
import { switchOff } from '../../../../shared/links/link/switchOff.ts';
import { ADA, memoryCompany, settingsOf } from '../memoryApp.ts';

const keep = { email: ADA, events: 'keep' } as const;
const remove = { email: ADA, events: 'remove' } as const;

describe('switchOff', () => {
  it('keeps what we made, on record once, without a run', async () => {
    const company = memoryCompany();
    company.addLink(settingsOf('ada', { started: true }));
    for (let time = 0; time < 2; time += 1) expect(await switchOff(company.acting, keep)).toEqual({ state: 'off' });
    expect(company.settings()).toEqual(settingsOf('ada', { on: false }));
    expect(company.decisions.map(({ what }) => what)).toEqual(['switchedOff']);
    expect(company.messages).toEqual([]);
  });

  it('removes what we made by runs, on record once', async () => {
    const company = memoryCompany();
    company.addLink(settingsOf('ada', { started: true }));
    for (let time = 0; time < 2; time += 1) {
      expect(await switchOff(company.acting, remove)).toEqual({ state: 'removing' });
    }
    expect(company.settings()).toEqual(settingsOf('ada', { on: false, removing: true }));
    expect(company.decisions.map(({ what }) => what)).toEqual(['removalAsked']);
    expect(company.messages).toEqual(['link ada', 'link ada']);
  });

  it('to keep them stops a removal', async () => {
    const company = memoryCompany();
    company.addLink(settingsOf('ada', { on: false, removing: true }));
    await switchOff(company.acting, keep);
    expect(company.settings()).not.toHaveProperty('removing');
    expect(company.decisions).toEqual([]);
  });

  it('a link without settings is off already; to remove what we made it gets some', async () => {
    const company = memoryCompany();
    expect(await switchOff(company.acting, keep)).toEqual({ state: 'off' });
    expect(company.settings()).toBeUndefined();
    expect(await switchOff(company.acting, remove)).toEqual({ state: 'removing' });
    expect(company.settings()).toMatchObject({ on: false, removing: true, source: 'planner' });
  });
});
