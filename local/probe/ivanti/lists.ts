// Assumptions about lists and filters. The conditions are such that rows of any content tell right from wrong.
import { type Assumption, differs, HOLDS, holdsIf, notChecked } from '../checks/assumption.ts';
import { type Contact, countOf, jsonOf, rowsOf, SET, type Seen, toldBy } from './contact.ts';

const TOP = '100';
/** True and false of every row. */
const TRUE = 'LastModDateTime ge 1990-01-01T00:00:00Z';
const FALSE = 'LastModDateTime lt 1990-01-01T00:00:00Z';
const FUNCTION = "contains(RecId,'no record has this text')";

const NO_ROWS = notChecked('no calendar item to ask about');

/** The number of rows that a filter leaves of the first hundred. */
const left = async ({ list }: Contact, filter: string): Promise<number> =>
  rowsOf(await list({ $filter: filter, $top: TOP })).length;

const statuses = async (contact: Contact, queries: readonly Readonly<Record<string, string>>[]): Promise<string> => {
  const seen: Seen[] = [];
  for (const query of queries) seen.push(await contact.list(query));
  return seen.map(({ status }) => status).join(' ');
};

/** Each filter with the rows that it leaves: all, or none. */
const filtersLeave = (filters: Readonly<Record<string, 'all' | 'none'>>) => async (contact: Contact) => {
  const all = rowsOf(await contact.list({ $top: TOP })).length;
  if (all === 0) return NO_ROWS;
  for (const [filter, expected] of Object.entries(filters)) {
    const rows = await left(contact, filter);
    if (rows !== (expected === 'all' ? all : 0)) return differs(`${rows} of ${all} rows: ${shapeOf(filter)}`);
  }
  return HOLDS;
};

const shapeOf = (filter: string): string =>
  filter.replaceAll(FUNCTION, 'contains(…)').replaceAll(TRUE, 'T').replaceAll(FALSE, 'F');

export const lists: readonly Assumption<Contact>[] = [
  {
    row: 10,
    says: 'A page has at most 100 rows; 101 gives 400',
    async check(contact) {
      const seen = await statuses(contact, [{ $top: '100' }, { $top: '101' }]);
      return holdsIf(/^20[04] 400$/.test(seen), seen);
    },
  },
  {
    row: 11,
    says: 'A bad $orderby gives 204, an empty one 500, LastModDateTime works',
    async check(contact) {
      const orders = ['NoSuchField', '', 'LastModDateTime asc'].map((order) => ({ $orderby: order, $top: '1' }));
      const seen = await statuses(contact, orders);
      return holdsIf(seen === '204 500 200', seen);
    },
  },
  {
    row: 12,
    says: 'The newest change is first',
    async check({ list }) {
      const times = rowsOf(await list({ $top: TOP })).map((row) => Date.parse(`${row.LastModDateTime}`));
      if (times.length < 2) return NO_ROWS;
      return holdsIf(
        times.every((time, index) => index === 0 || time <= (times[index - 1] ?? 0)),
        'another order',
      );
    },
  },
  {
    row: 13,
    says: 'Functions and not (…) are dropped; not without bracket gives 400',
    async check(contact) {
      const bare = await contact.list({ $filter: `not ${FALSE}` });
      if (bare.status !== 400) return differs(toldBy(bare));
      const filters = { [FUNCTION]: 'all', [`${FUNCTION} and ${TRUE}`]: 'all', [`not (${TRUE})`]: 'all' } as const;
      return filtersLeave(filters)(contact);
    },
  },
  {
    row: 14,
    says: 'A group that is not first is dropped after and, and leaves no row after or',
    check: filtersLeave({
      [`(${FALSE} or ${TRUE}) and ${TRUE}`]: 'all',
      [`${TRUE} and (${FALSE} or ${FALSE})`]: 'all',
      [`(${TRUE} and ${TRUE}) or (${TRUE} and ${TRUE})`]: 'none',
    }),
  },
  {
    row: 15,
    says: 'An and after or leaves no row; A and B or C is right',
    check: filtersLeave({
      [`${TRUE} or ${TRUE} and ${TRUE}`]: 'none',
      [`${TRUE} and ${FALSE} or ${TRUE}`]: 'all',
    }),
  },
  {
    row: 16,
    says: 'A typed date, a date in quotes and an unknown field give 400',
    async check(contact) {
      const date = '2026-01-01T00:00:00Z';
      const filters = [`datetime'${date}'`, `'${date}'`].map((text) => `LastModDateTime ge ${text}`);
      const seen = await statuses(
        contact,
        [...filters, "NoSuchField eq 'x'"].map(($filter) => ({ $filter })),
      );
      return holdsIf(seen === '400 400 400', seen);
    },
  },
  {
    row: 17,
    says: '$select works on lists; one record with it has only its context',
    async check({ list, ask }) {
      const [row] = rowsOf(await list({ $top: '1', $select: 'RecId' }));
      if (!row) return NO_ROWS;
      if (Object.keys(row).join() !== 'RecId') return differs(`${Object.keys(row).length} fields in a list`);
      const one = jsonOf(await ask('GET', `/businessobject/${SET}('${row.RecId}')?$select=RecId`));
      return holdsIf(Object.keys(Object(one)).join() === '@odata.context', 'fields on one record');
    },
  },
  {
    row: 18,
    says: '@odata.count comes unasked, and is exact',
    async check({ list }) {
      const seen = await list({ $top: TOP });
      const rows = rowsOf(seen).length;
      if (rows === 0) return NO_ROWS;
      const count = countOf(seen);
      if (typeof count !== 'number') {
        const asked = countOf(await list({ $top: TOP, $count: 'true' }));
        return differs(asked === undefined ? 'absent' : 'only with $count=true');
      }
      return holdsIf(rows < Number(TOP) ? count === rows : count >= rows, 'smaller than the rows');
    },
  },
  {
    row: 19,
    says: 'A list without rows is 200 without body; related rows say "No instances found."',
    async check(contact) {
      const seen = await contact.list({ $filter: FALSE });
      if (seen.status !== 200 || seen.text !== '') return differs(seen.status === 204 ? '204' : 'an empty array');
      const [row] = rowsOf(await contact.list({ $top: '1', $filter: "ParentLink_RecID eq '$NULL'" }));
      const [relationship] = contact.relationships;
      if (!row || relationship === undefined) return HOLDS;
      const related = await contact.ask('GET', `/businessobject/${SET}('${row.RecId}')/${relationship}`);
      return holdsIf(related.text.includes('No instances found.'), toldBy(related));
    },
  },
];
