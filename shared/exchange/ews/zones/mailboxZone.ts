// In which zone the days of a mailbox begin: Outlook and Exchange keep it with the working hours, in a configuration of
// the calendar folder ([MS-OXOCFG] section 2.2.8). It is asked for once, and not before something depends on it.
import type { When } from '../../../calendar/event.ts';
import { ianaFromWindows, windowsFromIana } from '../../../calendar/zones/windowsZones.ts';
import { type Outcome, ok } from '../../../sync/ports/outcome.ts';
import { wellKnownFolder } from '../calendar/folder.ts';
import type { MailboxZone } from '../connection/knownZones.ts';
import { type ComposeWith, callOnce, type EwsMailbox } from '../soap/call.ts';
import { isAnswer } from '../soap/isAnswer.ts';
import { descendant, readXml, type XmlElement } from '../xml/reader.ts';
import { zonesOfServer } from './serverZones.ts';

/**
 * The mailbox's own zone; the connection's where the mailbox does not tell, as Exchange 2007 never does. Fails only
 * where nobody answered: another zone than next time would move midnights.
 */
export async function zoneOfMailbox(mailbox: EwsMailbox): Promise<Outcome<MailboxZone>> {
  const { connection, address = '' } = mailbox;
  const known = connection.timeZones.get(address);
  if (known !== undefined) return ok(known);
  const answered = await callOnce(mailbox, getWorkHours(mailbox), (message) => ok(zoneIn(message)));
  if (!answered.ok && !isAnswer(answered.failure)) return answered;
  const zone = await zoneNamed(mailbox, answered.ok ? answered.value : undefined);
  if (zone.ok) connection.timeZones.set(address, zone.value);
  return zone;
}

/** The zone in which all-day events are written: the mailbox is asked only where one of them is all-day. */
export const zoneToWriteIn = async (
  mailbox: EwsMailbox,
  whens: readonly (When | undefined)[],
): Promise<Outcome<MailboxZone>> =>
  whens.some((when) => when?.showWithoutTime) ? zoneOfMailbox(mailbox) : ok(ofConnection(mailbox));

/** Where Windows has no such zone, UTC: the server makes the midnights, and the dates are the same. */
const ofConnection = ({ connection: { timeZone } }: EwsMailbox): MailboxZone => ({
  timeZone,
  windowsTimeZone: windowsFromIana(timeZone) ?? 'UTC',
});

/** Several IANA zones share a Windows id; the connection's own, where it is one of them, is the one people know. */
async function zoneNamed(mailbox: EwsMailbox, windowsTimeZone: string | undefined): Promise<Outcome<MailboxZone>> {
  const own = ofConnection(mailbox);
  if (windowsTimeZone === undefined || windowsTimeZone === own.windowsTimeZone) return ok(own);
  const timeZone = ianaFromWindows(windowsTimeZone);
  if (timeZone !== undefined) return ok({ timeZone, windowsTimeZone });
  // An id that no table has yet: only the server knows whether it is one.
  const zones = await zonesOfServer(mailbox);
  if (!zones.ok) return zones;
  return ok(zones.value.clockOf(windowsTimeZone) ? { ...own, windowsTimeZone } : own);
}

const getWorkHours =
  (mailbox: EwsMailbox): ComposeWith =>
  (ews, service) => {
    const folder = wellKnownFolder(mailbox, 'Calendar')(ews);
    // Exchange 2007 has no such request: whoever turns out to be one meanwhile is asked something harmless.
    return service.RequestedServerVersion < ews.ExchangeVersion.Exchange2010
      ? ews.Folder.Bind(service, folder, ews.PropertySet.IdOnly)
      : service.GetUserConfiguration('WorkHours', folder, ews.UserConfigurationProperties.XmlData);
  };

/** The working hours are XML in base64; what else stands there tells no zone. */
function zoneIn(message: XmlElement): string | undefined {
  const stream = Buffer.from(descendant(message, 'XmlData')?.text ?? '', 'base64').toString('utf8');
  const zone = descendant(readXml(stream.replace(BYTE_ORDER_MARK, '')), 'TimeZone');
  return descendant(zone, 'Name')?.text.trim() || undefined;
}

const BYTE_ORDER_MARK = /^\uFEFF/;
