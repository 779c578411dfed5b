// Relationships: the rows that belong to a record, and the link between an item and its change.
import { type Answer, invalidPath, Refusal } from '../http/answer.ts';
import type { BusinessObject, Relationship } from '../objects/businessObjects.ts';
import { listAnswer } from '../query/list.ts';
import { editRecord, existing } from '../records/changes.ts';
import { findRecord, listedRows, type StoredRecord, type Tenant, type Values } from '../records/tenant.ts';
import type { RecordRequest } from './address.ts';

/** Answers a request below a record. Throws 404 for a relationship that the object does not have. */
export function relatedRoute(tenant: Tenant, request: RecordRequest): Answer {
  const { asked, address } = request;
  const { object, id = '', isReference } = address;
  const relationship = object?.relationships.find(({ name }) => name.toLowerCase() === address.relationship);
  if (object === undefined || relationship === undefined) throw invalidPath();
  if (asked.method === 'GET' && !isReference && address.targetId === undefined) {
    return list(tenant, relationship, { ...request, object, id });
  }
  const isLink = asked.method === 'PATCH' || asked.method === 'DELETE';
  if (!isLink || !isReference) throw invalidPath();
  const [one, other] = [
    existing(tenant, { object: object.name, id }),
    existing(tenant, { object: relationship.target, id: address.targetId ?? '' }),
  ];
  const [item, change] = relationship.isMany ? [other, one] : [one, other];
  const body =
    asked.method === 'PATCH'
      ? { ParentLink_RecID: change.id, ParentLink_Category: change.object }
      : { ParentLink_RecID: null, ParentLink_Category: null };
  editRecord(tenant, { object: item.object, id: item.id, body }, request.login);
  return { status: 204 };
}

interface Related extends RecordRequest {
  readonly object: BusinessObject;
  readonly id: string;
}

/** No rows have a form of their own: a sentence in the place of the array. */
function list(tenant: Tenant, relationship: Relationship, { object, id, asked, root }: Related): Answer {
  const { behaviour } = tenant;
  const record = findRecord(tenant, object.name, id);
  if (!record) throw new Refusal(behaviour.missingRecord, 'Invalid key');
  const rows = behaviour.roleSeesRows ? rowsOf(tenant, relationship, record) : [];
  const isNothing = rows.length === 0 && behaviour.emptyList !== 'array';
  if (isNothing) return { status: 200, json: { value: 'No instances found.' } };
  return listAnswer({ object: tenant.objects[relationship.target], rows, query: asked.query, root }, behaviour);
}

function rowsOf(tenant: Tenant, { target, isMany }: Relationship, record: StoredRecord): readonly Values[] {
  const rows = listedRows(tenant, target);
  if (isMany) return rows.filter(({ ParentLink_RecID }) => ParentLink_RecID === record.id);
  return rows.filter(({ RecId }) => RecId === record.values.ParentLink_RecID);
}
