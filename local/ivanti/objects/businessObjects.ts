// The business objects of the tenant: their fields and relationships. Metadata and checks of writes follow from them.
import type { CalendarNames } from './calendarNames.ts';

export type ObjectName = 'Frs_CalendarItem' | 'Change' | 'Employee';

export interface Field {
  readonly name: string;
  /** `rich`: text that the server renders anew. */
  readonly type: 'text' | 'rich' | 'date' | 'flag' | 'number';
  /** The longest text. */
  readonly max?: number;
  readonly isRequired?: boolean;
  /** The server alone writes it. */
  readonly isStamp?: boolean;
}

export interface Relationship {
  readonly name: string;
  readonly target: ObjectName;
  readonly isMany: boolean;
}

export interface BusinessObject {
  readonly name: ObjectName;
  readonly fields: ReadonlyMap<string, Field>;
  readonly relationships: readonly Relationship[];
}

export type BusinessObjects = Readonly<Record<ObjectName, BusinessObject>>;

const text = (name: string, max?: number): Field => ({ name, type: 'text', ...(max === undefined ? {} : { max }) });
const date = (name: string): Field => ({ name, type: 'date' });
const flag = (name: string): Field => ({ name, type: 'flag' });
const stamp = (field: Field): Field => ({ ...field, isStamp: true });
const required = (field: Field): Field => ({ ...field, isRequired: true });

const RECORD_ID_LENGTH = 32;
const id = (name: string): Field => text(name, RECORD_ID_LENGTH);

/** `CreatedBy` is no stamp: a program may set it once. */
const STAMPS = [
  text('CreatedBy', 30),
  stamp(date('CreatedDateTime')),
  stamp(text('LastModBy', 30)),
  stamp(date('LastModDateTime')),
];

const OWNER = [text('Owner', 100), id('Owner_Valid'), stamp(text('OwnerEmail', 100))];
const PARENT = [stamp(text('ParentLink', 100)), id('ParentLink_RecID'), text('ParentLink_Category', 100)];

export function businessObjects(names: CalendarNames): BusinessObjects {
  const item = [
    required(text(names.title, 255)),
    required(date(names.start)),
    required(date(names.end)),
    flag(names.allDay),
    { name: names.body, type: 'rich' } as const,
    text('Location', 255),
    ...(names.externalLink === undefined ? [] : [text(names.externalLink, 255)]),
    // A twin whose field does not exist: such orphans were seen.
    id('Room_Valid'),
  ];
  return {
    Frs_CalendarItem: object('Frs_CalendarItem', {
      fields: [...item, ...OWNER, ...PARENT, flag('ReadOnly')],
      relationships: [{ name: 'Frs_CalendarItemAssociatedChange', target: 'Change', isMany: false }],
    }),
    Change: object('Change', {
      fields: [...CHANGE, ...OWNER, flag('ReadOnly')],
      relationships: [{ name: 'ChangeContainsFrs_CalendarItem', target: 'Frs_CalendarItem', isMany: true }],
    }),
    Employee: object('Employee', { fields: EMPLOYEE, relationships: [] }),
  };
}

const CHANGE: readonly Field[] = [
  { name: 'ChangeNumber', type: 'number' },
  required(text('Subject', 255)),
  { name: 'Description', type: 'rich' },
  text('Status', 30),
  // A boolean that is text.
  text('FinalState', 5),
  text('TypeOfChange', 30),
  date('ScheduledStartDate'),
  date('ScheduledEndDate'),
  text('ExternalCalendarLinkID', 255),
];

const EMPLOYEE: readonly Field[] = [
  text('LoginID', 100),
  text('PrimaryEmail', 100),
  text('DisplayName', 100),
  text('FirstName', 50),
  text('LastName', 50),
  text('Status', 30),
  flag('Disabled'),
  text('Team', 50),
  flag('IS_SYSTEM_ACCOUNT'),
  flag('ReadOnly'),
  date('TerminatedDate'),
];

interface Parts {
  readonly fields: readonly Field[];
  readonly relationships: readonly Relationship[];
}

function object(name: ObjectName, { fields, relationships }: Parts): BusinessObject {
  const all = [stamp(id('RecId')), ...fields, ...STAMPS];
  return { name, fields: new Map(all.map((field) => [field.name, field])), relationships };
}

/** The name of an object's set: the object's name and the letter s, in lower case. */
export const setOf = (object: ObjectName): string => `${object.toLowerCase()}s`;

/** The words of a field's name, as errors name it: `StartDateTime` is "Start Date Time". */
export const displayName = (field: string): string => field.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ');
