// The people who work in Ivanti: the same records and checks as over HTTP, by the fields' meaning rather than by name.
import type { Instant } from '../../shared/calendar/event.ts';
import { toInstant } from '../../shared/calendar/timeZone.ts';
import { createRecord, editRecord, existing, ownedBy, removeRecord } from './records/changes.ts';
import type { Tenant, Values } from './records/tenant.ts';
import type { Webhook, Workflows } from './records/workflows.ts';
import { employeeOf } from './records/writes.ts';

export interface NewEmployee {
  readonly login: string;
  readonly email: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly status?: string;
  readonly isDisabled?: boolean;
  readonly isSystemAccount?: boolean;
}

/** The times of an item: instants, or dates of which the last does not belong to it. */
export type ItemTimes =
  | { readonly isAllDay: false; readonly start: Instant; readonly end: Instant }
  | { readonly isAllDay: true; readonly startDate: string; readonly endDate: string };

export interface ItemFields {
  readonly title: string;
  readonly times: ItemTimes;
  readonly body: string;
  readonly location: string;
  /** The login of the person whose item it is. */
  readonly owner: string;
  /** The id of the change that it belongs to; undefined: none. */
  readonly change: string | undefined;
}

export type NewItem = Pick<ItemFields, 'title' | 'times' | 'owner'> & Partial<ItemFields>;

/** An item as the record keeps it. */
export interface Item {
  readonly id: string;
  readonly title: string;
  readonly start: Instant;
  readonly end: Instant;
  readonly isAllDay: boolean;
  readonly body: string;
  readonly location: string;
  readonly owner: string;
  /** The value of `ExternalCalendarLinkID`; undefined where the tenant lacks the field or the item has none. */
  readonly externalLink: string | undefined;
  readonly isReadOnly: boolean;
  readonly modifiedBy: string;
  readonly modified: Instant;
}

/** Every function throws a Refusal where HTTP would refuse. Item and change are named by RecId. */
export interface Office {
  addEmployee(employee: NewEmployee): string;
  setEmployee(login: string, fields: object): void;
  addChange(change: { readonly subject: string; readonly owner: string }): string;
  /** Puts a change in its final state: it is read-only then. */
  closeChange(id: string): void;
  create(item: NewItem): string;
  edit(id: string, item: Partial<ItemFields>): void;
  remove(id: string): void;
  list(): readonly Item[];
  /** A workflow calls this webhook from now on. */
  callWebhook(webhook: Webhook | undefined): void;
}

/** `person` is the login in whose name the deeds are done. */
export function createOffice(tenant: Tenant, workflows: Workflows, person: string): Office {
  const done = <T>(deed: () => T): T => {
    workflows.settle();
    const result = deed();
    workflows.settle();
    return result;
  };
  const edit = (id: string, body: object) =>
    done(() => editRecord(tenant, { object: 'Frs_CalendarItem', id, body: { ...body } }, person));

  return {
    addEmployee: (employee) => done(() => addEmployee(tenant, employee, person)),
    setEmployee(login, fields) {
      const id = `${employeeOf(tenant, login)?.RecId ?? ''}`;
      done(() => editRecord(tenant, { object: 'Employee', id, body: { ...fields } }, person));
    },
    addChange({ subject, owner }) {
      const body = { Subject: subject, Status: 'Scheduled', FinalState: 'False', ...ownedBy(tenant, owner) };
      return done(() => recordId(createRecord(tenant, { object: 'Change', body }, person)));
    },
    closeChange(id) {
      const body = { Status: 'Closed', FinalState: 'True', ReadOnly: true };
      done(() => editRecord(tenant, { object: 'Change', id, body }, person));
      if (tenant.behaviour.closedItems === 'open') return;
      for (const item of itemsOf(tenant)) if (item.ParentLink_RecID === id) edit(recordId(item), { ReadOnly: true });
    },
    create: (item) =>
      done(() => recordId(createRecord(tenant, { object: 'Frs_CalendarItem', body: bodyOf(tenant, item) }, person))),
    edit: (id, item) => void edit(id, bodyOf(tenant, item)),
    remove: (id) => done(() => removeRecord(tenant, existing(tenant, { object: 'Frs_CalendarItem', id }))),
    list: () => done(() => itemsOf(tenant).map((values) => itemOf(tenant, values))),
    callWebhook(webhook) {
      workflows.webhook = webhook;
    },
  };
}

const recordId = ({ RecId }: Values): string => `${RecId}`;

function addEmployee(tenant: Tenant, employee: NewEmployee, person: string): string {
  const { login, email, firstName = 'First', lastName = 'Last', status = 'Active' } = employee;
  const { isDisabled = false, isSystemAccount = false } = employee;
  const body = {
    LoginID: login,
    PrimaryEmail: email,
    FirstName: firstName,
    LastName: lastName,
    DisplayName: `${firstName} M. ${lastName}`,
    Status: status,
    Disabled: isDisabled,
    IS_SYSTEM_ACCOUNT: isSystemAccount,
  };
  return recordId(createRecord(tenant, { object: 'Employee', body }, person));
}

/** The fields by the tenant's names. */
function bodyOf(tenant: Tenant, item: Partial<ItemFields>): Readonly<Record<string, unknown>> {
  const { names } = tenant;
  return {
    ...(item.title === undefined ? {} : { [names.title]: item.title }),
    ...(item.times === undefined ? {} : timesOf(tenant, item.times)),
    ...(item.body === undefined ? {} : { [names.body]: item.body }),
    ...(item.location === undefined ? {} : { Location: item.location }),
    ...(item.owner === undefined ? {} : ownedBy(tenant, item.owner)),
    ...('change' in item ? linkTo(item.change) : {}),
  };
}

const linkTo = (change: string | undefined) => ({
  ParentLink_RecID: change ?? null,
  ParentLink_Category: change === undefined ? null : 'Change',
});

function timesOf({ names, behaviour }: Tenant, times: ItemTimes): Readonly<Record<string, unknown>> {
  const text = (instant: Instant) => new Date(instant).toISOString();
  const day = (date: string) => toInstant(`${date}T00:00:00`, behaviour.zone);
  if (!times.isAllDay) {
    return { [names.start]: text(times.start), [names.end]: text(times.end), [names.allDay]: false };
  }
  const end = day(times.endDate) - (behaviour.allDayEnd === 'inclusive' ? 1000 : 0);
  return { [names.start]: text(day(times.startDate)), [names.end]: text(end), [names.allDay]: true };
}

const itemsOf = ({ records }: Tenant): Values[] =>
  [...records.values()].flatMap(({ object, values }) => (object === 'Frs_CalendarItem' ? [values] : []));

function itemOf({ names }: Tenant, values: Values): Item {
  const text = (name: string) => `${values[name] ?? ''}`;
  const link = names.externalLink === undefined ? '' : text(names.externalLink);
  return {
    id: text('RecId'),
    title: text(names.title),
    start: Number(values[names.start]),
    end: Number(values[names.end]),
    isAllDay: values[names.allDay] === true,
    body: text(names.body),
    location: text('Location'),
    owner: text('Owner'),
    externalLink: link === '' ? undefined : link,
    isReadOnly: values.ReadOnly === true,
    modifiedBy: text('LastModBy'),
    modified: Number(values.LastModDateTime),
  };
}
