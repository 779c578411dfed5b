// Requests about occurrences of series: found by their numbers, looked at, then deleted or updated.
import { dateIn } from '../../calendar/days.ts';
import type { When } from '../../calendar/event.ts';
import { ianaClock } from '../../calendar/zones/zoneClock.ts';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import { brokenAnswer } from '../failures.ts';
import { requestPerKind } from '../requestPerKind.ts';
import { andThen } from '../series/andThen.ts';
import { occurrenceDateAt } from '../series/occurrence.ts';
import type { Sought } from '../series/seriesSteps.ts';
import { serverZone } from '../serverZone.ts';
import { getItems } from './getItem.ts';
import { appointmentFromOccurrence, type OccurrenceUpdate, type Target } from './item/fromEvent.ts';
import type { SeriesZone } from './item/fromWhen.ts';
import { occurrenceProperties } from './item/itemProperties.ts';
import { marksOf } from './item/tag.ts';
import { instantFromEws, zoneOfItem } from './item/toWhen.ts';
import { NULL } from './library/types.ts';
import { deleteItems } from './remove.ts';
import { sendMode } from './sendMode.ts';
import { callForEach, type EwsMailbox } from './soap/call.ts';
import { inBatches } from './soap/inBatches.ts';
import { child, childText, type XmlElement } from './xml/reader.ts';
import { zoneOfMailbox } from './zones/mailboxZone.ts';
import { zonesSoFar } from './zones/serverZones.ts';

/** Deletes them, mailing nobody unless it is a meeting whose write mails; several may be of one series. */
export async function deleteOccurrences(mailbox: EwsMailbox, sought: readonly Sought[]): Promise<Outcome<void>[]> {
  return andThen(await findOccurrences(mailbox, sought), (found) =>
    requestPerKind(found, isMailed, (some, mails) =>
      inBatches(mailbox, some, (batch) => deleteItems(mailbox, batch, mails)),
    ),
  );
}

const isMailed = ({ mails }: Sought): boolean => mails;

/** Compare and set; mails like `deleteOccurrences`. One of each series at most, since a write of an occurrence is one of its master. */
export async function updateOccurrences(
  mailbox: EwsMailbox,
  sought: readonly (Sought & Pick<OccurrenceUpdate, 'patch'>)[],
): Promise<Outcome<void>[]> {
  return andThen(await findOccurrences(mailbox, sought), (found) =>
    requestPerKind(found, isMailed, (some, mails) =>
      callForEach(mailbox, {
        count: some.length,
        compose: (ews, service) =>
          service.UpdateItems(
            some.map((occurrence) => appointmentFromOccurrence(ews, service, occurrence)),
            NULL,
            ews.ConflictResolutionMode.NeverOverwrite,
            ews.MessageDisposition.SaveOnly,
            sendMode(ews, mails ? 'everyone' : 'nobody'),
          ),
        read: () => ok(undefined),
      }),
    ),
  );
}

type Found = Target & { readonly zone: SeriesZone };

/** Each with its master, in one request. */
async function findOccurrences<S extends Sought>(
  mailbox: EwsMailbox,
  sought: readonly S[],
): Promise<Outcome<Omit<S, 'id'> & Found>[]> {
  const masterIds = [...new Set(sought.map(({ masterId }) => masterId))];
  const elements = await getItems(mailbox, [...masterIds, ...sought], occurrenceProperties);
  const masters = new Map(masterIds.map((id, at) => [id, elements[at]]));
  const found: Outcome<Omit<S, 'id'> & Found>[] = [];
  for (const [at, one] of sought.entries()) {
    const element = elements[masterIds.length + at] ?? failed(brokenAnswer('answers are missing'));
    const ours = stillOurs(masters.get(one.masterId), one.rev);
    const wanted = ours.ok ? element : ours;
    const occurrence = wanted.ok ? await recognised(mailbox, one, wanted.value) : wanted;
    found.push(occurrence.ok ? ok({ ...one, ...occurrence.value }) : occurrence);
  }
  return found;
}

function stillOurs(master: Outcome<XmlElement> | undefined, rev: string): Outcome<void> {
  if (!master) return failed(brokenAnswer('answers are missing'));
  if (!master.ok) return master;
  return marksOf(master.value).begun === rev ? ok(undefined) : failed({ kind: 'conflict' });
}

/** Numbers count by the rule as it was read: should somebody have changed it, they mean other occurrences. */
async function recognised(mailbox: EwsMailbox, { series, id }: Sought, element: XmlElement): Promise<Outcome<Found>> {
  const { Id: itemId, ChangeKey: version } = child(element, 'ItemId')?.attributes ?? {};
  const start = instantFromEws(childText(element, 'OriginalStart') ?? childText(element, 'Start'));
  if (itemId === undefined || version === undefined || start === undefined) {
    return failed(brokenAnswer('an occurrence has no id or start'));
  }
  const zone = await zoneOfSeries(mailbox, series, element);
  if (!zone.ok) return zone;
  if (occurrenceDateAt(start, series, zone.value.clock) !== dateIn(id)) {
    return failed(brokenAnswer('another occurrence'));
  }
  return ok({ id: itemId, version, zone: zone.value });
}

/** The series has just been read, with its zone; an all-day one keeps its zone to itself. */
async function zoneOfSeries(mailbox: EwsMailbox, series: When, element: XmlElement): Promise<Outcome<SeriesZone>> {
  const zones = zonesSoFar(mailbox);
  const kept = series.showWithoutTime ? undefined : series.windowsTimeZone;
  const zone = serverZone(kept, zones) ?? zoneOfItem(element, zones);
  if (zone) return ok({ clock: zone.clock, windowsTimeZone: zone.name });
  if (!series.showWithoutTime) return ok({ clock: ianaClock(series.timeZone), windowsTimeZone: 'UTC' });
  const own = await zoneOfMailbox(mailbox);
  if (!own.ok) return own;
  const { timeZone, windowsTimeZone } = own.value;
  return ok({ clock: serverZone(windowsTimeZone, zones)?.clock ?? ianaClock(timeZone), windowsTimeZone });
}
