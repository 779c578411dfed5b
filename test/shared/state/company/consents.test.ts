// The organisations of companies, on Azurite.
import { describe, expect, it } from 'vitest';
import { createConsents } from '../../../../shared/state/company/consents.ts';
import type { Consent } from '../../../../shared/state/consent.ts';
import type { Decision } from '../../../../shared/state/decision.ts';
import { ALL_LINKS, auditKey } from '../../../../shared/state/table/keys.ts';
import type { Partition } from '../../../../shared/state/table/partition.ts';
import { openPartitions } from '../openPartitions.ts';

/** `wrap` wraps the partition of all organisations. */
async function open(wrap: (tenants: Partition) => Partition = (tenants) => tenants) {
  const newPartition = await openPartitions();
  const tenants = newPartition();
  const companies = new Map<string, Partition>();
  const ofCompany = (company: string): Partition => {
    const partition = companies.get(company) ?? newPartition();
    companies.set(company, partition);
    return partition;
  };
  const consents = createConsents(ofCompany, wrap(tenants));
  return { consents, healed: createConsents(ofCompany, tenants), ofCompany, tenants };
}

const consent = (tenant: string, cloud: Consent['cloud'] = 'global'): Consent => ({ cloud, tenant, grantedAt: 1 });

let decisions = 0;
const decision = (): Decision => {
  decisions += 1;
  return { name: `1-${decisions}`, row: { at: 1, by: 'company', what: 'consentGiven' } };
};

