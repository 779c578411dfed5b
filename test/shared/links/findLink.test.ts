// From the address in a request to the user's link.
import { describe, expect, it } from 'vitest';
import { findLink, findLinkThatIsOn } from '../../../shared/links/findLink.ts';
import { ADA, adaPath, configuredCompany } from '../../world/product/acme.ts';
import { switchedOn } from '../../world/product/adaLink.ts';
import { appAt } from '../../world/product/registered.ts';

const app = appAt(() => Date.UTC(2026, 10, 20));

describe('findLink', () => {
  it('a user who never switched on has no settings', async () => {
    const { company } = await configuredCompany();
    expect(await findLink({ app, company }, ADA)).toMatchObject({ user: { email: ADA }, settings: undefined });
    expect(await findLinkThatIsOn({ app, company }, ADA)).toEqual({ problem: 'link-not-on' });
  });

  it('an address that nobody has is said as such', async () => {
    const { company } = await configuredCompany();
    expect(await findLink({ app, company }, 'eve@example.com')).toEqual({ problem: 'user-unknown' });
    expect(await findLinkThatIsOn({ app, company }, 'eve@example.com')).toEqual({ problem: 'user-unknown' });
  });

  it('the link has the id of its user, and is on until it is switched off', async () => {
    const { call, company, link } = await switchedOn(app);
    expect(await findLinkThatIsOn({ app, company }, ADA)).toMatchObject({ settings: { value: { link, on: true } } });
    await call('POST', adaPath('switch-off'));
    expect(await findLink({ app, company }, ADA)).toMatchObject({ settings: { value: { link, on: false } } });
    expect(await findLinkThatIsOn({ app, company }, ADA)).toEqual({ problem: 'link-not-on' });
  });
});
