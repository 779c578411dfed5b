// What the first request of an update is: which fields, and whether more requests follow it.
import type { EventPatch } from '../calendar/event.ts';
import type { MailboxItem } from '../sync/mailbox.ts';
import { failed, type Outcome, ok } from '../sync/outcome.ts';
import type { Update } from '../sync/remote.ts';
import { planMaster, remainingOf } from './seriesPlan.ts';
import type { Rest } from './seriesSteps.ts';

/** Items as they were read last, by id: a write that depends on what stands there need not read them again. */
export type KnownItems = ReadonlyMap<string, MailboxItem>;

export interface ItemUpdate {
  readonly id: string;
  readonly version: string;
  readonly patch: EventPatch;
  readonly rev: string;
  /** `Written`: nothing follows. `Begun`: the first of several requests, the last of which makes it `Written`. */
  readonly stamp: 'Written' | 'Begun';
  /** Makes a single event of a series. */
  readonly endsSeries: boolean;
  /** The item carries the `Begun` of a write that never came to its end, and this one makes up for it. */
  readonly forgetsBegun: boolean;
}

export interface UpdatePlan {
  readonly update: ItemUpdate;
  readonly rest: Rest | undefined;
}

/**
 * One plan each, in order. A new time means something else to a series than to a single event: which of them it is has
 * to be known, so that items whose `when` is written are read where `known` has another version of them.
 */
export async function planUpdates(
  updates: readonly Update[],
  known: KnownItems,
  read: (ids: readonly string[]) => Promise<Outcome<MailboxItem>[]>,
): Promise<Outcome<UpdatePlan>[]> {
  const isAsked = ({ id, version, patch }: Update) => patch.when !== undefined && known.get(id)?.version !== version;
  const found = (await read(updates.filter(isAsked).map(({ id }) => id))).values();
  return updates.map((update) => {
    const current = isAsked(update) ? found.next().value : undefined;
    if (current && !current.ok) return current;
    return planOf(update, current?.value ?? known.get(update.id));
  });
}

function planOf({ id, version, patch, rev }: Update, current: MailboxItem | undefined): Outcome<UpdatePlan> {
  if (patch.when === undefined) return ok({ update: { id, version, patch, rev, ...ALONE }, rest: undefined });
  if (current && current.version !== version) return failed({ kind: 'conflict' });
  const event = current?.content.kind === 'event' ? current.content.event : undefined;
  const { goesOn, ...plan } = planMaster(patch, event);
  const forgetsBegun = !goesOn && current?.begun !== undefined;
  return ok({
    update: { id, version, rev, ...plan, stamp: goesOn ? 'Begun' : 'Written', forgetsBegun },
    rest: goesOn ? { when: patch.when, rev, remaining: remainingOf(plan.patch, event) } : undefined,
  });
}

const ALONE = { stamp: 'Written', endsSeries: false, forgetsBegun: false } as const;
