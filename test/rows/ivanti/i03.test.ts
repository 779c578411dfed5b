// I3: from Plain to Auth Login every pair stays, over EWS and over Graph.
import { expect, it } from 'vitest';
import { accepted, CHANGES, hourOf, ivantiCompany } from '../../world/product/ivantiCompany.ts';
import { authRecord, graphRecord, MAILBOX_ACCOUNT, plainRecord } from '../../world/product/ivantiRecord.ts';

it.each([
  ['EWS', authRecord],
  ['Graph', () => graphRecord],
] as const)(
  'I3: from Plain Login to Auth Login over %s and back, no pair is lost and no event is doubled',
  async (_, record) => {
    const company = await ivantiCompany({ isConnected: false, accounts: [MAILBOX_ACCOUNT] });
    const { call, exchange, office, work } = company;
    company.item('Stands', { owner: 'ben', times: hourOf(30) });
    const review = company.item('Review');
    const put = async (body: object) => {
      const stored = await call('GET', 'calendar-record');
      const headers = stored.status === 200 ? { 'if-match': stored.headers.etag ?? '' } : {};
      return accepted(call('PUT', 'calendar-record', { body, headers: headers as Record<string, string> }));
    };
    await put(plainRecord(exchange));
    await accepted(call('POST', 'synchronisation/enable'));
    await company.startShared();
    const before = await company.pairs(CHANGES);
    expect(before).toHaveLength(2);

    for (const next of [record(exchange), plainRecord(exchange)]) {
      const { body } = await put(next);
      expect(body.loginType).toBe(next.loginType);
      await work(6);
      office.edit(review, { title: `Review by ${next.loginType}` });
      await work(4);
      expect(company.events(CHANGES)).toEqual([`Review by ${next.loginType}`, 'Stands']);
      expect(await company.pairs(CHANGES)).toEqual(before);
    }
  },
);
