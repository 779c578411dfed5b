// Assumptions about writes, tried on one test entry. It is named as such, belongs to the person whom the command names,
// and is deleted at the end.
import { type Assumption, differs, type Finding, HOLDS, holdsIf, NoAnswer, notChecked } from '../checks/assumption.ts';
import {
  type Contact,
  type Method,
  type Names,
  type Row,
  recordOf,
  rowsOf,
  SET,
  type Seen,
  toldBy,
} from './contact.ts';

const TITLE = 'Test entry of the calendar synchronisation';
const START = '2026-03-02T09:00:00Z';
const END = '2026-03-02T10:00:00Z';
/** A workflow that writes the record again is awaited so long. */
const WAIT_SECONDS = 30;

interface Ready {
  readonly names: Names;
  readonly owner: Row;
}

/** The fields of the test entry, and whose it is. */
async function readyFor({ names, owner, list }: Contact): Promise<Ready | string> {
  if (!names) return 'no title, start or end';
  if (owner === undefined) return 'no person for the test entry (--owner)';
  const login = owner.replaceAll("'", "''");
  const rows = rowsOf(await list({ $filter: `LoginID eq '${login}'` }, 'employees'));
  const person = rows.find(({ LoginID }) => `${LoginID}`.toLowerCase() === owner.toLowerCase());
  return person
    ? { names, owner: { Owner: person.LoginID, Owner_Valid: person.RecId } }
    : 'no employee with this login';
}

const post = ({ ask }: Contact, body: object): Promise<Seen> =>
  ask('POST', `/businessobject/${SET}`, { body: JSON.stringify(body) });

const at = (id: string | undefined): string => `/businessobject/${SET}('${id ?? ''}')`;

/** A check on the test entry; not made where there is none. */
const onEntry =
  (check: (contact: Contact, patch: (body: object, method?: Method) => Promise<Seen>) => Promise<Finding>) =>
  async (contact: Contact): Promise<Finding> => {
    if (contact.testEntry === undefined) return notChecked('no test entry');
    const patch = (body: object, method: Method = 'PATCH') =>
      contact.ask(method, at(contact.testEntry), { body: JSON.stringify(body) });
    return check(contact, patch);
  };

async function created(contact: Contact): Promise<Finding> {
  const ready = await readyFor(contact);
  if (typeof ready === 'string') return notChecked(ready);
  const { names, owner } = ready;
  const seen = await post(contact, { [names.title]: TITLE, [names.start]: START, [names.end]: END, ...owner });
  const { RecId } = recordOf(seen);
  if (typeof RecId === 'string') contact.testEntry = RecId;
  return holdsIf(seen.status === 201 && typeof RecId === 'string', toldBy(seen));
}

/** An entry that was made without an answer stands in the list. */
async function creation(contact: Contact): Promise<Finding> {
  try {
    return await created(contact);
  } catch (error) {
    if (!(error instanceof NoAnswer) || !contact.names) throw error;
    const rows = rowsOf(await contact.list({ $filter: `${contact.names.title} eq '${TITLE}'` }));
    const made = rows.find((row) => row[contact.names?.title ?? ''] === TITLE);
    if (typeof made?.RecId === 'string') contact.testEntry = made.RecId;
    return differs(made ? 'no answer, and the record was made' : 'no answer');
  }
}

