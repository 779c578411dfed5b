// What the rows of one link say, as people ask for it: how far it is, what each pair is, what the first run would do.
// Pure, but for reading the rows.

import { countCleared, NOTHING_CLEARED } from '../sync/cleanup/cleanedUp.ts';
import { tokensOf } from '../sync/ingest/adopt.ts';
import type { CleanupCounts, CleanupRow } from '../sync/ports/cleanupRow.ts';
import type { LeftOutReason, Side } from '../sync/ports/remote.ts';
import type {
  HoldRow,
  LeaseRow,
  LinkRow,
  MailboxWatermarkRow,
  PairRow,
  SourceEnumerationRow,
} from '../sync/ports/rows.ts';
import type { LinkStore, RowKind, Stored } from '../sync/ports/store.ts';
import { isNew } from '../sync/session/head.ts';

export interface LinkFacts {
  readonly link: LinkRow | undefined;
  readonly lease: LeaseRow | undefined;
  readonly mailboxWatermark: MailboxWatermarkRow | undefined;
  readonly sourceEnumeration: SourceEnumerationRow | undefined;
  readonly hold: Stored<'hold'> | undefined;
  readonly cleanup: CleanupRow | undefined;
  /** In the order of their ids. */
  readonly pairs: readonly PairRow[];
  /** Why each marked pair needs a look. */
  readonly marks: ReadonlyMap<string, Stored<'dirty'>['row']>;
}

export async function readLinkFacts(store: LinkStore): Promise<LinkFacts> {
  const one = async <K extends RowKind>(kind: K) => (await store.load([{ kind, name: '' }]))[0];
  const [link, lease, mailboxWatermark, sourceEnumeration, hold, cleanup, pairs, dirty] = await Promise.all([
    one('link'),
    one('lease'),
    one('mailboxWatermark'),
    one('sourceEnumeration'),
    one('hold'),
    one('cleanup'),
    store.list('pair'),
    store.list('dirty'),
  ]);
  return {
    link: link?.row,
    lease: lease?.row,
    mailboxWatermark: mailboxWatermark?.row,
    sourceEnumeration: sourceEnumeration?.row,
    hold,
    cleanup: cleanup?.row,
    pairs: pairs.map((stored) => stored.row).sort((a, b) => (a.pair < b.pair ? -1 : 1)),
    marks: new Map(dirty.map((stored) => [stored.row.pair, stored.row])),
  };
}

/**
 * `removing`: off, and what we made is being removed. `listing`: both sides are still being read. `preview`: the user can
 * look at it and start.
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

const isListed = (facts: LinkFacts, link: LinkRow): boolean =>
  facts.mailboxWatermark?.enumerating === false && facts.sourceEnumeration?.epoch === link.epoch;

/** Matching takes each new half at most once: when it has ended, no new event and new entry are left that are alike. */
function isMatched({ pairs, marks }: LinkFacts): boolean {
  const halves = pairs.filter((pair) => pair.firstSeen && isNew(marks.get(pair.pair)));
  const keys = (side: Side) => new Set(halves.filter((pair) => onlyOn(pair) === side).flatMap(tokensOf));
  const entries = keys('source');
  return ![...keys('mailbox')].some((key) => entries.has(key));
}

/** The one side on which the pair stands; undefined with both or neither. */
function onlyOn(pair: PairRow): Side | undefined {
  if (pair.mailbox && pair.source) return undefined;
  if (pair.mailbox) return 'mailbox';
  return pair.source ? 'source' : undefined;
}

export type PairState = 'inStep' | 'waiting' | 'held' | 'leftOut' | 'unlinked' | 'left' | 'deleted';

/** Every pair has one state, and `leftOut` its reason (invariant I10). */
export function pairStateOf(pair: PairRow, marked: boolean): PairState {
  if (pair.doneAt !== undefined) return 'deleted';
  if (pair.left) return 'left';
  if (pair.unlinked) return 'unlinked';
  if (pair.held !== undefined) return 'held';
  if (isOut(pair)) return 'leftOut';
  return marked || onlyOn(pair) || pair.intents.mailbox || pair.intents.source ? 'waiting' : 'inStep';
}

/** Whole pairs, too: by the link's rules, or since one side has become what the other cannot hold. */
const isOut = (pair: PairRow): boolean => pair.leftOut !== undefined;

export function countPairs({ pairs, marks }: LinkFacts): Readonly<Record<PairState, number>> & { problems: number } {
  const counts = { inStep: 0, waiting: 0, held: 0, leftOut: 0, unlinked: 0, left: 0, deleted: 0, problems: 0 };
  for (const pair of pairs) {
    counts[pairStateOf(pair, marks.has(pair.pair))] += 1;
    if (pair.problem) counts.problems += 1;
  }
  return counts;
}

export interface Preview {
  readonly matched: number;
  readonly toExchange: number;
  /** Invitations that would be mailed. */
  readonly invitations: number;
  readonly toSource: number;
  readonly leftOut: readonly {
    readonly pair: string;
    readonly side: Side;
    readonly id: string;
    readonly reason: LeftOutReason;
    /** The name of the rule, where it was one. */
    readonly rule?: string;
    /** Its occurrences take part as single events. */
    readonly expanded?: true;
  }[];
}

/** What the first run would do with the pairs as they stand. */
export function previewOf(pairs: readonly PairRow[]): Preview {
  const live = pairs.filter((pair) => pair.doneAt === undefined);
  const halves = live.filter((pair) => onlyOn(pair) && pair.leftOut === undefined);
  return {
    matched: live.filter((pair) => pair.mailbox && pair.source && !isOut(pair)).length,
    toExchange: halves.filter((pair) => pair.source).length,
    invitations: halves.reduce((sum, { firstSeen }) => sum + (firstSeen?.invites ?? 0), 0),
    toSource: halves.filter((pair) => pair.mailbox).length,
    leftOut: live.filter(isOut).flatMap((pair) => {
      const side = onlyOn(pair) ?? 'mailbox';
      const { [side]: item, leftOut: reason, leftOutBy: rule, expanded } = pair;
      if (!item || !reason) return [];
      const more = { ...(rule === undefined ? {} : { rule }), ...(expanded ? { expanded: true as const } : {}) };
      return [{ pair: pair.pair, side, id: item.id, reason, ...more }];
    }),
  };
}

/** What a cleanup has done so far, or did in the end. */
export function cleanupCounts({ cleanup, pairs }: LinkFacts): CleanupCounts | undefined {
  if (cleanup?.state !== 'removing') return cleanup;
  return pairs.reduce(countCleared, NOTHING_CLEARED);
}

/** The hold that waits for a person, if there is one. */
export const waitingHold = (facts: LinkFacts): HoldRow | undefined =>
  facts.hold?.row.state === 'held' ? facts.hold.row : undefined;
