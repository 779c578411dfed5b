// The port CompanyStore on Table Storage: the rows of a company that the source poll and the runs need.
import { inboxName } from '../../sync/ports/rows.ts';
import type { CompanyStore, LinkRegistration } from '../../sync/ports/store.ts';
import { readLinkRow } from '../link/linkRows.ts';
import {
  entryMeetingKey,
  HOLDING,
  holderKey,
  holdersOf,
  holdingKey,
  isUserKey,
  LINKS_AND_USERS,
  linkRowKey,
  meetingKey,
  POLL_KEY,
} from '../table/keys.ts';
import { mapSome, type Partition, type StoredRow } from '../table/partition.ts';
import { parseRow } from '../table/schema.ts';
import { upsertAll } from '../table/upsertAll.ts';
import {
  entryMeetingRow,
  holderRow,
  holdingRow,
  linkSettingsRow,
  meetingRow,
  pollRow,
  userRow,
} from './companyRows.ts';
import { putRow, readAll, readVersioned } from './resource.ts';

/** `company`: the partition of the company. `openLink` opens the partition of a link, which holds its inbox and its hold. */
export function createCompanyStore(company: Partition, openLink: (link: string) => Partition): CompanyStore {
  return {
    async poll() {
      const row = await readVersioned(company, POLL_KEY, pollRow);
      return row && { row: row.value, etag: row.etag };
    },

    savePoll: async (row, etag) => (await putRow(company, { key: POLL_KEY, value: row, etag })).ok,

    links: () => readRegistrations(company),

    holders: (entries) =>
      mapSome(entries, async (entry) => {
        const holders = await readAll(company, holdersOf(entry), holderRow);
        return holders.map((holder) => holder.link);
      }),

    addHolder: (link, entries) =>
      upsertAll(
        company,
        entries.map((entry) => ({ op: 'upsert', key: holderKey(entry, link), value: { entry, link } })),
      ),

    async removeHolder(link, entry) {
      // The result does not matter: a row that is missing already is what the caller wants.
      await company.commit([{ op: 'delete', key: holderKey(entry, link), etag: '*' }]);
    },

    async meeting(uid) {
      const row = await readVersioned(company, meetingKey(uid), meetingRow);
      return row && { row: row.value, etag: row.etag };
    },

    claimMeeting: async (uid, row, etag) => (await putRow(company, { key: meetingKey(uid), value: row, etag })).ok,

    async publishMeeting(uid, row, etag) {
      const { entry, link } = row;
      const key = meetingKey(uid);
      const { ok } = await company.commit([
        etag === undefined ? { op: 'insert', key, value: row } : { op: 'replace', key, value: row, etag },
        { op: 'upsert', key: entryMeetingKey(entry), value: { uid } },
        { op: 'upsert', key: holderKey(entry, link), value: { entry, link } },
      ]);
      return ok;
    },

    async endMeeting(uid, entry) {
      const row = await readVersioned(company, meetingKey(uid), meetingRow);
      if (row?.value.entry !== entry) return;
      // A refusal means that another link has written the meeting meanwhile. Its row stays.
      await company.commit([
        { op: 'delete', key: meetingKey(uid), etag: row.etag },
        { op: 'delete', key: entryMeetingKey(entry), etag: '*' },
      ]);
    },

    meetingsOf: (entries) =>
      mapSome(entries, async (entry) => {
        const row = await readVersioned(company, entryMeetingKey(entry), entryMeetingRow);
        return row?.value.uid;
      }),

    beginHold: (link) => upsertAll(company, [{ op: 'upsert', key: holdingKey(link), value: { link } }]),

    async endHold(link) {
      // The result does not matter, as in removeHolder.
      await company.commit([{ op: 'delete', key: holdingKey(link), etag: '*' }]);
    },

    async holding() {
      const links = (await readAll(company, HOLDING, holdingRow)).map((row) => row.link);
      const holds = await mapSome(links, (link) => openLink(link).get(linkRowKey('hold', '')));
      return links.filter((_, index) => isHeld(holds[index]));
    },

    putInbox: (link, rows) =>
      upsertAll(
        openLink(link),
        rows.map(({ entry, version }) => ({
          op: 'upsert',
          key: linkRowKey('inbox', inboxName({ entry, version })),
          value: { entry, version },
        })),
      ),
  };
}

function isHeld(stored: StoredRow | undefined): boolean {
  const hold = stored && readLinkRow(stored);
  return hold?.kind === 'hold' && hold.row.state === 'held';
}

/** Reads users and link settings as one range of keys. The id of a user is the id of the user's link. */
async function readRegistrations(company: Partition): Promise<LinkRegistration[]> {
  const { rows } = await company.range(LINKS_AND_USERS);
  const users = rows.filter((row) => isUserKey(row.key)).map((row) => parseRow(userRow, 'user', row));
  const byId = new Map(users.map((each) => [each.user, each]));
  return rows
    .filter((row) => !isUserKey(row.key))
    .map((row) => parseRow(linkSettingsRow, 'link settings', row))
    .flatMap(({ link, on, started }) => {
      const user = byId.get(link);
      return user ? [{ link, email: user.email, on, started, ...(user.shared ? { everybody: true } : {}) }] : [];
    });
}
