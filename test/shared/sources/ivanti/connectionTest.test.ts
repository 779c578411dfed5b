// The connection test, step by step.
import { describe, expect, it } from 'vitest';
import type { IvantiBehaviour } from '../../../../local/ivanti/http/behaviour.ts';
import { testConnection } from '../../../../shared/sources/ivanti/connectionTest.ts';
import type { IvantiSettings } from '../../../../shared/sources/ivanti/settings.ts';
import { openParts } from './openParts.ts';

async function tested(behaviour: Partial<IvantiBehaviour>, more: Partial<IvantiSettings> & { secret?: string } = {}) {
  const { parts, office } = await openParts(behaviour, more);
  const { object = parts.object, fields: named = {} } = more;
  const report = () => testConnection({ ...parts, object, named });
  return { report, office };
}

describe('testConnection', () => {
  it('passes, and shows the names that it found', async () => {
    const { report } = await tested({});
    const { ok, steps } = await report();
    expect(ok).toBe(true);
    expect(steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
      'address ok',
      'signIn ok',
      'metadata ok',
      'fields ok',
      'rows ok',
      'people ok',
    ]);
    expect(steps[3]?.answered).toContain('title: Subject, start: StartDateTime');
  });

  it.each([
    ['a server that is no Ivanti', { trouble: 'html' }, {}, 'address', 'source-answer-broken'],
    ['a wrong key', {}, { secret: 'wrong' }, 'signIn', 'source-sign-in-refused'],
    ['another object', {}, { object: 'Nothing' }, 'metadata', 'source-fields-missing'],
    ['a property that the role does not see', { hiddenFields: ['EndDateTime'] }, {}, 'fields', 'source-fields-missing'],
    ['a role without rights', { roleSeesRows: false }, {}, 'rows', 'source-rights-missing'],
  ] as const)('%s', async (_, behaviour, more, step, problem) => {
    const { report } = await tested(behaviour, more);
    const { ok, steps, problem: told } = await report();
    expect([ok, told]).toEqual([false, problem]);
    expect(steps.find(({ state }) => state === 'failed')).toMatchObject({ step, problem });
  });

  it('a missing property is named', async () => {
    const { report } = await tested({ names: 'unlinked' });
    expect((await report()).steps[3]).toMatchObject({ state: 'failed', answered: 'tag: none' });
  });

  it('changes without calendar items are a warning', async () => {
    const { report, office } = await tested({});
    for (const { id } of office.list()) office.remove(id);
    office.addChange({ subject: 'Patch', owner: 'ada' });
    expect((await report()).steps[4]).toMatchObject({ state: 'warning' });
  });

  it('no active employee is a missing right', async () => {
    const { report, office } = await tested({});
    for (const login of ['ada', 'bob', 'carol', 'dora']) office.setEmployee(login, { Disabled: true });
    expect(await report()).toMatchObject({ ok: false, problem: 'source-rights-missing' });
  });
});
