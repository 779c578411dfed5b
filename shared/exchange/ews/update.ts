// UpdateItem: compare and set of the changed fields, with the rev in the same request, mailing nobody.
import type { MailboxItem } from '../../sync/mailbox.ts';
import { failed, type Outcome, ok } from '../../sync/outcome.ts';
import type { Update, Written } from '../../sync/remote.ts';
import { andThen } from './andThen.ts';
import { callForEach, type EwsMailbox, repeated } from './call.ts';
import { appointmentFromUpdate, type ItemUpdate } from './fromEvent.ts';
import { refusalOf } from './limits.ts';
import { zoneToWriteIn } from './mailboxZone.ts';
import { readItems } from './read.ts';
import { NULL } from './runtime.ts';
import { planMaster, remainingOf } from './seriesPlan.ts';
import { finishSeries, type Rest } from './seriesSteps.ts';
import { writeAccepted } from './writeAccepted.ts';
import { writtenOf } from './written.ts';

/** Items as they were read last, by id: a write that depends on what stands there need not read them again. */
export type KnownItems = ReadonlyMap<string, MailboxItem>;

/**
 * NeverOverwrite: with the default, AutoResolve, Exchange would merge or drop somebody's edit by rules of its own. A
 * series whose occurrences change takes several requests (seriesSteps.ts); everything else takes one.
 */
export const updateItems = (
  mailbox: EwsMailbox,
  updates: readonly Update[],
  known: KnownItems = new Map(),
): Promise<Outcome<Written<MailboxItem>>[]> =>
  writeAccepted(
    updates,
    ({ patch }) => refusalOf(patch),
    async (accepted) => andThen(await planAll(mailbox, accepted, known), (plans) => updateAll(mailbox, plans)),
  );

interface Plan {
  readonly update: ItemUpdate;
  readonly rest: Rest | undefined;
}

/** A new time means something else to a series than to a single event: which of them it is has to be known. */
async function planAll(mailbox: EwsMailbox, updates: readonly Update[], known: KnownItems): Promise<Outcome<Plan>[]> {
  const isAsked = ({ id, version, patch }: Update) => patch.when !== undefined && known.get(id)?.version !== version;
  const read = (
    await readItems(
      mailbox,
      updates.filter(isAsked).map(({ id }) => id),
    )
  ).values();
  return updates.map((update) => {
    const current = isAsked(update) ? read.next().value : undefined;
    if (current && !current.ok) return current;
    return planOf(update, current?.value ?? known.get(update.id));
  });
}

function planOf({ id, version, patch, rev }: Update, current: MailboxItem | undefined): Outcome<Plan> {
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

async function updateAll(mailbox: EwsMailbox, plans: readonly Plan[]): Promise<Outcome<Written<MailboxItem>>[]> {
  const timeZone = await zoneToWriteIn(
    mailbox,
    plans.map(({ update }) => update.patch.when),
  );
  if (!timeZone.ok) return repeated(timeZone, plans.length);
  const updated = await callForEach(
    mailbox,
    plans.length,
    (ews, service) =>
      service.UpdateItems(
        plans.map(({ update }) => appointmentFromUpdate(ews, service, update, timeZone.value)),
        NULL,
        ews.ConflictResolutionMode.NeverOverwrite,
        ews.MessageDisposition.SaveOnly,
        ews.SendInvitationsOrCancellationsMode.SendToNone,
      ),
    writtenOf,
  );
  return finishSeries(
    mailbox,
    updated,
    plans.map(({ rest }) => rest),
  );
}
