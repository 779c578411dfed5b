// S11: the participants of an activity: silent copies for those who have switched on, or invitations to all.
import { describe, expect, it } from 'vitest';
import { ADA, BEN, enabledSeveraCompany, type SeveraCompany } from '../../world/product/severaCompany.ts';

async function withParticipant(exchange: object): Promise<SeveraCompany> {
  const company = await enabledSeveraCompany({ exchange });
  const review = company.activity('Review');
  company.office.addParticipant(review, company.people[BEN] ?? '');
  await company.start(ADA);
  await company.work(4);
  return company;
}

describe('S11: an activity with a participant', () => {
  it('goes to those who have switched on, and nobody is mailed', async () => {
    const company = await withParticipant({});
    expect([company.events(ADA), company.events(BEN)]).toEqual([['Review'], []]);
    await company.start(BEN);
    expect([company.events(ADA), company.events(BEN)]).toEqual([['Review'], ['Review']]);
    expect(company.activities()).toEqual(['Review']);
    expect(company.exchange.mail).toEqual([]);
  });

  it('is an invitation from the calendar of its owner where the connection says so', async () => {
    const company = await withParticipant({ participants: 'invitations' });
    expect([company.events(ADA), company.events(BEN)]).toEqual([['Review'], ['Review']]);
    expect(company.exchange.mail.map(({ kind, from, to }) => [kind, from, to])).toEqual([['invitation', ADA, [BEN]]]);
    expect(company.activities()).toEqual(['Review']);
  });
});
