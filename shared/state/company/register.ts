// The register on Table Storage: companies, API keys, and the operator's decisions, in one partition.

import { ROWS_PER_TRANSACTION } from '../../sync/ports/store.ts';
import type { Decision } from '../decision.ts';
import { auditRow } from '../link/linkRows.ts';
import type { Company, Register, StoredApiKey } from '../register.ts';
import { ALL_LINKS, API_KEYS, AUDITS, apiKeyKey, auditKey, auditsOf, COMPANIES, companyKey } from '../table/keys.ts';
import type { Partition, Write } from '../table/partition.ts';
import { apiKeyRow, companyRow } from './companyRows.ts';
import { readAll, readVersioned } from './resource.ts';

/** `partition`: the partition of the register. */
export function createRegister(partition: Partition): Register {
  const commit = async (writes: readonly Write[]): Promise<boolean> => (await partition.commit(writes)).ok;
  return {
    companies: {
      create: (company, key, decision) =>
        commit([
          { op: 'insert', key: companyKey(company.company), value: company },
          { op: 'insert', key: apiKeyKey(key.id), value: key },
          recordOf(company.company, decision),
        ]),
      get: (company) => readVersioned(partition, companyKey(company), companyRow),
      put: (company, etag, decision) =>
        commit([replacedCompany({ value: company, etag }), ...(decision ? [recordOf(company.company, decision)] : [])]),
      async remove(company, decision) {
        const keys = (await keysIn(partition)).filter((key) => key.company === company);
        for (let from = 0; from < keys.length; from += ROWS_PER_TRANSACTION) {
          const some = keys.slice(from, from + ROWS_PER_TRANSACTION);
          await commit(some.map(({ id }) => ({ op: 'delete', key: apiKeyKey(id), etag: '*' })));
        }
        await commit([{ op: 'delete', key: companyKey(company), etag: '*' }, recordOf(company, decision)]);
      },
      list: () => readAll(partition, COMPANIES, companyRow),
    },

    apiKeys: {
      get: (id) => readVersioned(partition, apiKeyKey(id), apiKeyRow),
      list: async (company) =>
        (await keysIn(partition))
          .filter((key) => company === undefined || key.company === company)
          .map(({ hash: _, ...key }) => key),
      make: (key, { of, replaces, decision }) =>
        commit([
          { op: 'insert', key: apiKeyKey(key.id), value: key },
          ...(replaces ? [replacedKey(replaces)] : []),
          // Unchanged, so that no key is made for a company whose deletion has begun.
          ...(of ? [replacedCompany(of)] : []),
          recordOf(key.company, decision),
        ]),
      put: (key, etag, decision) =>
        commit([replacedKey({ value: key, etag }), ...(decision ? [recordOf(key.company, decision)] : [])]),
    },

    operatorDecisions: (company) => readAll(partition, company === undefined ? AUDITS : auditsOf(company), auditRow),
  };
}

const keysIn = (partition: Partition): Promise<StoredApiKey[]> => readAll(partition, API_KEYS, apiKeyRow);

interface Read<T> {
  readonly value: T;
  readonly etag: string;
}

const replacedCompany = ({ value, etag }: Read<Company>): Write => ({
  op: 'replace',
  key: companyKey(value.company),
  value,
  etag,
});

const replacedKey = ({ value, etag }: Read<StoredApiKey>): Write => ({
  op: 'replace',
  key: apiKeyKey(value.id),
  value,
  etag,
});

const recordOf = (company: string = ALL_LINKS, { name, row }: Decision): Write => ({
  op: 'insert',
  key: auditKey(company, name),
  value: row,
});
