// The settings that the links of a company share are remembered, and read anew when they have to be.
import { beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../../shared/app/app.ts';
import { addUser, app, clock, config, contextOf, cost, exchange, newCompany, seams } from '../joined.ts';

beforeAll(() => app.prepare());

describe('rememberSetups', () => {
  it('what the links of a company share is read once a minute, so that a context costs one request', async () => {
    const name = await newCompany();
    expect(await cost(name, 'ada')).toBe(6);
    expect(await cost(name, 'ada')).toBe(1);
    expect(await cost(name, 'grace')).toBe(1);
    clock.now += 60_000;
    expect(await cost(name, 'ada')).toBe(6);
  });

  it('a user who was added meanwhile is found at once', async () => {
    const name = await newCompany();
    await contextOf(name, 'ada');
    await addUser(name, 'alan');
    expect((await contextOf(name, 'alan')).email).toBe('alan@example.com');
  });

  it('changed settings count at once where they were changed, and within a minute elsewhere', async () => {
    const name = await newCompany();
    await contextOf(name, 'ada');
    const elsewhere = createApp(config, seams);
    await elsewhere.linkContext(name, 'ada');
    const stored = await app.directory.exchange(name).get();
    await app.directory.exchange(name).put(exchange('v1.AAAA'), stored?.etag);
    app.settingsChanged(name);
    expect(await app.linkContext(name, 'ada')).toBe('password-unreadable');
    expect(await elsewhere.linkContext(name, 'ada')).toMatchObject({ link: 'ada' });
    clock.now += 60_000;
    expect(await elsewhere.linkContext(name, 'ada')).toBe('password-unreadable');
  });
});
