// Exchange's reading of times: a time without an offset in a request is a wall time in the zone of its item. Every time
// of an answer is an instant. Source: learn.microsoft.com, Time zones and EWS in Exchange, table 2.
import { instantAt } from '../../../../../shared/calendar/zones/zoneClock.ts';
import { zoneOfItem } from '../../../../../shared/exchange/ews/item/toWhen.ts';
import type { XmlElement } from '../../../../../shared/exchange/ews/xml/reader.ts';

export function asStored(item: XmlElement): XmlElement {
  const clock = zoneOfItem(item)?.clock;
  const stored = (each: XmlElement): XmlElement => {
    if (!['Start', 'End'].includes(each.name) || /(Z|[+-]\d\d:\d\d)$/.test(each.text)) return each;
    // Without a zone of its own, an item has the one of the request, which is UTC.
    const instant = clock ? instantAt(clock, each.text) : Date.parse(`${each.text}Z`);
    return { ...each, text: new Date(instant).toISOString() };
  };
  return { ...item, children: item.children.map(stored) };
}
