// The records of one tenant, in memory. Every record is replaced on a change, never changed in place.
import { createHash } from 'node:crypto';
import type { Instant } from '../../../shared/calendar/event.ts';
import type { Clock } from '../../../shared/seams.ts';
import type { IvantiBehaviour } from '../http/behaviour.ts';
import { type BusinessObjects, businessObjects, type ObjectName } from '../objects/businessObjects.ts';
import { CALENDAR_NAMES, type CalendarNames } from '../objects/calendarNames.ts';

/** A date is an instant in whole seconds. Absent and null mean the same: nothing. */
export type Value = string | number | boolean | null;
export type Values = Readonly<Record<string, Value>>;

interface Version {
  /** When it was stored, by the clock. Lists show it after the lag. */
  readonly stored: Instant;
  readonly values: Values;
}

export interface StoredRecord {
  readonly object: ObjectName;
  readonly id: string;
  readonly values: Values;
  /** The versions that lists may still show, the oldest first. */
  readonly versions: readonly Version[];
}

/** A change, as the workflows of the tenant see it. */
export interface Deed {
  readonly op: 'create' | 'update' | 'delete';
  readonly object: ObjectName;
  readonly id: string;
  readonly at: Instant;
}

export interface Tenant {
  readonly objects: BusinessObjects;
  readonly names: CalendarNames;
  readonly records: Map<string, StoredRecord>;
  readonly behaviour: IvantiBehaviour;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Told of each change by people and programs, not of those by workflows. */
  onDeed: (deed: Deed) => void;
}

export function createTenant(behaviour: IvantiBehaviour, clock: Clock): Tenant {
  const names = CALENDAR_NAMES[behaviour.names];
  let made = 0;
  return {
    objects: businessObjects(names),
    names,
    records: new Map(),
    behaviour,
    clock,
    newId() {
      made += 1;
      return createHash('sha256').update(`record ${made}`).digest('hex').slice(0, 32).toUpperCase();
    },
    onDeed: () => {},
  };
}

/** The record with this id in any case; undefined where the object has none. */
export function findRecord({ records }: Tenant, object: ObjectName, id: string): StoredRecord | undefined {
  const found = records.get(id.toUpperCase());
  return found?.object === object ? found : undefined;
}

/** Keeps a record's new values, and the versions that lists still need. */
export function putRecord(tenant: Tenant, { object, id }: Pick<StoredRecord, 'object' | 'id'>, values: Values): void {
  const stored = tenant.clock();
  const versions = [...(tenant.records.get(id)?.versions ?? []), { stored, values }];
  const shown = versions.findLastIndex((version) => isListed(tenant, version));
  tenant.records.set(id, { object, id, values, versions: versions.slice(Math.max(0, shown)) });
}

/** The rows that a list shows now: each record in its newest version that is older than the lag. */
export function listedRows(tenant: Tenant, object: ObjectName): readonly Values[] {
  const rows: Values[] = [];
  for (const record of tenant.records.values()) {
    if (record.object !== object) continue;
    const shown = record.versions.findLast((version) => isListed(tenant, version));
    if (shown) rows.push(shown.values);
  }
  return rows;
}

const isListed = ({ behaviour, clock }: Tenant, { stored }: Version): boolean =>
  stored + behaviour.lagSeconds * 1000 <= clock();
