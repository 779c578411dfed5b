// The changes that people and programs make to records.
import { Refusal, refused } from '../http/answer.ts';
import type { ObjectName } from '../objects/businessObjects.ts';
import { type Deed, findRecord, putRecord, type StoredRecord, type Tenant, type Values } from './tenant.ts';
import { type Body, employeeOf, isEmpty, writtenValues } from './writes.ts';

export interface Place {
  readonly object: ObjectName;
  readonly id: string;
}

/** Creates a record in the name of `login`. Returns its values. Throws 400 for what Ivanti refuses. */
export function createRecord(
  tenant: Tenant,
  { object, body }: { object: ObjectName; body: Body },
  login: string,
): Values {
  const id = tenant.newId();
  const owned = hasOwner(tenant, object) && !('Owner' in body) ? { ...body, ...ownedBy(tenant, login) } : body;
  const written = writtenValues(tenant, { object, before: {}, body: owned });
  const at = second(tenant);
  const author = isEmpty(written.CreatedBy) ? login : (written.CreatedBy ?? login);
  const stamps = { RecId: id, CreatedBy: author, CreatedDateTime: at, LastModBy: login, LastModDateTime: at };
  const values = { ...written, ...stamps };
  putRecord(tenant, { object, id }, values);
  tell(tenant, { op: 'create', object, id });
  return values;
}

const hasOwner = ({ objects }: Tenant, object: ObjectName): boolean => objects[object].fields.has('Owner');

/** The owner's field and its twin, as a person's choice from the list sets both. */
export function ownedBy(tenant: Tenant, login: string): Body {
  const employee = employeeOf(tenant, login);
  return { Owner: login, Owner_Valid: employee?.RecId ?? null };
}

/** Changes a record in the name of `login`. Returns its values. Throws where there is none. */
export function editRecord(tenant: Tenant, { object, id, body }: Place & { body: Body }, login: string): Values {
  const before = existing(tenant, { object, id });
  const written = writtenValues(tenant, { object, before: before.values, body });
  const values = { ...written, LastModBy: login, LastModDateTime: second(tenant) };
  putRecord(tenant, before, values);
  tell(tenant, { op: 'update', object, id: before.id });
  return values;
}

/** Removes a record without trace. Throws where there is none. */
export function removeRecord(tenant: Tenant, place: Place): void {
  const { object, id } = existing(tenant, place);
  tenant.records.delete(id);
  tell(tenant, { op: 'delete', object, id });
}

/** The record that a write means. Throws the refusal of writes, whose text differs from that of reads. */
export function existing(tenant: Tenant, { object, id }: Place): StoredRecord {
  if (id === '') throw refused('Invalid Business Object Key');
  const found = findRecord(tenant, object, id);
  if (found) return found;
  throw new Refusal(
    tenant.behaviour.missingRecord,
    `Record '${id}' cannot be found in the business object '${object}'`,
  );
}

/** The time of a stamp, in whole seconds. */
const second = ({ clock }: Tenant): number => Math.floor(clock() / 1000) * 1000;

const tell = (tenant: Tenant, deed: Omit<Deed, 'at'>): void => tenant.onDeed({ ...deed, at: second(tenant) });
