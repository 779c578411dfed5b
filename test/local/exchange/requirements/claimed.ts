// One test for each requirement that the local Exchange claims, under its number; the types make sure that each claim
// has a check and each check a claim. Each number must exist in Microsoft's lists.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import type { LocalExchange } from '../../../../local/exchange/server.ts';
import { NO_SPECS } from '../../../contract/ewsSchema.ts';
import * as ews from '../ewsClient.ts';

const lists = resolve(
  process.env.SPECS_DIR ?? join(import.meta.dirname, '../../../../../shared/specs'),
  'ews/requirements',
);

/** `list` is the document whose list has them; some of its numbers are those of MS-OXWSCDATA. */
export function claimed<Id extends string>(
  list: string,
  claims: Readonly<Record<Id, string>>,
  checks: Readonly<Record<Id, () => Promise<void>>>,
): void {
  const ids = Object.keys(claims) as Id[]; // Object.keys forgets the type of its keys
  for (const id of ids) it(`${id}: ${claims[id]}`, checks[id]);

  it('claims only what Microsoft’s list has', ({ skip }) => {
    const path = join(lists, `${list}.xml`);
    if (!existsSync(path)) return skip(NO_SPECS);
    const known = new Set(readFileSync(path, 'utf8').match(/(?<=REQ_ID>)[^<]+/g));
    expect(ids.filter((id) => !known.has(id))).toEqual([]);
  });
}

const open: LocalExchange[] = [];

/** A server for one test; `closeAll` ends it. */
export async function fresh(): Promise<LocalExchange> {
  const exchange = await ews.startTestExchange();
  open.push(exchange);
  return exchange;
}

export async function closeAll(): Promise<void> {
  await Promise.all(open.splice(0).map((exchange) => exchange.close()));
}
