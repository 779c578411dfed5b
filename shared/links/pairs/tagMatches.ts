// The pairs that a tag of ours brought together, with the titles of both sides: for the person who looks at the preview.
import type { LinkContext } from '../../sync/ports/link.ts';
import type { PairRow } from '../../sync/ports/rows.ts';
import type { InCompany } from '../acting.ts';
import { findLinkThatIsOn } from '../findLink.ts';
import { type Page, pageOf, readPage } from '../page.ts';
import { type Refusal, refused } from '../refusal.ts';
import { readTitles } from './titles.ts';

export interface TagMatch {
  /** Absent where the item is gone or cannot be read now. */
  readonly event?: string;
  readonly entry?: string;
  /** `tagAlone`: title and time say otherwise. */
  readonly by: 'tag' | 'tagAlone';
}

export interface TagMatches {
  readonly items: readonly TagMatch[];
  readonly next?: string;
}

/** One page of them. */
export async function listTagMatches(
  scope: InCompany,
  { email, ...page }: Page & { readonly email: string },
): Promise<TagMatches | Refusal> {
  const { app, company } = scope;
  const found = await findLinkThatIsOn(scope, email);
  if ('problem' in found) return found;
  const { link } = found.settings.value;
  const rows = await app.directory.linkStore(company, link).pick('pair', ({ row }) => row.matchedBy !== undefined);
  const nameOf = ({ pair }: PairRow): string => pair;
  const read = async (pairs: readonly PairRow[]) => {
    const context = await app.linkContext(company, link);
    return typeof context === 'string' ? refused(context) : readMatches(context, pairs);
  };
  const pairs = rows.map(({ row }) => row);
  const part = await readPage(pageOf(pairs, page, nameOf), { nameOf, read });
  if ('problem' in part) return part;
  const { shown: items, ...next } = part;
  return { items, ...next };
}

async function readMatches(context: LinkContext, pairs: readonly PairRow[]): Promise<TagMatch[]> {
  const items = pairs.flatMap(({ mailbox, source }) => [
    { side: 'mailbox', id: mailbox?.id ?? '' } as const,
    { side: 'source', id: source?.id ?? '' } as const,
  ]);
  const titles = await readTitles(context, items);
  return pairs.map(({ matchedBy = 'tag' }, index) => matchOf(titles.slice(2 * index), matchedBy));
}

function matchOf([event, entry]: readonly (string | undefined)[], by: TagMatch['by']): TagMatch {
  return { ...(event === undefined ? {} : { event }), ...(entry === undefined ? {} : { entry }), by };
}

/** The pairs of which only the tag says that the two items are the same: a person is asked before they are merged. */
export const askedMatches = (pairs: readonly PairRow[]): number =>
  pairs.filter(({ matchedBy }) => matchedBy === 'tagAlone').length;
