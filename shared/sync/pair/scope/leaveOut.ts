// A pair takes no part because of its content or of the link's rules. Both sides stay as they are, with the reason. If
// the link is set so, our copy of an item that leaves a filter is removed. While a pair is left out, the end of one
// item is nobody's delete of the other. docs/sync.md section 12.

import { asOccurrence } from '../../../calendar/changes/editOccurrence.ts';
import type { CalendarEvent, Instant } from '../../../calendar/event.ts';
import { directionOf, isByRule } from '../../ports/linkRules.ts';
import { otherSide, type Side } from '../../ports/remote.ts';
import type { LeftOut } from '../../ports/standing.ts';
import { typeOf } from '../entryType.ts';
import { type Read, SIDES } from '../look.ts';
import { decided, goOn, type Plan, type Verdict } from '../plan.ts';
import { copyOf, homesOf } from '../row/homes.ts';
import { isKept, leftOutIn, setAsideAs, withLeftOut } from '../row/standing.ts';
import { without } from '../row/without.ts';
import type { Settings } from '../settings.ts';
import { removeCopy } from '../writes/operations.ts';
import { admissionTo, leftOutOf } from './admission.ts';
import { ruleAgainstEntry, ruleAgainstEvent } from './filter.ts';
import { unheldSeries } from './unheldSeries.ts';

/** Decides about a pair that takes no part. A pair that takes part again loses its reason. */
export function leaveOut(plan: Plan, settings: Settings, at: Instant): Verdict {
  const was = leftOutIn(plan.row)?.reason;
  const left = leftOutNow(settings, plan);
  const judged: Plan = { ...plan, row: withLeftOut(plan.row, left) };
  if (!left) return goOn(isByRule(was) ? comeBack(judged) : judged);
  const out: Plan = { ...judged, conclusion: 'leftOut' };
  if (left.reason === 'filtered') return decided(leaveFilter(out, settings));
  if (left.reason === 'recurrence-not-supported') return decided(giveWayToOccurrences(out, settings, at));
  return decided(out);
}

/** The reason why this pair takes no part, as both sides read now; undefined where it takes part. */
export const leftOutNow = (settings: Settings, read: Read): LeftOut | undefined =>
  leftOutOn(settings, read, 'mailbox') ?? leftOutOn(settings, read, 'source') ?? staysOut(read);

function leftOutOn(settings: Settings, read: Read, side: Side): LeftOut | undefined {
  const { row } = read;
  const reading = read[side];
  if (reading.state !== 'present') return undefined;
  const { content } = reading.item;
  if (content.kind === 'leftOut') return { reason: content.reason };
  // A participant's edits never go to the entry, so no limit of the source matters.
  if (side === 'mailbox' && isOfOthers(settings, read)) return undefined;
  if (side === 'mailbox' && isNoOccurrence(read, content.event)) return { reason: 'recurrence-not-supported' };
  const by = ruleAgainst(settings, read, side);
  if (by) return by;
  const to = admissionTo(settings, otherSide(side));
  const was = leftOutIn(row)?.reason;
  const isHalf = !row.mailbox || !row.source;
  // A pair that took part once goes on to do so, however long ago it ended.
  const isFirst = isHalf && was !== undefined && (row.firstSeen !== undefined || !isByRule(was));
  const reason = isFirst ? leftOutOf(reading.item, to)?.reason : to.unheld(content.event);
  return reason && { reason };
}

/** True when a person changed an occurrence that stands for itself so that the series can no longer hold it. */
function isNoOccurrence({ source }: Read, { when }: CalendarEvent): boolean {
  const series = source.state === 'present' ? source.item.series : undefined;
  return series !== undefined && asOccurrence(series, when) === undefined;
}

const isOfOthers = ({ email }: Settings, { source }: Read): boolean =>
  source.state === 'present' && source.item.owner !== email;

