// Times as we write them, word for word: a wall time has no offset, so that the server reads it in the zone of the
// item. The library knows instants only, and writes them by the clock of the process, which for years before 1920 may
// have an offset of odd seconds. So it is given a number instead, and the envelope gets the text.
import type { DateTime, ExchangeService } from 'ews-javascript-api';

type Ews = Pick<typeof import('ews-javascript-api'), 'DateTime'>;

const texts = new WeakMap<ExchangeService, string[]>();

/** The number of a text is an instant after this one, in seconds; no other time has such a fraction of a second. */
const FIRST_MS = Date.UTC(2001, 0, 1) + 1;
const STEP_MS = 1000;

/** A time that stands in the request of this service as `text`. */
export function timeAsWritten(ews: Ews, service: ExchangeService, text: string): DateTime {
  const written = texts.get(service) ?? [];
  texts.set(service, written);
  written.push(text);
  return new ews.DateTime(FIRST_MS + (written.length - 1) * STEP_MS);
}

/** No value can look like the elements, since `<` is escaped. */
export const withTimesAsWritten = (envelope: string, service: ExchangeService): string =>
  envelope.replace(/(<t:(?:Start|End)>)([^<]*\.001[^<]*)(?=<)/g, (whole: string, tag: string, time: string) => {
    const text = texts.get(service)?.[(Date.parse(time) - FIRST_MS) / STEP_MS];
    return text === undefined ? whole : tag + text;
  });
