// The rules of a link, read and changed.
import { describe, expect, it } from 'vitest';
import { changeRules, readRules } from '../../../../shared/links/link/linkRules.ts';
import { DEFAULT_RULES } from '../../../../shared/sync/ports/linkRules.ts';
import { ADA, memoryCompany, settingsOf } from '../memoryApp.ts';

const ONE_WAY = { ...DEFAULT_RULES, direction: 'toSource' } as const;

describe('the rules of a link', () => {
  it('are those by default until they are changed; a change goes on record and a run follows', async () => {
    const company = memoryCompany();
    company.addLink(settingsOf('ada', { started: true, epoch: 2 }));
    expect(await readRules(company.acting, { email: ADA })).toEqual(DEFAULT_RULES);
    expect(await changeRules(company.acting, { email: ADA, rules: ONE_WAY })).toEqual(ONE_WAY);
    expect(await readRules(company.acting, { email: ADA })).toEqual(ONE_WAY);
    expect(company.settings()).toEqual(settingsOf('ada', { started: true, epoch: 2, rules: ONE_WAY }));
    expect(company.decisions).toEqual([{ link: 'ada', what: 'settingsChanged', by: 'company' }]);
    expect(company.messages).toEqual(['link ada']);
  });

  it('a type that the source does not have is refused by its field', async () => {
    const company = memoryCompany();
    company.addLink(settingsOf('ada'));
    const rules = { ...DEFAULT_RULES, directions: { holiday: 'both' } } as const;
    expect(await changeRules(company.acting, { email: ADA, rules })).toMatchObject({
      errors: [{ field: 'directions.holiday' }],
    });
    expect(company.settings()).not.toHaveProperty('rules');
    expect(company.messages).toEqual([]);
  });

  it('are those of a link that is on', async () => {
    const { acting } = memoryCompany();
    expect(await readRules(acting, { email: ADA })).toEqual({ problem: 'link-not-on' });
    expect(await changeRules(acting, { email: ADA, rules: ONE_WAY })).toEqual({ problem: 'link-not-on' });
  });
});
