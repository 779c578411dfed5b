// The progress of a company's links in a cut-over.
import { describe, expect, it } from 'vitest';
import { linksToCutOver, readCutover } from '../../../../shared/links/connections/cutoverProgress.ts';
import { memoryCompany, settingsOf } from '../memoryApp.ts';

const watermark = { watermark: 'w', enumerating: false };
const problem = { code: 'mailbox-access-denied', at: 3 };
const lease = { owner: 'o', until: 0, startedAt: 1, deletes: [], problem };

describe('readCutover', () => {
  it('counts the links by their rows, and names the problems of those that are not done', async () => {
    const company = memoryCompany();
    for (const link of ['ada', 'grace', 'joan', 'mary']) {
      company.addUser(link);
      company.addLink(settingsOf(link));
      company.tables.put(link, { kind: 'lease', name: '' }, lease);
    }
    company.tables.put('ada', { kind: 'mailboxWatermark', name: '' }, { ...watermark, api: 'ews' });
    company.tables.put('grace', { kind: 'mailboxWatermark', name: '' }, { ...watermark, api: 'graph' });
    company.tables.put('joan', { kind: 'mailboxWatermark', name: '' }, { ...watermark, api: 'graph' });
    company.tables.put('joan', { kind: 'cutover', name: '' }, { to: 'ews', state: 'finding', at: 2 });
    company.app.directory.companyDecisions = async () => [
      { at: 1, by: 'company', what: 'cutOver' },
      { at: 2, by: 'company', what: 'exchangeChanged' },
      { at: 3, by: 'ada@example.com', what: 'cutOver' },
    ];
    expect(await readCutover(company.acting)).toEqual({
      to: 'ews',
      links: { total: 4, done: 2, inProgress: 1, waiting: 1 },
      problems: [
        { email: 'grace@example.com', problem },
        { email: 'joan@example.com', problem },
      ],
      decisions: [
        { at: 3, by: 'ada@example.com' },
        { at: 1, by: 'company' },
      ],
    });
  });

  it('a cut-over to the former connection has not begun the way back', async () => {
    const company = memoryCompany();
    company.addLink(settingsOf('ada'));
    company.tables.put('ada', { kind: 'cutover', name: '' }, { to: 'graph', state: 'finding', at: 2 });
    expect(await readCutover(company.acting)).toMatchObject({ links: { waiting: 1 } });
  });
});

describe('linksToCutOver', () => {
  it('are those that are on or being removed', async () => {
    const company = memoryCompany();
    company.addLink(settingsOf('ada'));
    company.addLink(settingsOf('grace', { on: false, removing: true }));
    company.addLink(settingsOf('joan', { on: false }));
    expect((await linksToCutOver(company.acting)).map(({ link }) => link)).toEqual(['ada', 'grace']);
  });
});
