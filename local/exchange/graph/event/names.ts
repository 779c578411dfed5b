// Exchange's enumerations in Graph's spelling, and the type of an event.
import type { FreeBusy, Importance, Item, Sensitivity } from '../../store/item.ts';

/** `OOF` is `oof` and `NoData` is `unknown`. All others begin with a lower-case letter. */
export function enumName(value: FreeBusy | Importance | Sensitivity): string {
  if (value === 'NoData') return 'unknown';
  if (value === 'OOF') return 'oof';
  return value.slice(0, 1).toLowerCase() + value.slice(1);
}

const of = <T extends FreeBusy | Importance | Sensitivity>(values: readonly T[]): ReadonlyMap<string, T> =>
  new Map(values.map((value) => [enumName(value).toLowerCase(), value]));

export const FREE_BUSY = of<FreeBusy>(['Free', 'Tentative', 'Busy', 'OOF', 'WorkingElsewhere', 'NoData']);
export const SENSITIVITY = of<Sensitivity>(['Normal', 'Personal', 'Private', 'Confidential']);
export const IMPORTANCE = of<Importance>(['Low', 'Normal', 'High']);

/** Graph's eventType. */
export function typeOf({
  recurrence,
  occurrence,
}: Item): 'singleInstance' | 'seriesMaster' | 'occurrence' | 'exception' {
  if (occurrence) return occurrence.isException ? 'exception' : 'occurrence';
  return recurrence ? 'seriesMaster' : 'singleInstance';
}
