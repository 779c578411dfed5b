// Assumptions about addresses, sign-in and metadata.
import { type Assumption, differs, HOLDS, holdsIf } from '../checks/assumption.ts';
import { type Contact, rowsOf, SET, toldBy } from './contact.ts';

const SETS = [SET, 'changes', 'employees'];
const NO_SUCH_SET = 'nosuchcalendarthings';

export const addresses: readonly Assumption<Contact>[] = [
  {
    row: 1,
    says: 'The API answers with /HEAT and without; another address gives a page with 200',
    async check({ bases, outside }) {
      if (bases.length < 2) return differs(bases[0] === '' ? 'only without /HEAT' : 'only with /HEAT');
      const page = await outside();
      return holdsIf(page.status === 200 && page.contentType.includes('html'), toldBy(page));
    },
  },
  {
    row: 3,
    says: 'A wrong key gives 401 ISM_4001',
    async check({ ask }) {
      const seen = await ask('GET', `/businessobject/${SET}?$top=1`, { key: 'WRONG' });
      return holdsIf(/^401 ISM_4001 Invalid Session key or Authentication/.test(toldBy(seen)), toldBy(seen));
    },
  },
  {
    row: 4,
    says: 'The role sees rows',
    async check({ list }) {
      const seen = await Promise.all(SETS.map((set) => list({ $top: '1' }, set)));
      const rows = seen.map((each) => rowsOf(each).length);
      return holdsIf(
        rows.some((count) => count > 0),
        `no row in ${SETS.join(', ')}`,
      );
    },
  },
  {
    row: 5,
    says: 'The singular name of a set gives 404 ISM_4004',
    async check({ ask }) {
      const seen = await ask('GET', `/businessobject/${SET.slice(0, -1)}`);
      return holdsIf(/^404 ISM_4004/.test(toldBy(seen)), toldBy(seen));
    },
  },
  {
    row: 6,
    says: 'A set that does not exist has metadata without properties',
    async check({ ask }) {
      const seen = await ask('GET', `/${NO_SUCH_SET}/$metadata`, { accept: 'application/xml' });
      return holdsIf(seen.status === 200 && !seen.text.includes('<Property '), toldBy(seen));
    },
  },
  {
    row: 7,
    says: 'The root has no metadata; metadata as JSON gives 500',
    async check({ ask }) {
      const root = await ask('GET', '/$metadata', { accept: 'application/xml' });
      if (!/^404 ISM_4004/.test(toldBy(root))) return differs(`root: ${toldBy(root)}`);
      const json = await ask('GET', `/${SET}/$metadata`);
      return holdsIf(json.status === 500, `JSON: ${json.status}`);
    },
  },
  {
    row: 9,
    says: 'The calendar item has Subject, StartDateTime, EndDateTime, IsAllDay, Details, ExternalCalendarLinkID',
    async check({ names, properties }) {
      const has = (name: string) => properties.some((each) => each.name === name);
      if (!names) return differs(`no title, start or end among ${properties.length} properties`);
      const { title, start, end, allDay = 'no all-day', body = 'no body' } = names;
      const link = has('ExternalCalendarLinkID') ? 'ExternalCalendarLinkID' : 'no ExternalCalendarLinkID';
      const found = [title, start, end, allDay, body, link].join(', ');
      const usual = 'Subject, StartDateTime, EndDateTime, IsAllDay, Details, ExternalCalendarLinkID';
      return found === usual ? HOLDS : differs(found);
    },
  },
];