/** The rule that keeps an item, which a person made on this side, from going to the other side. */
function ruleAgainst(settings: Settings, read: Read, side: Side): LeftOut | undefined {
  return side === 'source' ? ruleAgainstSource(settings, read) : ruleAgainstMailbox(settings, read);
}

function ruleAgainstSource(settings: Settings, read: Read): LeftOut | undefined {
  const { rules, email } = settings;
  const { source, row } = read;
  if (source.state !== 'present') return undefined;
  if (source.item.series && rules.unheldSeries !== 'expand') return filtered('unheldSeries');
  const isNew = row.mailbox === undefined || isOfOthers(settings, read);
  if (isNew && directionOf(rules, source.item.type) === 'toSource') return { reason: 'direction', by: 'direction' };
  return homesOf(row).includes('source') ? filtered(ruleAgainstEntry(rules, source.item, email)) : undefined;
}

function ruleAgainstMailbox(settings: Settings, read: Read): LeftOut | undefined {
  const { rules } = settings;
  const { mailbox, row } = read;
  if (mailbox.state !== 'present') return undefined;
  const type = typeOf(settings, read);
  if (row.source === undefined && directionOf(rules, type) === 'toExchange') {
    return { reason: 'direction', by: 'direction' };
  }
  return homesOf(row).includes('mailbox') ? filtered(ruleAgainstEvent(rules, mailbox.item, type)) : undefined;
}

const filtered = (by: string | undefined): LeftOut | undefined =>
  by === undefined ? undefined : { reason: 'filtered', by };

/** The item that the rules judge is gone. Nobody can know whether it would meet them again, so the other item stays. */
function staysOut({ row, ...readings }: Read): LeftOut | undefined {
  const left = leftOutIn(row);
  if (!left || !isByRule(left.reason)) return undefined;
  const isGone = homesOf(row).some((side) => readings[side].state === 'gone');
  const stands = SIDES.some((side) => readings[side].state === 'present');
  return isGone && stands ? left : undefined;
}

/**
 * The pair takes part again. A copy that went meanwhile is made anew, because no person decided about this pair by its
 * end.
 */
function comeBack(plan: Plan): Plan {
  if (setAsideAs(plan.row)) return plan;
  const [mailbox, source] = [isToMake(plan, 'mailbox'), isToMake(plan, 'source')];
  return {
    ...plan,
    row: without(plan.row, ...(mailbox ? (['mailbox'] as const) : []), ...(source ? (['source'] as const) : [])),
    ...(mailbox ? { mailbox: ABSENT } : {}),
    ...(source ? { source: ABSENT } : {}),
  };
}

const ABSENT = { state: 'absent' } as const;

const isToMake = (read: Read, side: Side): boolean =>
  read[side].state === 'gone' && read[otherSide(side)].state === 'present';

function leaveFilter(plan: Plan, settings: Settings): Plan {
  const side = copyOf(plan.row);
  return settings.rules.leavesFilter === 'remove' && side !== undefined ? removeUnlessKept(plan, settings, side) : plan;
}

/**
 * Our copy of a series that the mailbox can no longer hold gives way to its occurrences. A person's own event stays.
 */
function giveWayToOccurrences(plan: Plan, settings: Settings, at: Instant): Plan {
  if (settings.rules.unheldSeries !== 'expand' || copyOf(plan.row) !== 'mailbox') return plan;
  if (plan.source.state !== 'present' || !unheldSeries(settings.mailbox, plan.source.item)) return plan;
  const removing = removeUnlessKept(plan, settings, 'mailbox');
  // The occurrences follow as soon as the series has gone.
  return removing.operations.length > 0 ? { ...removing, waitUntil: at } : removing;
}

/** If a person decided not to delete the copy, it stays, as if the link were set to unlink. */
const removeUnlessKept = (plan: Plan, settings: Settings, side: Side): Plan =>
  isKept(plan.row) ? plan : removeCopy(plan, settings, side);
