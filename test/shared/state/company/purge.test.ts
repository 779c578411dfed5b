// The rows of a company, deleted page by page. The whole deletion: test/functions/operator/deletion.test.ts.
import { expect, inject, it } from 'vitest';
import { purgeStep } from '../../../../shared/state/company/purge.ts';
import { openTable } from '../../../../shared/state/table/openTable.ts';
import { openPartition } from '../../../../shared/state/table/partition.ts';
import { newCompany, openDirectory } from '../../../world/openDirectory.ts';

it('deletes links, then entries, then the settings, and nothing of companies whose names begin alike', async () => {
  await openDirectory();
  const company = newCompany();
  const open = (name: string) => openTable(inject('azurite'), name, undefined);
  const tables = { links: open('links'), entries: open('entries'), companies: open('companies') };
  const own = [
    openPartition(tables.links, `${company}|u1`),
    openPartition(tables.links, `${company}|u2`),
    openPartition(tables.entries, `${company}|s1`),
    openPartition(tables.companies, company),
  ];
  const others = [`${company}-2`, `${company}x`, company.slice(0, -1)].map((name) =>
    openPartition(tables.companies, name),
  );
  const rows = Array.from({ length: 101 }, (_, index) => ({ op: 'upsert', key: `r${index}`, value: {} }) as const);
  for (const partition of own) {
    await partition.commit(rows.slice(0, 100));
    await partition.commit(rows.slice(100));
  }
  for (const partition of others) await partition.commit(rows.slice(0, 1));
  const left = async () =>
    Promise.all(own.map(async (partition) => (await partition.range({ from: ' ', to: '~' })).rows.length));

  expect(await purgeStep(tables, company)).toBe(true);
  expect(await left()).toEqual([0, 0, 101, 101]);
  expect(await purgeStep(tables, company)).toBe(true);
  expect(await left()).toEqual([0, 0, 0, 101]);
  expect(await purgeStep(tables, company)).toBe(true);
  expect(await purgeStep(tables, company)).toBe(false);
  expect(await left()).toEqual([0, 0, 0, 0]);
  for (const partition of others) expect(await partition.get('r0')).toBeDefined();
});

it('a step is of bounded size', async () => {
  await openDirectory();
  const company = newCompany();
  const open = (name: string) => openTable(inject('azurite'), name, undefined);
  const tables = { links: open('links'), entries: open('entries'), companies: open('companies') };
  const partition = openPartition(tables.links, `${company}|u1`);
  for (let from = 0; from < 1100; from += 100) {
    const rows = Array.from(
      { length: 100 },
      (_, index) => ({ op: 'upsert', key: `r${from + index}`, value: {} }) as const,
    );
    await partition.commit(rows);
  }
  await purgeStep(tables, company);
  expect((await partition.range({ from: ' ', to: '~' })).rows.length).toBe(100);
});
