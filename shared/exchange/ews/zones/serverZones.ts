// The time zones of the server, by its own rules: it computes by them, and they may be older or newer than ours. Asked
// for once a day for each version of the server, and not before a series is read or written.
import { clockOfRules, windowsClock } from '../../../calendar/zones/windowsClock.ts';
import { USUAL_ZONES, type WindowsZones } from '../../../calendar/zones/zoneChoice.ts';
import type { ZoneClock } from '../../../calendar/zones/zoneClock.ts';
import { type Outcome, ok } from '../../../sync/ports/outcome.ts';
import { rulesFromEws } from '../item/zoneRules.ts';
import { type ComposeWith, callOnce, type EwsMailbox } from '../soap/call.ts';
import { isAnswer } from '../soap/isAnswer.ts';
import { isOlder } from '../version/version.ts';
import { child, type XmlElement } from '../xml/reader.ts';

const DAY_MS = 86_400_000;

/** The zones that are known without asking. */
export const zonesSoFar = ({ connection }: EwsMailbox): WindowsZones => connection.zones.known?.zones ?? USUAL_ZONES;

/** Fails only where nobody answered; a server that has no such request counts as one with the usual zones. */
export async function zonesOfServer(mailbox: EwsMailbox): Promise<Outcome<WindowsZones>> {
  const { connection } = mailbox;
  const { known } = connection.zones;
  const day = Math.floor(connection.now() / DAY_MS);
  if (known?.version === connection.version() && known.day === day) return ok(known.zones);
  if (isOlder(connection.version(), 'Exchange2010')) return ok(USUAL_ZONES);
  const answered = await callOnce(mailbox, getServerTimeZones, (message) => ok(zonesIn(message)));
  if (!answered.ok && !isAnswer(answered.failure)) return answered;
  const zones = answered.ok ? answered.value : USUAL_ZONES;
  connection.zones.known = { version: connection.version(), day, zones };
  return ok(zones);
}

const getServerTimeZones: ComposeWith = (ews, service) =>
  // Exchange 2007 has no such request: whoever turns out to be one meanwhile is asked something harmless.
  service.RequestedServerVersion < ews.ExchangeVersion.Exchange2010
    ? ews.Folder.Bind(service, ews.WellKnownFolderName.Calendar, ews.PropertySet.IdOnly)
    : service.GetServerTimeZones();

function zonesIn(message: XmlElement): WindowsZones {
  const definitions = child(message, 'TimeZoneDefinitions')?.children ?? [];
  const clocks = new Map<string, ZoneClock>();
  const ids: string[] = [];
  for (const definition of definitions) {
    const id = definition.attributes.Id ?? '';
    const rules = rulesFromEws(definition);
    const clock = rules ? clockOfRules(rules) : windowsClock(id);
    if (id === '' || !clock) continue;
    ids.push(id);
    clocks.set(id.toLowerCase(), clock);
  }
  return ids.length === 0 ? USUAL_ZONES : { ids, clockOf: (id) => clocks.get(id.toLowerCase()) };
}
