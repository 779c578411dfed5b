// The preview of a first run: what it would create on each side, and what it leaves out and why.
import type { LeftOutReason, Side } from '../../sync/ports/remote.ts';
import type { PairRow } from '../../sync/ports/rows.ts';
import type { InCompany } from '../acting.ts';
import { findLinkThatIsOn } from '../findLink.ts';
import { readLinkFacts } from '../linkFacts.ts';
import { type Page, pageOf, readPage } from '../page.ts';
import { isEnded, type LeftOut, leftOutOf, onlySideOf } from '../pairs/pairState.ts';
import { askedMatches } from '../pairs/tagMatches.ts';
import { readTitles } from '../pairs/titles.ts';
import { type Refusal, refused } from '../refusal.ts';
import { isPreviewReady, linkStateOf } from './linkState.ts';

export interface PreviewCounts {
  readonly matched: number;
  readonly toExchange: number;
  /** The number of invitations that would be mailed. */
  readonly invitations: number;
  readonly toSource: number;
  /** The matched pairs of which a tag of ours says that they are the same, and those of which nothing else does. */
  readonly matchedByTag: number;
  readonly matchedByTagAlone: number;
}

export interface LeftOutItem extends LeftOut {
  readonly pair: string;
  readonly side: Side;
  readonly id: string;
}

export interface Preview extends PreviewCounts {
  /** False while both sides are still being read: the numbers grow. */
  readonly ready: boolean;
  readonly leftOutCount: number;
  readonly leftOut: readonly {
    readonly side: Side;
    /** Absent where the item is gone or cannot be read now. */
    readonly title?: string;
    readonly reason: LeftOutReason;
    readonly rule?: string;
    readonly expanded?: true;
  }[];
  readonly next?: string;
}

/** One page of what is left out, with the counts of the whole. */
export async function readPreview(
  scope: InCompany,
  { email, ...page }: Page & { readonly email: string },
): Promise<Preview | Refusal> {
  const { app, company } = scope;
  const found = await findLinkThatIsOn(scope, email);
  if ('problem' in found) return found;
  const { link } = found.settings.value;
  const facts = await readLinkFacts(app.directory.linkStore(company, link));
  const { leftOut, ...counts } = previewOf(facts.pairs);
  const nameOf = ({ pair }: LeftOutItem): string => pair;
  const read = async (items: readonly LeftOutItem[]) => {
    const context = await app.linkContext(company, link);
    return typeof context === 'string' ? refused(context) : withTitles(items, await readTitles(context, items));
  };
  const part = await readPage(pageOf(leftOut, page, nameOf), { nameOf, read });
  if ('problem' in part) return part;
  const { shown, ...next } = part;
  return {
    ready: isPreviewReady(linkStateOf(facts)),
    ...counts,
    leftOutCount: leftOut.length,
    leftOut: shown,
    ...next,
  };
}

const withTitles = (items: readonly LeftOutItem[], titles: readonly (string | undefined)[]): Preview['leftOut'] =>
  items.map(({ pair: _, id: __, ...item }, index) => {
    const title = titles[index];
    return { ...item, ...(title === undefined ? {} : { title }) };
  });

/** The work of the first run, from the pairs as they stand. */
export function previewOf(pairs: readonly PairRow[]): PreviewCounts & { readonly leftOut: readonly LeftOutItem[] } {
  const live = pairs.filter((pair) => !isEnded(pair));
  const taking = live.filter((pair) => !leftOutOf(pair));
  const halves = taking.filter(onlySideOf);
  return {
    matched: taking.filter((pair) => pair.mailbox && pair.source).length,
    toExchange: halves.filter((pair) => pair.source).length,
    invitations: halves.reduce((sum, { firstSeen }) => sum + (firstSeen?.invites ?? 0), 0),
    toSource: halves.filter((pair) => pair.mailbox).length,
    matchedByTag: taking.filter(({ matchedBy }) => matchedBy === 'tag').length,
    matchedByTagAlone: askedMatches(taking),
    leftOut: live.flatMap(leftOutItemOf),
  };
}

function leftOutItemOf(pair: PairRow): LeftOutItem[] {
  const side = onlySideOf(pair) ?? 'mailbox';
  const item = pair[side];
  const leftOut = leftOutOf(pair);
  return item && leftOut ? [{ pair: pair.pair, side, id: item.id, ...leftOut }] : [];
}
