// The operator looks which company holds an organisation, and releases it from that company.
import { describe, expect, it } from 'vitest';
import type { App } from '../../../../shared/app/app.ts';
import { readHolder, releaseOrganisation } from '../../../../shared/links/connections/consentHolder.ts';
import { memoryCompany, settingsOf } from '../memoryApp.ts';

const ORGANISATION = { cloud: 'global', tenant: 't' } as const;

/** `holder` holds the organisation, and its own row leads to `tenant`. Ada's link is on, Ben's is off. */
function world({ holder, tenant = 't' }: { readonly holder?: string; readonly tenant?: string }) {
  const { app, addLink } = memoryCompany();
  addLink(settingsOf('ada'));
  addLink(settingsOf('ben', { on: false }));
  const released: unknown[] = [];
  const consents: Partial<App['directory']['consents']> = {
    holder: async () => holder,
    get: async () => ({ cloud: 'global', tenant, grantedAt: 7 }),
    async releaseFrom(company, organisation, { row }) {
      if (company !== holder) return false;
      released.push([company, organisation, row.what, row.by]);
      return true;
    },
  };
  app.directory.consents = consents as App['directory']['consents'];
  return { app, released };
}

describe('the holder of an organisation', () => {
  it('is shown with what a release would stop, and nothing is released', async () => {
    const { app, released } = world({ holder: 'acme' });
    expect(await readHolder({ app }, ORGANISATION)).toEqual({
      ...ORGANISATION,
      company: 'acme',
      grantedAt: 7,
      usersOn: 1,
    });
    expect(released).toEqual([]);
  });

  it('is shown without a time where its own row leads elsewhere', async () => {
    const { app } = world({ holder: 'acme', tenant: 'another' });
    expect(await readHolder({ app }, ORGANISATION)).toEqual({ ...ORGANISATION, company: 'acme', usersOn: 1 });
  });

  it('is not found where no company holds the organisation', async () => {
    expect(await readHolder(world({}), ORGANISATION)).toEqual({ problem: 'not-found' });
  });

  it('loses the organisation by a decision of the operator', async () => {
    const { app, released } = world({ holder: 'acme' });
    expect(await releaseOrganisation({ app }, { ...ORGANISATION, company: 'acme' })).toBeUndefined();
    expect(released).toEqual([['acme', ORGANISATION, 'consentReleased', 'operator']]);
  });

  it('keeps it where the operator names another company', async () => {
    const { app, released } = world({ holder: 'acme' });
    expect(await releaseOrganisation({ app }, { ...ORGANISATION, company: 'other' })).toEqual({
      problem: 'consent-holder-changed',
    });
    expect(released).toEqual([]);
  });
});
