// Stores which organisation of Microsoft 365 belongs to which company, and the attempts at a consent. The row of the
// organisation (the claim) names the company that holds it and decides. The company's row (the pointer) leads to the
// claim and means nothing without it.
import type { Consent, Consents } from '../consent.ts';
import { ALL_LINKS, auditKey, CONSENT_ATTEMPT_KEY, CONSENT_KEY, tenantKey } from '../table/keys.ts';
import type { Partition } from '../table/partition.ts';
import { consentAttemptRow, consentRow, type TenantRow, tenantRow } from './companyRows.ts';
import { putRow, readVersioned } from './resource.ts';

/** `ofCompany` opens the partition of a company. `tenants` is the partition of all organisations. */
export function createConsents(ofCompany: (company: string) => Partition, tenants: Partition): Consents {
  const pointerOf = (company: string) => readVersioned(ofCompany(company), CONSENT_KEY, consentRow);
  const claimOf = ({ cloud, tenant }: Consent) => readVersioned(tenants, tenantKey(cloud, tenant), tenantRow);
  const holds = async (company: string, consent: Consent): Promise<boolean> =>
    (await claimOf(consent))?.value.company === company;

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

    async release(company, { name, row }) {
      const pointer = await pointerOf(company);
      if (!pointer) return;
      const claim = await claimOf(pointer.value);
      // The claim is deleted first, for the same reason. The conditions keep what somebody has changed meanwhile.
      if (claim?.value.company === company) {
        const { cloud, tenant } = pointer.value;
        await tenants.commit([{ op: 'delete', key: tenantKey(cloud, tenant), etag: claim.etag }]);
      }
      await ofCompany(company).commit([
        { op: 'delete', key: CONSENT_KEY, etag: pointer.etag },
        { op: 'insert', key: auditKey(ALL_LINKS, name), value: row },
      ]);
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

const isSame = (left: Consent, right: Consent): boolean =>
  left.cloud === right.cloud && left.tenant.toLowerCase() === right.tenant.toLowerCase();
