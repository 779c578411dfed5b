// The routes of records: list, one, create, change, delete.
import { type Answer, type Asked, invalidPath, Refusal, refused } from '../http/answer.ts';
import type { BusinessObject } from '../objects/businessObjects.ts';
import { setOf } from '../objects/businessObjects.ts';
import { listAnswer, nothingFound } from '../query/list.ts';
import { showRow } from '../query/show.ts';
import { createRecord, editRecord, existing, removeRecord } from '../records/changes.ts';
import { findRecord, listedRows, type StoredRecord, type Tenant, type Values } from '../records/tenant.ts';
import type { Body } from '../records/writes.ts';
import type { RecordRequest } from './address.ts';
import { relatedRoute } from './related.ts';

/** Answers a request about records. Throws what Ivanti refuses. */
export function recordRoute(tenant: Tenant, request: RecordRequest): Answer {
  const { asked, address, root } = request;
  const { object, id } = address;
  if (address.relationship !== undefined) return relatedRoute(tenant, request);
  if (object === undefined) return unknownSet(tenant, request);
  if (id === undefined && asked.method === 'GET') {
    const rows = tenant.behaviour.roleSeesRows ? listedRows(tenant, object.name) : [];
    return listAnswer({ object, rows, query: asked.query, root }, tenant.behaviour);
  }
  if (id === undefined) return asked.method === 'POST' ? create(tenant, object, request) : wrongMethod();
  if (asked.method === 'GET') return one(tenant, object, request);
  if (asked.method === 'PUT' || asked.method === 'PATCH') return change(tenant, object, request);
  return asked.method === 'DELETE' ? remove(tenant, object, request) : wrongMethod();
}

function wrongMethod(): never {
  throw invalidPath();
}

/** A set that does not exist looks like one without rows. */
function unknownSet({ behaviour }: Tenant, { asked, address }: RecordRequest): Answer {
  if (asked.method === 'GET' && address.id === undefined) return nothingFound(behaviour);
  throw refused(asked.method === 'GET' ? 'Invalid key' : 'Invalid Business Object.');
}

function one(tenant: Tenant, object: BusinessObject, { address, root, asked }: RecordRequest): Answer {
  const id = address.id ?? '';
  if (id === '') throw refused('Key value cannot be empty');
  const found = tenant.behaviour.roleSeesRows ? findRecord(tenant, object.name, id) : undefined;
  if (!found) throw new Refusal(tenant.behaviour.missingRecord, 'Invalid key');
  // The choice of fields on one record leaves none of them.
  if (asked.query.has('$select')) return { status: 200, json: contextOf(object, root) };
  return { status: 200, json: shown(tenant, object, { row: found.values, root }) };
}

const contextOf = ({ name }: BusinessObject, root: string) => ({
  '@odata.context': `${root}/$metadata#${setOf(name)}/$entity`,
});

/** One record with its context. */
export function shown({ behaviour }: Tenant, object: BusinessObject, { row, root }: { row: Values; root: string }) {
  return { ...contextOf(object, root), ...showRow({ object, row }, behaviour) };
}

function create(tenant: Tenant, object: BusinessObject, { asked, login, role, root }: RecordRequest): Answer {
  const body = bodyOf(asked);
  refuseLocked(tenant, body, role);
  const row = createRecord(tenant, { object: object.name, body }, login);
  const isLost = tenant.behaviour.createAnswer === 'lost';
  return { status: 201, json: shown(tenant, object, { row, root }), isLost };
}

function change(tenant: Tenant, object: BusinessObject, { asked, address, login, role, root }: RecordRequest): Answer {
  const place = { object: object.name, id: address.id ?? '' };
  const body = bodyOf(asked);
  const before = existing(tenant, place);
  refuseLocked(tenant, body, role);
  if (before.values.ReadOnly === true && tenant.behaviour.readOnly === '400') throw refused('The record is read-only.');
  const row = editRecord(tenant, { ...place, body }, login);
  return { status: 200, json: shown(tenant, object, { row, root }) };
}

function remove(tenant: Tenant, object: BusinessObject, { address, role }: RecordRequest): Answer {
  const { behaviour } = tenant;
  const found = existing(tenant, { object: object.name, id: address.id ?? '' });
  if (!behaviour.roleDeletes) throw refused(`Role ${role} does not have rights to delete object ${object.name}`);
  if (behaviour.closedDelete === '400' && isClosed(tenant, found)) throw refused('The record is closed.');
  removeRecord(tenant, found);
  return { status: behaviour.deleted };
}

/** The record itself, or the change that it belongs to, is in its final state. */
function isClosed({ records }: Tenant, { values }: StoredRecord): boolean {
  const parent = records.get(`${values.ParentLink_RecID ?? ''}`.toUpperCase());
  return values.FinalState === 'True' || parent?.values.FinalState === 'True';
}

function refuseLocked({ behaviour }: Tenant, body: Body, role: string): void {
  const locked = behaviour.lockedFields.filter((name) => name in body);
  if (locked.length === 0) return;
  throw refused(`Role ${role} does not have rights to update following fields ${locked.join(', ')}`);
}

/** The fields of a body. Throws 400 for an empty one and for what is no object. */
function bodyOf({ text }: Asked): Body {
  if (text.trim() === '') throw refused('Message body cannot be empty');
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refused('Invalid Business Object.');
  return Object.fromEntries(Object.entries(value));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused('Invalid Business Object.');
  }
}
