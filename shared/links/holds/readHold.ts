// The deletes of one user that wait for a person, by title, and the place where each item stands now.
import type { PairRow } from '../../sync/ports/rows.ts';
import type { InCompany } from '../acting.ts';
import { findLink } from '../findLink.ts';
import { readOnly } from '../linkFacts.ts';
import { type Page, pageOf, readPage } from '../page.ts';
import { itemExists, readPairItems, titleIn } from '../pairs/pairItems.ts';
import { isHeldBy } from '../pairs/pairState.ts';
import { type Refusal, refused } from '../refusal.ts';
import { type Hold, holdOf } from './holdOf.ts';

export interface HeldItem {
  readonly pair: string;
  /** Absent where no item could be read now. */
  readonly title?: string;
  /** Absent where that could not be read now. */
  readonly inExchange?: boolean;
  readonly inSource?: boolean;
}

export interface HoldPage {
  /** Absent: nothing waits. */
  readonly hold?: Hold;
  readonly items: readonly HeldItem[];
  readonly next?: string;
}

export async function readHold(
  scope: InCompany,
  { email, ...page }: Page & { readonly email: string },
): Promise<HoldPage | Refusal> {
  const found = await findLink(scope, email);
  if ('problem' in found) return found;
  if (!found.settings) return { items: [] };
  const { link } = found.settings.value;
  const store = scope.app.directory.linkStore(scope.company, link);
  const hold = await readOnly(store, 'hold');
  if (!hold) return { items: [] };
  const held = (await store.list('pair')).map(({ row }) => row).filter((row) => isHeldBy(row, hold.row.id));
  const nameOf = ({ pair }: PairRow): string => pair;
  const read = (some: readonly PairRow[]) => readItems(scope, link, some);
  const part = await readPage(pageOf(held, page, nameOf), { nameOf, read });
  if ('problem' in part) return part;
  const { shown: items, ...next } = part;
  return { hold: holdOf(hold.row), items, ...next };
}

async function readItems(
  { app, company }: InCompany,
  link: string,
  pairs: readonly PairRow[],
): Promise<readonly HeldItem[] | Refusal> {
  const context = await app.linkContext(company, link);
  if (typeof context === 'string') return refused(context);
  const read = await readPairItems(context, pairs);
  return pairs.map(({ pair }, index) => {
    const items = read[index];
    if (!items) return { pair };
    const title = titleIn(items);
    const [inExchange, inSource] = [itemExists(items.mailbox), itemExists(items.source)];
    return {
      pair,
      ...(title === undefined ? {} : { title }),
      ...(inExchange === undefined ? {} : { inExchange }),
      ...(inSource === undefined ? {} : { inSource }),
    };
  });
}
