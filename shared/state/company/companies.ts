// The companies, and which of them a presented API key belongs to.

import type { Company, Directory } from '../directory.ts';
import { ALL_ROWS, API_KEYS_PARTITION, apiKeyKey, COMPANIES_PARTITION, companyKey } from '../table/keys.ts';
import type { Partition } from '../table/partition.ts';
import { apiKeyRow, companyRow } from './companyRows.ts';
import { putRow, readAll, readVersioned } from './resource.ts';

export function createCompanies(open: (partition: string) => Partition): Directory['companies'] {
  const companies = open(COMPANIES_PARTITION);
  const apiKeys = open(API_KEYS_PARTITION);

  const readRow = async (company: string) => (await readVersioned(companies, companyKey(company), companyRow))?.value;

  return {
    async create(company, apiKeyHash) {
      // The pointer first: a crash in between leaves a pointer to nothing, and not a company without a key.
      await putRow(apiKeys, apiKeyKey(apiKeyHash), { company: company.company }, undefined);
      return (await putRow(companies, companyKey(company.company), { ...company, apiKeyHash }, undefined)).ok;
    },

    async get(company) {
      const row = await readRow(company);
      return row && withoutKey(row);
    },

    async findByApiKeyHash(hash) {
      const pointer = await readVersioned(apiKeys, apiKeyKey(hash), apiKeyRow);
      const row = pointer && (await readRow(pointer.value.company));
      // A pointer left over from a creation that found the id taken must open nothing.
      return row?.apiKeyHash === hash ? withoutKey(row) : undefined;
    },

    async list() {
      return (await readAll(companies, ALL_ROWS, companyRow)).map(withoutKey);
    },
  };
}

function withoutKey({ company, name, createdAt }: Company): Company {
  return { company, name, createdAt };
}
