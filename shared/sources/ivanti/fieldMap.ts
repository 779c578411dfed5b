// The names of a calendar item's properties. No public source has them, and tenants differ: they are chosen from the
// tenant's metadata, or named by the administrator. Pure.
import type { NamedFields } from './settings.ts';

/** A property as the metadata has it: `Edm.DateTimeOffset`. */
export interface Property {
  readonly name: string;
  readonly type: string;
}

/** The parts of a calendar item that are read and written. */
export interface FieldMap {
  readonly title: string;
  readonly start: string;
  readonly end: string;
  /** The login of the person whose item it is. */
  readonly owner: string;
  /** The id of the owner's record. Without it, a written owner is stored as nothing (measured). */
  readonly ownerTwin?: string;
  readonly allDay?: string;
  readonly body?: string;
  readonly location?: string;
  /** A text that nobody else writes: it holds our tag. */
  readonly tag?: string;
}

export type Role = Exclude<keyof FieldMap, 'ownerTwin'>;

interface Candidates {
  readonly type: string;
  readonly names: readonly string[];
  readonly isRequired: boolean;
}

/** In the order in which people are told of them. */
const ROLES: Readonly<Record<Role, Candidates>> = {
  title: { type: 'Edm.String', names: ['Subject', 'Name', 'Title', 'DisplayName'], isRequired: true },
  start: { type: 'Edm.DateTimeOffset', names: ['StartDateTime', 'StartDate', 'ScheduledStartDate'], isRequired: true },
  end: { type: 'Edm.DateTimeOffset', names: ['EndDateTime', 'EndDate', 'ScheduledEndDate'], isRequired: true },
  owner: { type: 'Edm.String', names: ['Owner'], isRequired: true },
  allDay: { type: 'Edm.Boolean', names: ['IsAllDay', 'AllDay', 'AllDayEvent'], isRequired: false },
  body: { type: 'Edm.String', names: ['Details', 'Description', 'Body', 'Notes'], isRequired: false },
  location: { type: 'Edm.String', names: ['Location'], isRequired: false },
  // A role that may not see the property looks like a tenant without it. Then tags would get lost without a word.
  tag: { type: 'Edm.String', names: ['ExternalCalendarLinkID'], isRequired: true },
};

/** `role`: the name of the setting that settles it. `among`: the properties that fit equally well; empty for none. */
export interface Unsettled {
  readonly role: Role;
  readonly among: readonly string[];
}

export type Mapped =
  | { readonly ok: true; readonly map: FieldMap }
  | { readonly ok: false; readonly unsettled: readonly Unsettled[] };

/** Chooses a property for each role. Two that fit equally well are no choice: a person has to name one. */
export function mapFields(properties: readonly Property[], named: NamedFields): Mapped {
  const chosen: Partial<Record<Role, string>> = {};
  const unsettled: Unsettled[] = [];
  for (const role of Object.keys(ROLES) as Role[]) {
    const choice = choose(role, properties, named[role]);
    if (typeof choice === 'string') chosen[role] = choice;
    else if (choice) unsettled.push(choice);
  }
  const { title, start, end, owner, ...rest } = chosen;
  if (unsettled.length > 0 || !title || !start || !end || !owner) return { ok: false, unsettled };
  const twin = `${owner}_Valid`;
  const hasTwin = properties.some(({ name }) => name === twin);
  return { ok: true, map: { title, start, end, owner, ...(hasTwin ? { ownerTwin: twin } : {}), ...rest } };
}

/** Undefined: the tenant has none, and none is needed. */
function choose(
  role: Role,
  properties: readonly Property[],
  named: string | null | undefined,
): string | Unsettled | undefined {
  const { type, names, isRequired } = ROLES[role];
  if (named === null) return undefined;
  const fits = (name: string) => properties.some((each) => each.name === name && each.type === type);
  if (named !== undefined) return fits(named) ? named : { role, among: [] };
  const fitting = names.filter(fits);
  const [only] = fitting;
  if (fitting.length === 1) return only;
  return fitting.length > 1 || isRequired ? { role, among: fitting } : undefined;
}
