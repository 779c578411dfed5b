// The records of one organisation, in memory. Every record is replaced on a change, never changed in place.
import { createHash } from 'node:crypto';
import type { Instant } from '../../../shared/calendar/event.ts';
import type { Clock } from '../../../shared/seams.ts';
import type { SeveraBehaviour } from '../http/behaviour.ts';
import type { StoredRecurrence } from './recurrence.ts';

export type Category = 'Personal' | 'Absences' | 'CalendarEntry' | 'SalesEvent' | 'Task';

export interface User {
  readonly guid: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly isActive: boolean;
  readonly ianaName: string;
  readonly defaultActivityType: string | undefined;
  readonly sendNewActivityEmail: boolean;
  readonly created: Instant;
  readonly updated: Instant | null;
}

export interface ActivityType {
  readonly guid: string;
  readonly name: string;
  readonly category: Category;
  readonly isDefault: boolean;
  readonly isActive: boolean;
  readonly created: Instant;
}

export type RecurrenceType = 'None' | 'Occurrence' | 'Exception' | 'Series';

export interface Activity {
  readonly guid: string;
  readonly name: string;
  readonly start: Instant;
  /** An all-day activity ends at 23:59:59 of its last day in its owner's zone. */
  readonly end: Instant | null;
  readonly isClosed: boolean;
  readonly isAllDay: boolean;
  readonly hasDuration: boolean;
  readonly isUnassigned: boolean;
  readonly notes: string | null;
  readonly location: string | null;
  readonly type: string;
  readonly owner: string;
  readonly customer: string | null;
  readonly phase: string | null;
  readonly projectTaskStatus: string | null;
  readonly kind: RecurrenceType;
  readonly recurrence: StoredRecurrence | null;
  /** The series of an occurrence or exception. */
  readonly parent: string | null;
  /** The start that the series gives an occurrence or exception. */
  readonly original: Instant | null;
  readonly created: Instant;
  readonly updated: Instant | null;
}

export interface Participant {
  readonly guid: string;
  readonly activity: string;
  readonly person: string;
  readonly type: string;
  readonly status: string;
}

export interface Organisation {
  readonly users: Map<string, User>;
  readonly types: Map<string, ActivityType>;
  /** Singles, series and exceptions. Occurrences are computed. */
  readonly activities: Map<string, Activity>;
  readonly participants: Map<string, Participant>;
  readonly behaviour: SeveraBehaviour;
  readonly clock: Clock;
  readonly newGuid: () => string;
  /** Grows with each request, for guids that change. */
  round: number;
}

export function createOrganisation(behaviour: SeveraBehaviour, clock: Clock): Organisation {
  let guids = 0;
  return {
    users: new Map(),
    types: new Map(),
    activities: new Map(),
    participants: new Map(),
    behaviour,
    clock,
    newGuid: () => {
      guids += 1;
      return guidOf(`record ${guids}`);
    },
    round: 0,
  };
}

/** The guid that belongs to this text: the same text gives the same guid. */
export function guidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** The zone of a user; UTC where there is no such user. */
export const zoneOf = ({ users }: Organisation, user: string): string => users.get(user)?.ianaName ?? 'UTC';
