// A record as JSON.
import type { IvantiBehaviour } from '../http/behaviour.ts';
import type { BusinessObject } from '../objects/businessObjects.ts';
import type { Value, Values } from '../records/tenant.ts';
import { showValue } from '../records/values.ts';

interface Shown {
  readonly object: BusinessObject;
  readonly row: Values;
  /** The fields of `$select`; undefined: all. */
  readonly chosen?: readonly string[] | undefined;
}

/** The fields that the role sees, and that were asked for. */
export function showRow({ object, row, chosen }: Shown, behaviour: IvantiBehaviour): Values {
  const shown = [...object.fields.values()].filter(
    ({ name }) => !behaviour.hiddenFields.includes(name) && (chosen === undefined || chosen.includes(name)),
  );
  return Object.fromEntries(
    shown.map((field): [string, Value] => [field.name, showValue(field, row[field.name], behaviour)]),
  );
}
