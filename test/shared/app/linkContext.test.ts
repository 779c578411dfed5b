// All that a run needs, joined: the link's user, its settings, its time; or what is missing.
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { addUser, app, clock, contextOf, exchange, newCompany } from './joined.ts';

beforeAll(() => app.prepare());

describe('joinLinkContext', () => {
  it('joins the user, the policy and a deadline before the lease ends', async () => {
    const context = await contextOf(await newCompany(), 'ada');
    expect(context).toMatchObject({ link: 'ada', email: 'ada@example.com', conflictPolicy: 'mailbox' });
    expect(context.deadline).toBe(clock.now + 4 * 60_000);
    expect(context.participants).toBe('silentCopies');
  });

  it('invitations are the rule of the company’s connection', async () => {
    const name = await newCompany();
    const stored = await app.directory.exchange(name).get();
    const settings = { ...exchange(app.sealPassword(name, 'secret')), participants: 'invitations' } as const;
    await app.directory.exchange(name).put(settings, stored?.etag);
    expect((await contextOf(name, 'ada')).participants).toBe('invitations');
    expect((await contextOf(name, 'grace')).participants).toBe('invitations');
  });

  it('says what is missing', async () => {
    const name = `app-${randomUUID()}`;
    expect(await app.linkContext(name, 'ada')).toBe('synchronisation-disabled');
    await app.directory.synchronisation(name).put({ state: 'enabled', at: 0 }, undefined);
    app.settingsChanged(name);
    expect(await app.linkContext(name, 'ada')).toBe('not-found');
    await addUser(name, 'ada');
    expect(await app.linkContext(name, 'ada')).toBe('exchange-not-configured');
    await app.directory.exchange(name).put(exchange(app.sealPassword(name, 'secret')), undefined);
    expect(await app.linkContext(name, 'ada')).toBe('source-not-configured');
  });

  it('a password that was sealed for another company does not open', async () => {
    const name = await newCompany();
    const stored = await app.directory.exchange(name).get();
    await app.directory.exchange(name).put(exchange(app.sealPassword('other', 'secret')), stored?.etag);
    expect(await app.linkContext(name, 'ada')).toBe('password-unreadable');
  });
});
