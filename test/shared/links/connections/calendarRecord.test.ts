// The record of a shared calendar: the rows that it is made of, and its version.
import { expect, it } from 'vitest';
import { readCalendarRecord, saveCalendarRecord } from '../../../../shared/links/connections/calendarRecord.ts';
import type { ExchangeSettings } from '../../../../shared/links/settings.ts';
import { newCompany } from '../../../world/product/acme.ts';
import { appAt } from '../../../world/product/registered.ts';

const app = appAt(() => Date.UTC(2026, 10, 20));
const email = 'changes@example.com';
const graph: ExchangeSettings = {
  kind: 'graph',
  cloud: 'global',
  application: { kind: 'operator' },
  timeZone: 'UTC',
  testMailbox: email,
};
const ews: ExchangeSettings = {
  kind: 'ews',
  url: 'https://mail.example/EWS/Exchange.asmx',
  version: 'Exchange2016',
  signIn: { method: 'password', account: email, sealedPassword: 'sealed' },
  access: 'delegate',
  timeZone: 'UTC',
  testMailbox: email,
};
const wanted = (value: ExchangeSettings) =>
  ({ kind: value.kind, settings: () => ({ value }), email, name: 'Changes', calendar: undefined }) as const;

it('another interface goes into use by a cut-over, and the former one stays beside it', async () => {
  const { company } = await newCompany();
  const acting = { app, company, by: 'company' };
  const made = await saveCalendarRecord(acting, { ...wanted(ews), precondition: { kind: 'none' } });
  if ('problem' in made) throw new Error(made.problem);
  expect(made).toMatchObject({ isNew: true, value: { exchange: { kind: 'ews' }, mailbox: { email } } });
  const precondition = { kind: 'version', version: made.version } as const;
  const changed = await saveCalendarRecord(acting, { ...wanted(graph), precondition });
  expect(changed).toMatchObject({ isNew: false, value: { exchange: { kind: 'graph' } } });
  expect((await app.directory.nextExchange(company).get())?.value.kind).toBe('ews');
  const decisions = (await app.directory.companyDecisions(company)).map(({ what }) => what);
  expect(decisions).toEqual(['exchangeChanged', 'nextExchangeChanged', 'cutOver']);
});

it('a version that is not the stored one changes nothing', async () => {
  const { company } = await newCompany();
  const acting = { app, company, by: 'company' };
  const precondition = { kind: 'version', version: 'x' } as const;
  expect(await saveCalendarRecord(acting, { ...wanted(ews), precondition })).toEqual({ problem: 'version-stale' });
  expect(await readCalendarRecord(acting)).toEqual({ problem: 'not-found' });
});
