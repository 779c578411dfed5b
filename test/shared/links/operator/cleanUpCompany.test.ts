// The removal of what we made, for all links of a company that are on.
import { describe, expect, it } from 'vitest';
import type { App } from '../../../../shared/app/app.ts';
import { cleanUpCompany } from '../../../../shared/links/operator/cleanUpCompany.ts';
import { COMPANY, memoryCompany, settingsOf } from '../memoryApp.ts';

function company() {
  const made = memoryCompany();
  const get = async (name: string) =>
    name === COMPANY ? { value: { company: name, name, createdAt: 0 }, etag: '1' } : undefined;
  made.app.directory.companies = { get } as App['directory']['companies'];
  return made;
}

describe('cleanUpCompany', () => {
  it('switches each link off that is on, and leaves those whose users keep their events', async () => {
    const acme = company();
    const { app, addLink, addUser, settings, messages } = acme;
    addUser('grace');
    addLink(settingsOf('ada', { started: true }));
    addLink(settingsOf('grace', { on: false }));
    expect(await cleanUpCompany(app, COMPANY)).toEqual({ asked: 1, left: 0 });
    expect(settings('ada')).toEqual(settingsOf('ada', { on: false, removing: true }));
    expect(settings('grace')).toEqual(settingsOf('grace', { on: false }));
    expect(messages).toEqual(['link ada']);
    expect(acme.decisions).toEqual([{ link: 'ada', what: 'removalAsked', by: 'operator' }]);
    expect(await cleanUpCompany(app, COMPANY)).toEqual({ asked: 0, left: 0 });
  });

  it('takes 100 links in a call', async () => {
    const { app, addLink, addUser } = company();
    for (let i = 0; i < 130; i += 1) {
      addUser(`user-${i}`);
      addLink(settingsOf(`user-${i}`));
    }
    expect(await cleanUpCompany(app, COMPANY)).toEqual({ asked: 100, left: 30 });
    expect(await cleanUpCompany(app, COMPANY)).toEqual({ asked: 30, left: 0 });
  });

  it('needs a company that runs', async () => {
    const { app, addLink, settings } = company();
    addLink(settingsOf('ada'));
    const stopped: App = { ...app, stopOf: async () => 'company-suspended' };
    expect(await cleanUpCompany(stopped, COMPANY)).toEqual({ problem: 'company-suspended' });
    expect(settings('ada')?.on).toBe(true);
    expect(await cleanUpCompany(app, 'no-such-company')).toEqual({ problem: 'company-unknown' });
  });
});
