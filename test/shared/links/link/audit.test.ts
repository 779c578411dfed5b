// The record of decisions, the newest first.
import { describe, expect, it } from 'vitest';
import { readCompanyAudit, readLinkAudit } from '../../../../shared/links/link/audit.ts';
import type { AuditRow } from '../../../../shared/sync/ports/audit.ts';
import { ADA, memoryCompany, settingsOf } from '../memoryApp.ts';

const decided = (at: number, what: AuditRow['what']): AuditRow => ({ at, by: 'company', what });

function audited() {
  const company = memoryCompany();
  company.addLink(settingsOf('ada'));
  company.tables.put('ada', { kind: 'audit', name: '4-x' }, decided(4, 'holdReleased'));
  company.app.directory.decisions = async () => [decided(1, 'switchedOn'), decided(5, 'switchedOff')];
  company.app.directory.companyDecisions = async () => [decided(2, 'exchangeChanged'), decided(3, 'cutOver')];
  return company;
}

describe('readLinkAudit', () => {
  it('joins the decisions about settings and rows, and the cut-overs of the company', async () => {
    const { acting } = audited();
    const audit = await readLinkAudit(acting, { email: ADA });
    if ('problem' in audit) throw new Error(audit.problem);
    expect(audit.items.map(({ what }) => what)).toEqual(['switchedOff', 'holdReleased', 'cutOver', 'switchedOn']);
  });

  it('before switching on it is empty', async () => {
    expect(await readLinkAudit(memoryCompany().acting, { email: ADA })).toEqual({ items: [] });
  });
});

describe('readCompanyAudit', () => {
  it('has the decisions about connections only', async () => {
    const { items } = await readCompanyAudit(audited().acting);
    expect(items.map(({ what }) => what)).toEqual(['cutOver', 'exchangeChanged']);
  });
});