export const writes: readonly Assumption<Contact>[] = [
  {
    row: 28,
    says: 'A missing start is named by its display name',
    writes: true,
    async check(contact) {
      const ready = await readyFor(contact);
      if (typeof ready === 'string') return notChecked(ready);
      const seen = await post(contact, { [ready.names.title]: TITLE, ...ready.owner });
      const { RecId } = recordOf(seen);
      if (typeof RecId === 'string') await contact.ask('DELETE', at(RecId));
      return holdsIf(
        /^400 ISM_4000 Required field \w+\.[\w ]+ value must be provided\.$/.test(toldBy(seen)),
        toldBy(seen),
      );
    },
  },
  { row: 41, says: 'POST gives 201 with the record', writes: true, check: creation },
  {
    row: 25,
    says: 'PATCH and PUT give 200 with the record; only named fields change',
    writes: true,
    check: onEntry(async ({ ask, testEntry, names }, patch) => {
      const before = recordOf(await ask('GET', at(testEntry)));
      const [one, two] = [await patch({ Location: 'A' }), await patch({ Location: 'B' }, 'PUT')];
      if (one.status !== 200 || two.status !== 200) return differs(`PATCH ${one.status}, PUT ${two.status}`);
      const after = recordOf(two);
      const kept = [names?.title ?? '', names?.start ?? '', names?.end ?? '', 'Owner'];
      const lost = kept.filter((name) => before[name] !== after[name]);
      return holdsIf(lost.length === 0, `changed as well: ${lost.join(', ')}`);
    }),
  },
  {
    row: 29,
    says: 'An unknown field and text that is too long give 400',
    writes: true,
    check: onEntry(async ({ names }, patch) => {
      const unknown = await patch({ NoSuchField: 'x' });
      const long = await patch({ [names?.title ?? '']: 'x'.repeat(300) });
      await patch({ [names?.title ?? '']: TITLE });
      return holdsIf(unknown.status === 400 && long.status === 400, `${unknown.status} and ${long.status}`);
    }),
  },
  {
    row: 22,
    says: 'Rich text comes back in a block, with entities',
    writes: true,
    check: onEntry(async ({ names, ask, testEntry }, patch) => {
      if (names?.body === undefined) return notChecked('no field for the text');
      await patch({ [names.body]: 'ä & b' });
      const text = `${recordOf(await ask('GET', at(testEntry)))[names.body]}`;
      return holdsIf(text === '<div>&#228; &amp; b</div>', text === 'ä & b' ? 'as sent' : 'another form');
    }),
  },
  {
    row: 30,
    says: 'An owner without its twin is stored as nothing',
    writes: true,
    check: onEntry(async ({ owner }, patch) => {
      const seen = await patch({ Owner: owner, Owner_Valid: '0'.repeat(32) });
      if (seen.status !== 200) return differs(toldBy(seen));
      return holdsIf(!recordOf(seen).Owner, 'stored');
    }),
  },
  {
    row: 31,
    says: 'A link with one half is stored as nothing',
    writes: true,
    check: onEntry(async (_, patch) => {
      const seen = await patch({ ParentLink_Category: 'Change' });
      if (seen.status !== 200) return differs(toldBy(seen));
      return holdsIf(!recordOf(seen).ParentLink_Category, 'stored');
    }),
  },
  {
    row: 37,
    says: 'The role may write title, times, text and place',
    writes: true,
    check: onEntry(async ({ names }, patch) => {
      const fields = { [names?.title ?? '']: TITLE, [names?.start ?? '']: START, [names?.end ?? '']: END };
      const seen = await patch({ ...fields, Location: 'A' });
      return holdsIf(seen.status === 200, toldBy(seen));
    }),
  },
  {
    row: 35,
    says: 'Lists show a write at once',
    writes: true,
    check: onEntry(async ({ list, testEntry }, patch) => {
      await patch({ Location: 'Seen at once' });
      const [row] = rowsOf(await list({ $filter: `RecId eq '${testEntry}'` }));
      return holdsIf(row?.Location === 'Seen at once', 'not yet');
    }),
  },
  {
    row: 34,
    says: `A workflow writes LastModBy again within ${WAIT_SECONDS} seconds`,
    writes: true,
    check: onEntry(async ({ ask, testEntry, wait }, patch) => {
      const before = recordOf(await patch({ Location: 'B' })).LastModBy;
      await wait(WAIT_SECONDS);
      const after = recordOf(await ask('GET', at(testEntry))).LastModBy;
      return holdsIf(before !== after, 'the same account');
    }),
  },
  {
    row: 36,
    says: 'The role may delete: 204',
    writes: true,
    check: onEntry(async (contact) => {
      const seen = await contact.ask('DELETE', at(contact.testEntry));
      return holdsIf(
        seen.status === 204,
        seen.status < 300 ? `${seen.status}` : `${toldBy(seen)}; the test entry stays`,
      );
    }),
  },
  {
    row: 38,
    says: 'A deleted record leaves no trace; a write of it gives 400 "cannot be found"; DELETE gives 204',
    writes: true,
    check: onEntry(async ({ ask, list, testEntry }, patch) => {
      if (rowsOf(await list({ $filter: `RecId eq '${testEntry}'` })).length > 0) return differs('it is still listed');
      const seen = await patch({ Location: 'C' });
      if (!/^400 ISM_4000 Record '…' cannot be found/.test(toldBy(seen))) return differs(toldBy(seen));
      const again = await ask('DELETE', at(testEntry));
      return again.status === 400 ? HOLDS : differs(`a second DELETE: ${again.status}`);
    }),
  },
];
