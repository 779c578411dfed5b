// The fields of POST, PUT and PATCH: only those that are named change.
import { Refusal, refused } from '../http/answer.ts';
import { type BusinessObject, displayName, type ObjectName } from '../objects/businessObjects.ts';
import type { Tenant, Value, Values } from './tenant.ts';
import { readValue } from './values.ts';

export type Body = Readonly<Record<string, unknown>>;

const RECORD_ID = 'RecId';
/** A validated field and the field with the record that its value stands for. */
const VALIDATED = { value: 'Owner', twin: 'Owner_Valid', email: 'OwnerEmail' } as const;
const PARENT = { id: 'ParentLink_RecID', category: 'ParentLink_Category', shown: 'ParentLink' } as const;

interface Write {
  readonly object: ObjectName;
  /** Empty for a new record. */
  readonly before: Values;
  readonly body: Body;
}

/** The values after a write. Throws what Ivanti refuses. */
export function writtenValues(tenant: Tenant, { object, before, body }: Write): Values {
  const definition = tenant.objects[object];
  const sent = sentValues(tenant, definition, body);
  const isNew = Object.keys(before).length === 0;
  // A program may say once who made a record.
  if (!isNew) sent.delete('CreatedBy');
  const merged = { ...before, ...Object.fromEntries(sent) };
  requireValues(tenant, definition, merged);
  return { ...merged, ...validated(tenant, merged, sent), ...linked(tenant, merged, sent) };
}

function sentValues({ behaviour }: Tenant, { fields }: BusinessObject, body: Body): Map<string, Value> {
  const sent = new Map<string, Value>();
  for (const [name, value] of Object.entries(body)) {
    const field = fields.get(name);
    if (field === undefined && behaviour.unknownFields === 'refuse') throw refused('Invalid Business Object.');
    if (field === undefined || field.isStamp || name === RECORD_ID) continue;
    sent.set(name, readValue(field, value, behaviour));
  }
  return sent;
}

/** Ivanti names the display name of the field, never its name. */
function requireValues({ behaviour }: Tenant, { name, fields }: BusinessObject, values: Values): void {
  const missing = [...fields.values()].find((field) => field.isRequired && isEmpty(values[field.name]));
  if (missing === undefined) return;
  const label = displayName(missing.name);
  const isOld = behaviour.requiredText === '2019';
  throw refused(
    isOld
      ? `Mandatory field "${label}" value must be provided.`
      : `Required field ${name}.${label} value must be provided.`,
  );
}

export const isEmpty = (value: Value | undefined): boolean => value === null || value === undefined || value === '';

/** The owner, checked against the employees: without its twin the value is stored as nothing. */
function validated(tenant: Tenant, merged: Values, sent: ReadonlyMap<string, Value>): Values {
  const { value, twin, email } = VALIDATED;
  if (!sent.has(value) && !sent.has(twin)) return {};
  const nobody = { [value]: null, [twin]: null, [email]: null };
  if (isEmpty(merged[value])) return nobody;
  const employee = employeeOf(tenant, `${merged[value]}`);
  if (employee && `${merged[twin]}`.toUpperCase() === employee.RecId) {
    return { [value]: employee.LoginID ?? null, [twin]: employee.RecId, [email]: employee.PrimaryEmail ?? null };
  }
  if (tenant.behaviour.twinless === '500') throw new Refusal(500, '');
  return nobody;
}

/** A link has two halves, its record and the record's category. */
function linked({ behaviour }: Tenant, merged: Values, sent: ReadonlyMap<string, Value>): Values {
  const { id, category, shown } = PARENT;
  if (!sent.has(id) && !sent.has(category)) return {};
  const isWhole = isEmpty(sent.get(id)) === isEmpty(sent.get(category)) && sent.has(id) && sent.has(category);
  if (isWhole) return { [shown]: merged[id] ?? null };
  if (behaviour.halfLink === '400') throw refused(`The link ${shown} is not complete.`);
  return { [id]: null, [category]: null, [shown]: null };
}

/** The values of the employee with this login, in any case. */
export function employeeOf({ records }: Tenant, login: string): Values | undefined {
  const wanted = login.toLowerCase();
  for (const { object, values } of records.values()) {
    if (object === 'Employee' && `${values.LoginID}`.toLowerCase() === wanted) return values;
  }
  return undefined;
}
