// Stores which organisation of Microsoft 365 belongs to which company, and the attempts at a consent. The row of the
// organisation (the claim) names the company that holds it and decides. The company's row (the pointer) leads to the
// claim and means nothing without it.
import type { Consents, Organisation } from '../consent.ts';
import type { Decision } from '../decision.ts';
import { ALL_LINKS, auditKey, CONSENT_ATTEMPT_KEY, CONSENT_KEY, tenantKey } from '../table/keys.ts';
import type { Partition } from '../table/partition.ts';
import { consentAttemptRow, consentRow, type TenantRow, tenantRow } from './companyRows.ts';
import { putRow, readVersioned } from './resource.ts';

/** `ofCompany` opens the partition of a company. `tenants` is the partition of all organisations. */
export function createConsents(ofCompany: (company: string) => Partition, tenants: Partition): Consents {
  const pointerOf = (company: string) => readVersioned(ofCompany(company), CONSENT_KEY, consentRow);
  const claimOf = ({ cloud, tenant }: Organisation) => readVersioned(tenants, tenantKey(cloud, tenant), tenantRow);
  const holds = async (company: string, consent: Organisation): Promise<boolean> =>
    (await claimOf(consent))?.value.company === company;

  async function letGo(company: string, organisation: Organisation, { name, row }: Decision): Promise<void> {
    const pointer = await pointerOf(company);
    const claim = await claimOf(organisation);
    // The claim is deleted first: a claim without pointer would block the organisation for every company. The conditions
    // keep what somebody has changed meanwhile.
    if (claim?.value.company === company) {
      const key = tenantKey(organisation.cloud, organisation.tenant);
      await tenants.commit([{ op: 'delete', key, etag: claim.etag }]);
    }
    const leadsThere = pointer && isSame(pointer.value, organisation);
    await ofCompany(company).commit([
      ...(leadsThere ? [{ op: 'delete', key: CONSENT_KEY, etag: pointer.etag } as const] : []),
      { op: 'insert', key: auditKey(ALL_LINKS, name), value: row },
    ]);
  }

  return {
    async get(company) {
      const pointer = await pointerOf(company);
      return pointer && (await holds(company, pointer.value)) ? pointer.value : undefined;
    },

    async bind(company, consent, decision) {
      const pointer = await pointerOf(company);
      if (pointer && !isSame(pointer.value, consent) && (await holds(company, pointer.value))) return 'another';
      const claim = await claimOf(consent);
      if (claim && claim.value.company !== company) return 'taken';
      // The pointer is written first. A crash in between leaves a pointer without claim. A claim without pointer would
      // block the organisation for every company.
      const audit = { key: auditKey(ALL_LINKS, decision.name), value: decision.row };
      const pointed = await putRow(
        ofCompany(company),
        { key: CONSENT_KEY, value: consent, etag: pointer?.etag },
        audit,
      );
      if (!pointed.ok) return 'stale';
      if (claim) return 'bound';
      const row: TenantRow = { company };
      const key = tenantKey(consent.cloud, consent.tenant);
      const claimed = await putRow(tenants, { key, value: row, etag: undefined });
      return claimed.ok || (await holds(company, consent)) ? 'bound' : 'taken';
    },

    async release(company, decision) {
      const pointer = await pointerOf(company);
      if (pointer) await letGo(company, pointer.value, decision);
    },

    holder: async (organisation) => (await claimOf(organisation))?.value.company,

    async releaseFrom(company, organisation, decision) {
      const claim = await claimOf(organisation);
      const pointer = claim ? undefined : await pointerOf(company);
      const wasInterrupted = pointer !== undefined && isSame(pointer.value, organisation);
      if (claim?.value.company !== company && !wasInterrupted) return false;
      await letGo(company, organisation, decision);
      return true;
    },

    async begin(company, attempt) {
      await ofCompany(company).commit([{ op: 'upsert', key: CONSENT_ATTEMPT_KEY, value: attempt }]);
    },

    attempt: (company) => readVersioned(ofCompany(company), CONSENT_ATTEMPT_KEY, consentAttemptRow),

    async end(company, etag) {
      return (await ofCompany(company).commit([{ op: 'delete', key: CONSENT_ATTEMPT_KEY, etag }])).ok;
    },
  };
}

const isSame = (left: Organisation, right: Organisation): boolean =>
  left.cloud === right.cloud && left.tenant.toLowerCase() === right.tenant.toLowerCase();
