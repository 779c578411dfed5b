// The phase of a link, from the rows that a run reads first. Pure. Each phase has one handler in run.ts.
import type { Instant } from '../calendar/event.ts';
import { printerOfKey } from './pair/row/prints.ts';
import type { LinkContext, RunOutcome } from './ports/link.ts';
import type { LeaseRow } from './ports/rows.ts';
import type { Head } from './session/head.ts';

export type Phase =
  /** The rows go, then both sides are listed anew: a cleanup is not wanted any more, or the sides are matched anew. */
  | 'beginningAnew'
  /** The key of the link's fingerprints is not in the settings: nothing may be compared. */
  | 'keyMissing'
  /** The key is missing too, and our items are to be removed: they are found by their tags. */
  | 'removingWithoutKey'
  /** The fingerprints go over to another key, and nothing else is done meanwhile. */
  | 'changingKey'
  /** The link's ids are of another interface than its mailbox: its events are found again first. */
  | 'cuttingOver'
  /** The link is off, and our items are removed. */
  | 'cleaningUp'
  /** The link is on: both sides are listed and matched, and, once it is started, reconciled. */
  | 'running';

type Facts = Pick<LinkContext, 'connection' | 'printers'> & { readonly mailbox: Pick<LinkContext['mailbox'], 'api'> };

/** The reason why nothing may be done now; undefined where a run may take the lease. */
export function restOf(head: Head, { connection }: Facts, now: Instant): RunOutcome | undefined {
  const { link, lease, cleanup } = head;
  if (!link?.row.on && !link?.row.removing) return { state: 'off' };
  if (!link.row.on && cleanup?.row.state === 'done' && cleanup.row.epoch === link.row.epoch) {
    return { state: 'cleanedUp' };
  }
  if (lease && lease.row.until > now) return { state: 'busy', until: lease.row.until };
  const pause = lease?.row.pause;
  // Forgetting rows takes no request to the side that failed.
  const waits = pause && cleanup?.row.state !== 'forgetting' && pause.until > now && pause.connection === connection;
  return waits ? { state: 'waiting', until: pause.until } : undefined;
}

export function phaseOf(head: Head, facts: Facts): Phase {
  const isOn = head.link?.row.on === true;
  if (isForgetting(head)) return isOn ? 'beginningAnew' : 'cleaningUp';
  const key = keyOfPrints(facts, head.lease?.row);
  if (!printerOfKey(facts, key)) return isOn ? 'keyMissing' : 'removingWithoutKey';
  if (needsCutover(head, facts)) return 'cuttingOver';
  const passing = head.lease?.row.prints?.passing;
  // A link that has listed nothing yet needs no prints under a former key.
  const isFirst = isOn && !head.mailboxWatermark;
  if ((passing || isFirst) && key !== (passing?.to ?? facts.printers.inUse.key)) return 'changingKey';
  return isOn ? 'running' : 'cleaningUp';
}

/** True when the link's rows are being forgotten. Then their address, key and interface do not matter. */
export function isForgetting({ link, cleanup }: Head): boolean {
  const state = cleanup?.row.state ?? 'done';
  return state === 'forgetting' || (link?.row.on === true && state !== 'done');
}

/** The key of the link's fingerprints. Rows that name no key are of the oldest one: earlier releases knew only one. */
export function keyOfPrints(
  { printers: { inUse, former } }: Pick<LinkContext, 'printers'>,
  lease: LeaseRow | undefined,
): string {
  if (!lease) return inUse.key;
  return lease.prints?.key ?? (former.at(-1) ?? inUse).key;
}

function needsCutover({ mailboxWatermark, cutover }: Head, { mailbox }: Facts): boolean {
  if (!mailboxWatermark) return false;
  const { api } = mailboxWatermark.row;
  return cutover !== undefined || (api !== undefined && api !== mailbox.api);
}
