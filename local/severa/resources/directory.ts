// The routes of users, activity types and the organisation. They are read-only here.
import { type Answer, type Asked, notFound } from '../http/answer.ts';
import type { Pages } from '../http/paging.ts';
import type { Organisation } from '../records/organisation.ts';
import { timeIn } from './activityList.ts';
import { showType, showUser } from './show.ts';

export function userRoute(organisation: Organisation, pages: Pages, { method, path, query }: Asked): Answer {
  const [, guid] = path;
  if (method !== 'GET') throw notFound();
  if (guid !== undefined) {
    const user = organisation.users.get(guid);
    if (!user) throw notFound();
    return { status: 200, json: showUser(organisation, user) };
  }
  const filters = pages.filters(query);
  const email = (filters.get('email') ?? '').toLowerCase();
  const since = timeIn(filters, 'changedSince', 'UTC') ?? Number.NEGATIVE_INFINITY;
  const users = [...organisation.users.values()].filter(
    (user) =>
      [null, `${user.isActive}`].includes(filters.get('isActive')) &&
      user.email.toLowerCase().includes(email) &&
      (user.updated ?? user.created) >= since,
  );
  return pages.page(
    query,
    users.map((user) => ({ guid: user.guid, show: () => showUser(organisation, user) })),
  );
}

export function typeRoute(organisation: Organisation, pages: Pages, { method, path, query }: Asked): Answer {
  const [, guid] = path;
  if (method !== 'GET') throw notFound();
  if (guid !== undefined) {
    const type = organisation.types.get(guid);
    if (!type) throw notFound();
    return { status: 200, json: showType(organisation, type) };
  }
  const filters = pages.filters(query);
  const categories = filters.getAll('category');
  const types = [...organisation.types.values()].filter(
    (type) =>
      [null, `${type.isActive}`].includes(filters.get('active')) &&
      (categories.length === 0 || categories.includes(type.category)),
  );
  return pages.page(
    query,
    types.map((type) => ({ guid: type.guid, show: () => showType(organisation, type) })),
  );
}

const ZONE = { guid: '00000000-0000-4000-a000-000000000001', name: '(UTC+02:00) Helsinki' };

/** The organisation's own zone has no IANA name: another route gives it. */
export const organisationDetails = (): Answer => ({ status: 200, json: { timezone: ZONE, activeAddons: [] } });

export const timeZones = (): Answer => ({
  status: 200,
  json: [{ ...ZONE, systemName: 'FLE Standard Time', ianaName: 'Europe/Helsinki' }],
});
