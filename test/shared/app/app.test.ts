// The app as a whole: a source that is there, and one that is not. The rest is tried beside each file that it joins.
import { beforeAll, describe, expect, it } from 'vitest';
import { app, newCompany } from './joined.ts';

beforeAll(() => app.prepare());

describe('createApp', () => {
  it('answers the source, or that there is none', async () => {
    const name = await newCompany();
    const poll = await app.pollContext(name, 'planner');
    if (typeof poll === 'string') throw new Error(poll);
    expect(await poll.source.changes(undefined)).toMatchObject({ ok: true, value: { changes: [], more: false } });
    expect(await app.pollContext(name, 'other')).toBe('source-not-configured');
  });
});
