// Changes the address of a user. The address is part of the row's key, so the change replaces the row by another one.
import type { Decision } from '../decision.ts';
import type { User } from '../directory.ts';
import { auditKey, userKey } from '../table/keys.ts';
import type { Partition } from '../table/partition.ts';
import { userRow } from './companyRows.ts';
import { readVersioned } from './resource.ts';

/**
 * Replaces the row and stores the decision in one transaction. `company`: the partition of the company. `missing`: no
 * user has the address `from`. `taken`: another user has the address `to`, or the row has just been changed.
 */
export async function changeAddress(
  company: Partition,
  { from, to }: { readonly from: string; readonly to: string },
  { name, row }: Decision,
): Promise<User | 'missing' | 'taken'> {
  const stored = await readVersioned(company, userKey(from), userRow);
  if (!stored) return 'missing';
  const user: User = { ...stored.value, email: to };
  const written = await company.commit([
    { op: 'delete', key: userKey(from), etag: stored.etag },
    { op: 'insert', key: userKey(to), value: user },
    { op: 'insert', key: auditKey(user.user, name), value: row },
  ]);
  return written.ok ? user : 'taken';
}
