// Stores the companies, and finds a company by its API key.
import type { Company, Directory } from '../directory.ts';
import { ALL_ROWS, API_KEYS_PARTITION, apiKeyKey, COMPANIES_PARTITION, companyKey } from '../table/keys.ts';
import type { Partition } from '../table/partition.ts';
import { apiKeyRow, companyRow } from './companyRows.ts';
import { putRow, readAll, readVersioned } from './resource.ts';

/** `open` opens a partition of the table `companies`. */
export function createCompanies(open: (partition: string) => Partition): Directory['companies'] {
  const companies = open(COMPANIES_PARTITION);
  const apiKeys = open(API_KEYS_PARTITION);

  const readRow = async (company: string) => (await readVersioned(companies, companyKey(company), companyRow))?.value;

  return {
    async create(company, apiKeyHash) {
      // The pointer is written first. A crash in between leaves a pointer to no company, never a company without a key.
      await putRow(apiKeys, { key: apiKeyKey(apiKeyHash), value: { company: company.company }, etag: undefined });
      const row = { key: companyKey(company.company), value: { ...company, apiKeyHash }, etag: undefined };
      return (await putRow(companies, row)).ok;
    },

    async get(company) {
      const row = await readRow(company);
      return row && withoutKey(row);
    },

    async findByApiKeyHash(hash) {
      const pointer = await readVersioned(apiKeys, apiKeyKey(hash), apiKeyRow);
      const row = pointer && (await readRow(pointer.value.company));
      // A creation whose id was taken leaves its pointer behind. Such a pointer must not open the other company.
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
