// S14: filters of the events that go to Severa.
import { expect, it } from 'vitest';
import { ADA, BEN, enabledSeveraCompany } from '../../world/product/severaCompany.ts';

const hour = (day: number) => ({ start: `2026-11-${day}T12:00:00`, end: `2026-11-${day}T13:00:00` });

it.each([
  ['category', { categoriesNoneOf: ['Family'] }, ['Holiday', 'Meeting of Ben', 'Lunch', 'Secret', 'Travel']],
  ['sensitivity', { privacy: ['public'] }, ['Family day', 'Holiday', 'Meeting of Ben', 'Lunch', 'Travel']],
  ['free/busy', { freeBusyStatus: ['free'] }, ['Travel']],
  ['all-day', { allDay: false }, ['Family day', 'Meeting of Ben', 'Lunch', 'Secret', 'Travel']],
  ['organiser', { ownOnly: true }, ['Family day', 'Holiday', 'Lunch', 'Secret', 'Travel']],
  ['subject', { titleContains: ['lunch'] }, ['Lunch']],
])('S14: a filter by %s', async (_, toSource, expected) => {
  const company = await enabledSeveraCompany();
  const ada = company.exchange.person(ADA);
  company.event('Lunch');
  company.event('Family day', { ...hour(24), categories: ['Family'] });
  company.event('Secret', { ...hour(25), sensitivity: 'Private' });
  company.event('Travel', { ...hour(26), freeBusy: 'Free' });
  company.event('Holiday', { start: '2026-11-27T00:00:00', end: '2026-11-28T00:00:00', isAllDay: true });
  const invitation = { subject: 'Meeting of Ben', zone: 'FLE Standard Time', organizer: BEN, ...hour(30) };
  ada.accept(ada.receiveMeeting(invitation).id);
  const before = company.events();
  await company.start(ADA, { rules: { filters: { toExchange: {}, toSource } } });
  expect(company.activities()).toEqual([...expected].sort());
  expect(company.events()).toEqual(before);
});
