// The zones that a write needs: the mailbox's own for all-day events, the server's for series. Each is asked for only where
// a time of that kind is written.
import type { When } from '../../../calendar/event.ts';
import { isZoneHeld } from '../../../calendar/zones/zoneChoice.ts';
import { type Failure, type Outcome, ok } from '../../../sync/ports/outcome.ts';
import type { WritingZones } from '../item/fromWhen.ts';
import type { EwsMailbox } from '../soap/call.ts';
import { zoneToWriteIn } from './mailboxZone.ts';
import { zonesOfServer, zonesSoFar } from './serverZones.ts';

export async function writingZones(
  mailbox: EwsMailbox,
  whens: readonly (When | undefined)[],
): Promise<Outcome<WritingZones>> {
  const own = await zoneToWriteIn(mailbox, whens);
  if (!own.ok) return own;
  const isAsked = whens.some((when) => when?.recurrence && !when.showWithoutTime);
  const zones = isAsked ? await zonesOfServer(mailbox) : ok(zonesSoFar(mailbox));
  if (!zones.ok) return zones;
  return ok({ allDay: own.value.windowsTimeZone, zones: zones.value, now: mailbox.connection.now() });
}

/** The server has just told its zones, and has none for this series: the next look leaves it out with its reason. */
export const refusalOfZone = (when: When | undefined, writing: WritingZones): Failure | undefined =>
  when === undefined || isZoneHeld(when, writing.zones, writing.now)
    ? undefined
    : { kind: 'rejected', code: 'item-rejected', field: 'when', detail: 'no zone of the server' };
