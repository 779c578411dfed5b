// The last write of ours to each side is settled before anything is decided about a pair. A write of unknown outcome is
// recognised by its tag or rev, or waited for: it may land until LATE_MS have passed. docs/sync.md section 5.

import type { Prints } from '../../../calendar/canonical/fingerprint.ts';
import { EVENT_FIELDS, type Instant } from '../../../calendar/event.ts';
import { type Item, otherSide, type Side } from '../../ports/remote.ts';
import type { CreateIntent, DeleteIntent, PairRow, UpdateIntent } from '../../ports/rows.ts';
import { decided, failedBy, goOn, type Plan, type Verdict, waits } from '../plan.ts';
import { type Asking, ask } from '../question.ts';
import { asSent, bindCreated } from '../row/bind.ts';
import { printsOf } from '../row/prints.ts';
import { withRestored } from '../row/restored.ts';
import { rowsOfItem } from '../row/rows.ts';
import { heldBy, leftOutIn, setAside } from '../row/standing.ts';
import { without } from '../row/without.ts';
import type { Settings } from '../settings.ts';
import { printerOf } from '../veil.ts';
import { withFormat } from './format.ts';
import { giveBackEdited } from './giveBack.ts';
import { LATE_MS, LOOK_AGAIN_MS } from './late.ts';
import { isMeetingsEntry, isPublished } from './madeForMeeting.ts';

/** A pair remembers at most so many updates that had not landed. */
const UNLANDED_KEPT = 3;

/** Settles both sides. A pair that took an item here is looked at again, from a reading of both sides at one time. */
export function* settleWrites(plan: Plan, settings: Settings, at: Instant): Asking<Verdict> {
  const mailbox = yield* settleSide(plan, settings, { side: 'mailbox', at });
  if (mailbox.kind === 'stopped') return mailbox;
  const both = yield* settleSide(mailbox.plan, settings, { side: 'source', at });
  if (both.kind === 'stopped') return both;
  return both.plan.conclusion === 'lookAgain' ? decided(both.plan) : goOn(both.plan);
}

interface Where {
  readonly side: Side;
  readonly at: Instant;
}

/** A side whose last write of ours is not settled, and that write. */
interface Unsettled<Intent> extends Where {
  readonly intent: Intent;
}

function* settleSide(plan: Plan, settings: Settings, where: Where): Asking<Verdict> {
  const intent = plan.row.intents[where.side];
  if (!intent) return goOn(landedLate(plan, settings, where.side));
  switch (intent.op) {
    case 'create':
      return yield* settleCreate(plan, settings, { ...where, intent });
    case 'update':
      return settleUpdate(plan, settings, { ...where, intent });
    case 'delete':
      return yield* settleDelete(plan, settings, { ...where, intent });
  }
}

const mayStillLand = (at: Instant, sentAt: Instant): boolean => at < sentAt + LATE_MS;

const waitForLate = (plan: Plan, at: Instant, sentAt: Instant): Verdict =>
  waits(plan, Math.min(at + LOOK_AGAIN_MS, sentAt + LATE_MS));

const withoutIntent = (plan: Plan, side: Side): Plan => ({
  ...plan,
  row: { ...plan.row, intents: without(plan.row.intents, side) },
});

function* settleCreate(plan: Plan, settings: Settings, created: Unsettled<CreateIntent>): Asking<Verdict> {
  const { side, at, intent } = created;
  const found = yield* ask({ kind: 'tagged', side, tag: { pair: plan.row.pair, nonce: intent.nonce } });
  if (!found.ok) return failedBy(plan, found.failure);
  // An item that another pair holds is a copy that a user made of ours.
  const item = found.value.find(({ holder }) => holder === undefined)?.item;
  if (item) return yield* bindFound(plan, settings, { ...created, item });
  if (mayStillLand(at, intent.at)) return waitForLate(plan, at, intent.at);
  const { row } = withoutIntent(plan, side);
  const given = { side, nonce: intent.nonce, target: intent.target };
  return goOn({ ...plan, row: { ...row, abandoned: [...row.abandoned, given] } });
}

/** The pair takes the item, once the company knows which entry the meeting has. */
function* bindFound(
  plan: Plan,
  settings: Settings,
  { side, at, intent, item }: Unsettled<CreateIntent> & { readonly item: Item },
): Asking<Verdict> {
  const ofMeeting = yield* isMeetingsEntry(plan, intent, item);
  const published = ofMeeting.kind === 'stopped' ? ofMeeting : yield* isPublished(ofMeeting.plan, intent, item);
  if (published.kind === 'stopped') return waitForLate(published.plan, at, at);
  if (side === 'source') yield* ask({ kind: 'registerHolder', entry: item.id });
  const row = bindCreated(published.plan.row, { side, intent, item }, { print: settings.print, at });
  const rows = [...published.plan.rows, ...rowsOfItem(side, row.pair, item)];
  return goOn({ ...published.plan, row, rows, conclusion: 'lookAgain' });
}