describe('createConsents', () => {
  it('gives an organisation to one company only, in whatever case its id is written', async () => {
    const { consents } = await open();
    expect(await consents.bind('acme', consent('aa-1'), decision())).toBe('bound');
    expect(await consents.bind('evil', consent('AA-1'), decision())).toBe('taken');
    expect(await consents.get('acme')).toEqual(consent('aa-1'));
    expect(await consents.get('evil')).toBeUndefined();
  });

  it('binds the same organisation again and stores the new time', async () => {
    const { consents } = await open();
    await consents.bind('acme', consent('t'), decision());
    expect(await consents.bind('acme', { ...consent('t'), grantedAt: 2 }, decision())).toBe('bound');
    expect(await consents.get('acme')).toEqual({ ...consent('t'), grantedAt: 2 });
  });

  it('gives a company one organisation, and takes the same id in another cloud for another organisation', async () => {
    const { consents } = await open();
    await consents.bind('acme', consent('t'), decision());
    expect(await consents.bind('acme', consent('u'), decision())).toBe('another');
    expect(await consents.bind('acme', consent('t', 'china'), decision())).toBe('another');
    expect(await consents.bind('other', consent('t', 'china'), decision())).toBe('bound');
    expect(await consents.get('acme')).toEqual(consent('t'));
  });

  it('lets any company bind a released organisation, and the company bind another one', async () => {
    const { consents } = await open();
    await consents.bind('acme', consent('t'), decision());
    await consents.release('acme', decision());
    expect(await consents.get('acme')).toBeUndefined();
    expect(await consents.bind('other', consent('t'), decision())).toBe('bound');
    expect(await consents.bind('acme', consent('u'), decision())).toBe('bound');
    await consents.release('nobody', decision());
  });

  it('releases nothing that another company holds by now', async () => {
    const { consents } = await open();
    await consents.bind('other', consent('t'), decision());
    await consents.bind('acme', consent('t'), decision());
    await consents.release('acme', decision());
    expect(await consents.get('other')).toEqual(consent('t'));
  });

  it('releases an organisation from the company that is named, and from no other', async () => {
    const { consents } = await open();
    await consents.bind('acme', consent('t'), decision());
    expect(await consents.holder({ cloud: 'global', tenant: 'T' })).toBe('acme');
    expect(await consents.holder({ cloud: 'china', tenant: 't' })).toBeUndefined();
    for (const organisation of [consent('u'), consent('t', 'china')]) {
      expect(await consents.releaseFrom('acme', organisation, decision())).toBe(false);
    }
    expect(await consents.releaseFrom('other', consent('t'), decision())).toBe(false);
    expect(await consents.get('acme')).toEqual(consent('t'));
    expect(await consents.releaseFrom('acme', { cloud: 'global', tenant: 'T' }, decision())).toBe(true);
    expect(await consents.get('acme')).toBeUndefined();
    expect(await consents.holder(consent('t'))).toBeUndefined();
    expect(await consents.releaseFrom('acme', consent('t'), decision())).toBe(false);
    expect(await consents.bind('other', consent('t'), decision())).toBe('bound');
  });

  it('keeps the organisation of a company that does not own the one that the operator names', async () => {
    const { consents } = await open();
    await consents.bind('acme', consent('t'), decision());
    await consents.bind('other', consent('u'), decision());
    expect(await consents.releaseFrom('acme', consent('u'), decision())).toBe(false);
    expect([await consents.get('acme'), await consents.get('other')]).toEqual([consent('t'), consent('u')]);
  });

  it('ends a release from a company that a crash has interrupted', async () => {
    const { consents, ofCompany, tenants } = await open();
    await consents.bind('acme', consent('t'), decision());
    const commit: Partition['commit'] = () => Promise.reject(new Error('cut off'));
    const cut = createConsents((company) => ({ ...ofCompany(company), commit }), tenants);
    await expect(cut.releaseFrom('acme', consent('t'), decision())).rejects.toThrow('cut off');
    expect(await consents.holder(consent('t'))).toBeUndefined();
    const again = decision();
    expect(await consents.releaseFrom('acme', consent('t'), again)).toBe(true);
    expect((await ofCompany('acme').get(auditKey(ALL_LINKS, again.name)))?.value).toEqual(again.row);
    expect(await consents.releaseFrom('acme', consent('t'), decision())).toBe(false);
  });

  it('gives the organisation to one of two companies that bind it at the same time', async () => {
    const { consents } = await open();
    const results = await Promise.all([
      consents.bind('acme', consent('t'), decision()),
      consents.bind('evil', consent('t'), decision()),
    ]);
    expect(results.toSorted()).toEqual(['bound', 'taken']);
    const held = await Promise.all([consents.get('acme'), consents.get('evil')]);
    expect(held.filter((each) => each !== undefined)).toHaveLength(1);
  });

  it('binds nothing after a crash before the claim is written, and binds at the next attempt', async () => {
    const { consents, healed } = await open((tenants) => ({
      ...tenants,
      commit: () => Promise.reject(new Error('cut off')),
    }));
    await expect(consents.bind('acme', consent('t'), decision())).rejects.toThrow('cut off');
    expect(await healed.get('acme')).toBeUndefined();
    expect(await healed.bind('other', consent('t'), decision())).toBe('bound');
    expect(await healed.bind('acme', consent('u'), decision())).toBe('bound');
  });

  it('keeps one attempt for a company, which can be ended once', async () => {
    const { consents } = await open();
    const attempt = { step: { kind: 'grant' }, nonce: 'n', sessionHash: 'h', expiresAt: 9 } as const;
    expect(await consents.attempt('acme')).toBeUndefined();
    await consents.begin('acme', attempt);
    const next = { ...attempt, nonce: 'm', step: { kind: 'signIn', tenant: 't', codeVerifier: 'v' } } as const;
    const first = await consents.attempt('acme');
    await consents.begin('acme', next);
    const second = await consents.attempt('acme');
    expect(second?.value).toEqual(next);
    expect(await consents.end('acme', first?.etag ?? '')).toBe(false);
    expect(await consents.end('acme', second?.etag ?? '')).toBe(true);
    expect(await consents.end('acme', second?.etag ?? '')).toBe(false);
    expect(await consents.attempt('acme')).toBeUndefined();
  });
});
