// Exchange's reading of the times of a request. A time without an offset is a wall time in the zone of its item (the page
// "Time zones and EWS in Exchange" of learn.microsoft.com, table 2). Every time of an answer is an instant.
import { instantAt } from '../../../../../shared/calendar/zoneClock.ts';
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