function settleUpdate(plan: Plan, settings: Settings, { side, at, intent }: Unsettled<UpdateIntent>): Verdict {
  const reading = plan[side];
  if (reading.state !== 'present') {
    // Nobody can know any more whether it landed, so the losing value stays on record.
    return goOn({ ...withoutIntent(plan, side), losers: [...plan.losers, ...intent.losers] });
  }
  const { item } = reading;
  const tries = [intent, ...(plan.row.unlanded[side] ?? [])];
  const landed = landedAs(plan, settings, { side, tries, item });
  if (landed) return goOn(landed);
  // Its condition still holds, so it may still be applied.
  if (item.version === intent.version && mayStillLand(at, intent.at)) return waitForLate(plan, at, intent.at);
  const { row } = withoutIntent(plan, side);
  // An item without a stamp may hide that it landed, where the side stored the values in its own way.
  const mayHaveLanded = item.unstamped === true && item.version !== intent.version;
  return goOn({
    ...plan,
    losers: mayHaveLanded ? [...plan.losers, ...intent.losers] : plan.losers,
    row: { ...row, unlanded: { ...row.unlanded, [side]: tries.slice(0, UNLANDED_KEPT) } },
  });
}

/** An update that was settled as not landed may have landed since. The next update then met its version. */
function landedLate(plan: Plan, settings: Settings, side: Side): Plan {
  const reading = plan[side];
  const tries = plan.row.unlanded[side] ?? [];
  if (reading.state !== 'present' || tries.length === 0) return plan;
  return landedAs(plan, settings, { side, tries, item: reading.item }) ?? plan;
}

interface Tries {
  readonly side: Side;
  readonly tries: readonly UpdateIntent[];
  readonly item: Item;
}

/** The plan after that one of these updates that last wrote the item; undefined when none did. */
function landedAs(plan: Plan, settings: Settings, { side, tries, item }: Tries): Plan | undefined {
  const landed = tries.find(
    (each) =>
      each.rev === item.rev || each.rev === item.begun || readsAsSent(each, item, printerOf(settings.print, plan.row)),
  );
  if (!landed) return undefined;
  const row = rebase(plan.row, settings, { side, landed, item });
  return {
    ...plan,
    losers: [...plan.losers, ...landed.losers],
    row: item.begun === landed.rev ? row : withRestored(row, side, landed),
  };
}

/** True for an item that cannot carry a rev, where it has been changed since and has all values of the update. */
function readsAsSent({ version, target }: UpdateIntent, item: Item, print: Settings['print']): boolean {
  if (!item.unstamped || item.version === version) return false;
  const now = printsOf(print, item);
  return EVENT_FIELDS.every((field) => target[field] === undefined || now[field] === target[field]);
}

/** The update landed, or began to. Fields that still read as sent are the base. The others were edited since. */
function rebase(
  row: PairRow,
  settings: Settings,
  { side, landed, item }: { readonly side: Side; readonly landed: UpdateIntent; readonly item: Item },
): PairRow {
  const other = otherSide(side);
  const ours = row[side];
  const theirs = row[other];
  const unfinished = item.begun === landed.rev;
  const sent = EVENT_FIELDS.filter((field) => landed.target[field] !== undefined);
  const base: Prints = {
    ...without(ours?.base ?? {}, ...sent),
    ...asSent(printsOf(printerOf(settings.print, row), item), landed.target, unfinished),
  };
  const begun = unfinished ? { begun: { rev: landed.rev, at: landed.at } } : {};
  return {
    ...row,
    intents: without(row.intents, side),
    unlanded: without(row.unlanded, side),
    ...(landed.invited ? { invited: landed.invited } : {}),
    ...(ours ? { [side]: { ...withFormat(ours, landed), base, ...begun } } : {}),
    ...(theirs ? { [other]: { ...theirs, base: { ...theirs.base, ...landed.otherBase } } } : {}),
  };
}

function* settleDelete(plan: Plan, settings: Settings, { side, at, intent }: Unsettled<DeleteIntent>): Asking<Verdict> {
  if (plan[side].state === 'present') {
    // The mailbox's delete has no condition. It may still come, whatever the item says by then.
    if (side === 'mailbox' && mayStillLand(at, intent.at)) return waitForLate(plan, at, intent.at);
    return goOn(withoutIntent(plan, side));
  }
  const given = side === 'mailbox' ? yield* giveBackEdited(plan, settings, intent.read) : goOn(plan);
  if (given.kind === 'stopped') return given;
  const settled = withoutIntent({ ...given.plan, losers: [...given.plan.losers, ...intent.losers] }, side);
  return goOn(settled.conclusion === 'lookAgain' ? settled : withDeleted(settled, side, intent));
}

/**
 * Our delete is done. It counts for the hold, unless a person decided on it. The end of a copy that left its user's
 * scope is no user's delete.
 */
export function withDeleted(plan: Plan, side: Side, { outOfScope }: DeleteIntent): Plan {
  const isPersons = heldBy(plan.row) !== undefined || plan.row.cleared !== undefined;
  const counted = { ...plan, deletes: plan.deletes + (isPersons ? 0 : 1) };
  // The other item is there again, for example an occurrence that takes place again. So nobody but us deleted this
  // item.
  const isBack = plan[otherSide(side)].state === 'present';
  if (!outOfScope && !isBack) return counted;
  const row = plan.row.invited ? without(plan.row, side, 'invited', 'meeting') : without(plan.row, side);
  // A pair that leaves a filter, or stands there occurrence by occurrence, takes part again by itself.
  const isUnlinked = leftOutIn(row) === undefined && outOfScope;
  return { ...counted, row: isUnlinked ? setAside(row, 'unlinked') : row, [side]: { state: 'absent' } };
}
