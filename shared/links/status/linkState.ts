// The state of a link: one value for preview, start and status.
import { tokensOf } from '../../sync/ingest/adopt.ts';
import type { Side } from '../../sync/ports/remote.ts';
import type { LinkRow } from '../../sync/ports/rows.ts';
import { isNew } from '../../sync/session/head.ts';
import type { LinkFacts } from '../linkFacts.ts';
import { onlySideOf } from '../pairs/pairState.ts';

/**
 * `removing`: the link is off, and the items that we made are being removed. `listing`: both sides are still being read.
 * `preview`: the preview is ready, and the user can start.
 */
export type LinkState = 'off' | 'removing' | 'listing' | 'preview' | 'on';

export function linkStateOf(facts: LinkFacts): LinkState {
  const { link, cleanup } = facts;
  if (!link?.on) {
    const isOver = cleanup?.state === 'done' && cleanup.epoch === link?.epoch;
    return link?.removing && !isOver ? 'removing' : 'off';
  }
  if (link.started) return 'on';
  if (cleanup && cleanup.state !== 'done') return 'listing';
  return isListed(facts, link) && isMatched(facts) ? 'preview' : 'listing';
}

/** A link that has started has had its preview. */
export const isPreviewReady = (state: LinkState): boolean => state === 'preview' || state === 'on';

const isListed = (facts: LinkFacts, link: LinkRow): boolean =>
  facts.mailboxWatermark?.enumerating === false && facts.sourceEnumeration?.epoch === link.epoch;

/** Matching takes each new half once. It has ended when no new event and no new entry are left that are alike. */
function isMatched({ pairs, marks }: LinkFacts): boolean {
  const halves = pairs.filter((pair) => pair.firstSeen && isNew(marks.get(pair.pair)));
  const tokensOn = (side: Side) => new Set(halves.filter((pair) => onlySideOf(pair) === side).flatMap(tokensOf));
  const entries = tokensOn('source');
  return ![...tokensOn('mailbox')].some((token) => entries.has(token));
}
