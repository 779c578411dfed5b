// Assumptions about values of rows, missing records and employees.
import { type Assumption, differs, HOLDS, holdsIf, notChecked } from '../checks/assumption.ts';
import { type Contact, type Row, rowsOf, SET, toldBy } from './contact.ts';

const NO_RECORD = '0'.repeat(32);
const DAY = 86_400_000;
const NO_DATE = '0001-01-01T00:00:00Z';

/** The values of dates, or flags, in the newest rows of the three sets. */
async function valuesOf({ list, properties }: Contact, type: string): Promise<readonly unknown[]> {
  const names = properties.filter((each) => each.type === type).map(({ name }) => name);
  const rows: Row[] = [];
  for (const set of [SET, 'changes', 'employees']) rows.push(...rowsOf(await list({}, set)));
  const isOther = (value: unknown) => type === 'Edm.DateTimeOffset' && `${value}`.startsWith('0001');
  return rows.flatMap((row) =>
    Object.entries(row).flatMap(([name, value]) =>
      names.includes(name) || isOther(value) || /Date$/.test(name) ? [value] : [],
    ),
  );
}

export const values: readonly Assumption<Contact>[] = [
  {
    row: 20,
    says: 'A date without value is 0001-01-01T00:00:00Z',
    async check(contact) {
      const empty = (await valuesOf(contact, 'Edm.DateTimeOffset')).filter(
        (value) => value === null || value === '' || `${value}`.startsWith('0001'),
      );
      if (empty.length === 0) return notChecked('no date without value');
      const other = empty.filter((value) => value !== NO_DATE).length;
      return holdsIf(other === 0, `${other} of ${empty.length} are null or another text`);
    },
  },
  {
    row: 21,
    says: 'Times end in Z',
    async check({ list }) {
      const [row] = rowsOf(await list({ $top: '1' }));
      if (!row) return notChecked('no calendar item to ask about');
      return holdsIf(/\dZ$/.test(`${row.LastModDateTime}`), 'an offset, or none');
    },
  },
  {
    row: 24,
    says: 'An all-day item ends at midnight',
    async check({ list, names }) {
      if (names?.allDay === undefined) return notChecked('no field for all-day items');
      const [row] = rowsOf(await list({ $top: '1', $filter: `${names.allDay} eq true` }));
      if (row?.[names.allDay] !== true) return notChecked('no all-day item');
      const length = Date.parse(`${row[names.end]}`) - Date.parse(`${row[names.start]}`);
      // A day has an hour more or less when clocks change.
      return holdsIf(length >= DAY - DAY / 24 && length % (DAY / 24) === 0, `${length / 1000} seconds`);
    },
  },
  {
    row: 26,
    says: 'A record that is not there gives 400 ISM_4000 "Invalid key"',
    async check({ ask }) {
      const seen = await ask('GET', `/businessobject/${SET}('${NO_RECORD}')`);
      return holdsIf(toldBy(seen) === '400 ISM_4000 Invalid key', toldBy(seen));
    },
  },
  {
    row: 27,
    says: 'A blank key gives 400 "Key value cannot be empty"',
    async check({ ask }) {
      const seen = await ask('GET', `/businessobject/${SET}('')`);
      return holdsIf(toldBy(seen) === '400 ISM_4000 Key value cannot be empty', toldBy(seen));
    },
  },
  {
    row: 40,
    says: 'Employees have login and address, and no zone; an owner is a login',
    async check({ list }) {
      const people = rowsOf(await list({ $top: '100', $filter: "Status eq 'Active'" }, 'employees'));
      const [person] = people;
      if (!person) return notChecked('no active employee');
      if (!('LoginID' in person && 'PrimaryEmail' in person)) return differs('no login or no address');
      if (Object.keys(person).some((name) => /zone/i.test(name))) return differs('a field for the zone');
      const owners = rowsOf(await list({ $top: '25' })).flatMap(({ Owner }) => (Owner ? [`${Owner}`] : []));
      const logins = new Set(people.map(({ LoginID }) => `${LoginID}`.toLowerCase()));
      const known = owners.filter((owner) => logins.has(owner.toLowerCase())).length;
      return known > 0 || owners.length === 0 ? HOLDS : differs(`none of ${owners.length} owners is a login`);
    },
  },
];
