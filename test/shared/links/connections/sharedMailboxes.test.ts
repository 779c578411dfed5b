// A shared mailbox is stored beside the users, and is none of them.
import { describe, expect, it } from 'vitest';
import { listUsers, saveUser } from '../../../../shared/links/company/users.ts';
import { readSharedMailbox, saveSharedMailbox } from '../../../../shared/links/connections/sharedMailboxes.ts';
import { switchOn } from '../../../../shared/links/link/switchOn.ts';
import { DEFAULT_RULES } from '../../../../shared/sync/ports/linkRules.ts';
import { ADA, memoryCompany, SOURCE } from '../memoryApp.ts';

const CHANGES = 'changes@example.com';
const mailbox = { email: CHANGES, name: 'Changes', precondition: { kind: 'none' } } as const;

describe('a shared mailbox', () => {
  it('is read as it was saved', async () => {
    const { acting } = memoryCompany();
    await saveSharedMailbox(acting, { ...mailbox, calendar: { name: 'Plan' } });
    expect(await readSharedMailbox(acting, CHANGES)).toMatchObject({
      value: { email: CHANGES, name: 'Changes', shared: { calendar: { name: 'Plan' } } },
    });
    expect((await listUsers(acting)).find(({ email }) => email === CHANGES)).toMatchObject({ shared: true });
  });

  it('is no user, and a user is no shared mailbox', async () => {
    const { acting } = memoryCompany();
    const taken = { problem: 'address-taken' };
    const again = { precondition: { kind: 'any' } } as const;
    expect(await saveSharedMailbox(acting, { ...mailbox, ...again, email: ADA })).toMatchObject(taken);
    expect(await readSharedMailbox(acting, ADA)).toMatchObject({ problem: 'not-found' });
    await saveSharedMailbox(acting, mailbox);
    expect(await saveUser(acting, { email: CHANGES, name: 'x', ...again })).toMatchObject(taken);
  });

  it('with another name keeps its link', async () => {
    const { acting } = memoryCompany();
    const first = await saveSharedMailbox(acting, mailbox);
    const renamed = await saveSharedMailbox(acting, { ...mailbox, name: 'Plan', precondition: { kind: 'any' } });
    if ('problem' in first || 'problem' in renamed) throw new Error('refused');
    expect(renamed.value).toEqual({ ...first.value, name: 'Plan' });
  });
});

describe('the link of a shared mailbox', () => {
  const settingsAfter = async (request: object, rules = {}) => {
    const { acting, app } = memoryCompany();
    await app.directory.source('acme', 'planner').put({ ...SOURCE, ...rules }, '1');
    await saveSharedMailbox(acting, { ...mailbox, calendar: { name: 'Plan' } });
    await switchOn(acting, { email: CHANGES, pastDays: 30, ...request });
    return (await app.directory.links('acme'))[0];
  };

  it('goes one way and shows nothing private, unless it is asked for', async () => {
    const quiet = { direction: 'toExchange', privateEvents: { kind: 'skip' } };
    expect(await settingsAfter({})).toMatchObject({ rules: quiet, calendar: { name: 'Plan' } });
    const directions = { visit: 'both' } as const;
    expect(await settingsAfter({}, { rules: { ...DEFAULT_RULES, directions } })).toMatchObject({
      rules: { ...quiet, directions },
    });
    expect(await settingsAfter({ rules: DEFAULT_RULES })).toMatchObject({ rules: DEFAULT_RULES });
  });

  it('takes another calendar at its switch-on', async () => {
    expect(await settingsAfter({ calendar: { name: 'Other' } })).toMatchObject({ calendar: { name: 'Other' } });
  });
});
