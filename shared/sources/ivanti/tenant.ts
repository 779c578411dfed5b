// The tenant as it describes itself: the properties of calendar items. They are read once an hour.
import type { Instant } from '../../calendar/event.ts';
import type { Clock } from '../../seams.ts';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import { BROKEN_ANSWER } from '../connect/failures.ts';
import type { IvantiClient } from './client.ts';
import { type FieldMap, mapFields, type Property, type Unsettled } from './fieldMap.ts';
import { propertiesIn } from './metadata.ts';
import type { IvantiSettings } from './settings.ts';

export interface Tenant {
  /** The properties of calendar items, read now. */
  properties(): Promise<Outcome<readonly Property[]>>;
  /** The names of the fields, at most an hour old. Denied where one is missing or not settled. */
  fields(): Promise<Outcome<FieldMap>>;
}

const REMEMBER_MS = 3_600_000;

export function createTenant(
  client: IvantiClient,
  { object, fields: named }: Pick<IvantiSettings, 'object' | 'fields'>,
  now: Clock,
): Tenant {
  let remembered: { readonly until: Instant; readonly map: FieldMap } | undefined;

  async function properties(): Promise<Outcome<readonly Property[]>> {
    const text = await client.metadata(object);
    if (!text.ok) return text;
    const found = propertiesIn(text.value, object.replaceAll('#', '__'));
    return found ? ok(found) : failed(BROKEN_ANSWER);
  }

  return {
    properties,
    async fields() {
      if (remembered && remembered.until > now()) return ok(remembered.map);
      const found = await properties();
      if (!found.ok) return found;
      const mapped = mapFields(found.value, named);
      if (!mapped.ok)
        return failed({ kind: 'blocked', code: 'source-fields-missing', detail: toldOf(mapped.unsettled) });
      remembered = { until: now() + REMEMBER_MS, map: mapped.map };
      return ok(mapped.map);
    },
  };
}

/** `tag: none; title: Subject or Name`. */
export const toldOf = (unsettled: readonly Unsettled[]): string =>
  unsettled.map(({ role, among }) => `${role}: ${among.length === 0 ? 'none' : among.join(' or ')}`).join('; ');
