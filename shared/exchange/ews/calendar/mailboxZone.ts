// In which zone the days of a mailbox begin: Outlook and Exchange keep it with the working hours, in a configuration of
// the calendar folder ([MS-OXOCFG] section 2.2.8). It is asked for once, and not before something depends on it.
import type { TimeZoneId, When } from '../../../calendar/event.ts';
import { ianaFromWindows, windowsFromIana } from '../../../calendar/windowsZones.ts';
import { type Failure, type Outcome, ok } from '../../../sync/ports/outcome.ts';
import { type ComposeWith, callOnce, type EwsMailbox } from '../soap/call.ts';
import { descendant, readXml, type XmlElement } from '../xml/reader.ts';
import { wellKnownFolder } from './folder.ts';

/**
 * The mailbox's own zone; the connection's where the mailbox does not tell, as Exchange 2007 never does. Fails only
 * where nobody answered: another zone than next time would move midnights.
 */
export async function zoneOfMailbox(mailbox: EwsMailbox): Promise<Outcome<TimeZoneId>> {
  const { connection, address = '' } = mailbox;
  const known = connection.timeZones.get(address);
  if (known !== undefined) return ok(known);
  const answered = await callOnce(mailbox, getWorkHours(mailbox), (message) => ok(zoneIn(message)));
  if (!answered.ok && !isAnswer(answered.failure)) return answered;
  const windowsZone = answered.ok ? answered.value : undefined;
  const zone = zoneNamed(windowsZone, connection.timeZone);
  connection.timeZones.set(address, zone);
  return ok(zone);
}

/** The zone in which these events are written: the mailbox is asked only where one of them is all-day. */
export const zoneToWriteIn = async (
  mailbox: EwsMailbox,
  whens: readonly (When | undefined)[],
): Promise<Outcome<TimeZoneId>> =>
  whens.some((when) => when?.showWithoutTime) ? zoneOfMailbox(mailbox) : ok(mailbox.connection.timeZone);

/** Several IANA zones share a Windows id; the connection's own, where it is one of them, is the one people know. */
const zoneNamed = (windowsZone: string | undefined, own: TimeZoneId): TimeZoneId =>
  windowsZone === undefined || windowsFromIana(own) === windowsZone ? own : (ianaFromWindows(windowsZone) ?? own);

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

/** Whether Exchange itself said no: that it has no working hours, or does not show them to us. */
const isAnswer = (failure: Failure): boolean =>
  failure.kind === 'gone' ||
  ((failure.kind === 'denied' || failure.kind === 'rejected' || failure.kind === 'transient') &&
    /^Error\w+$/.test(failure.detail ?? '') &&
    !NOT_NOW.has(failure.detail ?? ''));

/** Codes of a bad moment. */
const NOT_NOW: ReadonlySet<string> = new Set([
  'ErrorTimeoutExpired',
  'ErrorInternalServerTransientError',
  'ErrorMailboxStoreUnavailable',
  'ErrorMailboxFailover',
  'ErrorMailboxMoveInProgress',
  'ErrorMailboxLogonFailed',
]);
