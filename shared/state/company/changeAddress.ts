// A user's row stands under the address: at another one it is another row, of the same user.

import type { Decision } from '../decision.ts';
import type { User } from '../directory.ts';
import { auditKey, userKey } from '../table/keys.ts';
import type { Partition } from '../table/partition.ts';
import { userRow } from './companyRows.ts';
import { readVersioned } from './resource.ts';

/** In one transaction, with who decided it. `taken`: somebody has the new address, or the row was just changed. */
export async function changeAddress(
  company: Partition,
  from: string,
  to: string,
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
