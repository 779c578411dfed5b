// Every zone of tzdata through the whole mapping of EWS. The server computes by Windows' rules, as the local Exchange
// reads them: so both can disagree.

import type { Appointment } from 'ews-javascript-api';
import { describe, expect, it } from 'vitest';
import { instantOf, knownZone, UTC } from '../../../../../local/exchange/zones/zones.ts';
import { canonicalField } from '../../../../../shared/calendar/canonical/canonical.ts';
import { dateOf, dayOf } from '../../../../../shared/calendar/days.ts';
import type { When } from '../../../../../shared/calendar/event.ts';
import { toInstant } from '../../../../../shared/calendar/timeZone.ts';
import { endInstant, startInstant } from '../../../../../shared/calendar/when.ts';
import { windowsFromIana } from '../../../../../shared/calendar/zones/windowsZones.ts';
import { isZoneHeld, USUAL_ZONES } from '../../../../../shared/calendar/zones/zoneChoice.ts';
import { assignWhen } from '../../../../../shared/exchange/ews/item/fromWhen.ts';
import { itemFromEws } from '../../../../../shared/exchange/ews/item/toEvent.ts';
import { captureRequest } from '../../../../../shared/exchange/ews/library/captureRequest.ts';
import { loadEws } from '../../../../../shared/exchange/ews/library/loadEws.ts';
import { NULL } from '../../../../../shared/exchange/ews/library/types.ts';
import {
  child,
  childText,
  descendant,
  readXml,
  type XmlElement,
} from '../../../../../shared/exchange/ews/xml/reader.ts';
import { comingStarts } from '../../occurrenceSamples.ts';

const NOW = Date.parse('2026-11-30T12:00:00Z');
/** The runtime reads the rules of four hundred zones, which takes seconds where others compute, too. */
const SLOW = { timeout: 120_000 };
const ZONES = Intl.supportedValuesOf('timeZone');
const WEEKLY = { rule: { frequency: 'weekly', interval: 1, end: { kind: 'never' } }, overrides: {} } as const;

const startOf = (n: number, firstYear: number, years: number): string => {
  const day = dateOf(dayOf(`${firstYear}-01-05`) + ((n * 1_237) % (years * 365)));
  return `${day}T${String((n * 7) % 24).padStart(2, '0')}:${n % 2 === 0 ? '00' : '30'}:00`;
};
const timed = (timeZone: string, start: string) =>
  ({ ...{ showWithoutTime: false, start, timeZone, duration: 'PT90M' } }) as const;

/** The items of one request that creates all of these. `mailboxZones`: of all-day events, one for each. */
async function written(whens: readonly When[], mailboxZones: readonly string[]): Promise<readonly XmlElement[]> {
  const ews = await loadEws();
  const request = await captureRequest(ews, { version: 'Exchange2016', impersonate: undefined }, (service) => {
    const appointments = whens.map((when, n): Appointment => {
      const appointment = new ews.Appointment(service);
      const allDay = windowsFromIana(mailboxZones[n] ?? 'UTC') ?? 'UTC';
      assignWhen(ews, appointment, { when, writing: { allDay, zones: USUAL_ZONES, now: NOW } });
      return appointment;
    });
    const calendar = new ews.FolderId(ews.WellKnownFolderName.Calendar);
    return service.CreateItems(appointments, calendar, NULL, ews.SendInvitationsMode.SendToNone);
  });
  return child(descendant(readXml(request), 'CreateItem'), 'Items')?.children ?? [];
}

/** Table 2 of "Time zones and EWS in Exchange": without an offset it is a wall time in the zone of the item. */
function instantBy(item: XmlElement, name: 'Start' | 'End'): number {
  const text = childText(item, name) ?? '';
  const zone = knownZone(child(item, `${name}TimeZone`)?.attributes.Id ?? 'UTC') ?? UTC;
  return text.endsWith('Z') ? Date.parse(text) : instantOf(text, zone);
}

/** As the server answers it: an id, the kind, instants. */
function answered(item: XmlElement): XmlElement {
  const text = (name: string, value: string): XmlElement => ({ name, attributes: {}, children: [], text: value });
  const times = (['Start', 'End'] as const).map((name) => text(name, new Date(instantBy(item, name)).toISOString()));
  const kind = text('CalendarItemType', child(item, 'Recurrence') ? 'RecurringMaster' : 'Single');
  const id = { ...text('ItemId', ''), attributes: { Id: 'A', ChangeKey: 'K' } };
  const others = item.children.filter(({ name }) => name !== 'Start' && name !== 'End');
  // Without a zone of its own the item has the one of the request.
  const zone = child(item, 'StartTimeZone') ? [] : [{ ...text('StartTimeZone', ''), attributes: { Id: 'UTC' } }];
  return { ...item, children: [id, kind, ...times, ...zone, ...others] };
}

function readBack(item: XmlElement, own: string): When | undefined {
  const content = itemFromEws(answered(item), own)?.content;
  return content?.kind === 'event' ? content.event.when : undefined;
}

describe('over EWS', () => {
  it('a single event of any zone and year from 1900 to 2100 is at the same minute', SLOW, async () => {
    const whens = ZONES.map((zone, n) => timed(zone, startOf(n, 1900, 200)));
    for (const [n, item] of (await written(whens, ZONES)).entries()) {
      const when = whens[n] ?? timed('UTC', startOf(n, 1900, 200));
      const instants = [instantBy(item, 'Start'), instantBy(item, 'End')];
      expect([when.timeZone, ...instants]).toEqual([when.timeZone, startInstant(when, 'UTC'), endInstant(when, 'UTC')]);
      const read = readBack(item, 'Europe/Helsinki');
      expect(read && canonicalField('when', read)).toBe(canonicalField('when', when));
    }
  });

  it('a series of any zone reads back as it was written', SLOW, async () => {
    const whens = ZONES.map((zone, n) => ({ ...timed(zone, startOf(n, 1975, 55)), recurrence: WEEKLY })).filter(
      (when) => isZoneHeld(when, USUAL_ZONES, NOW),
    );
    expect(ZONES.length - whens.length).toBe(1);
    for (const [n, item] of (await written(whens, ZONES)).entries()) {
      const when = whens[n];
      const server = knownZone(child(item, 'StartTimeZone')?.attributes.Id ?? 'UTC') ?? UTC;
      for (const local of when ? comingStarts(when.start, '2026-12-01') : []) {
        const zone = when?.timeZone ?? '';
        expect([zone, local, instantOf(local, server)]).toEqual([zone, local, toInstant(local, zone)]);
      }
      const read = readBack(item, 'Europe/Helsinki');
      expect(read).toMatchObject({ start: when?.start, timeZone: when?.timeZone });
      expect(read && canonicalField('when', read)).toBe(when && canonicalField('when', when));
    }
  });

  it('a whole day has the same dates in any zone of the mailbox, wherever it is read', SLOW, async () => {
    const whens = ZONES.map((_, n): When => {
      return { showWithoutTime: true, start: startOf(n, 1900, 200).slice(0, 10), duration: 'P2D' };
    });
    for (const [n, item] of (await written(whens, ZONES)).entries()) {
      expect(readBack(item, ZONES[ZONES.length - 1 - n] ?? 'UTC')).toEqual(whens[n]);
    }
  });
});
