// A company goes over to its prepared connection.
import { describe, expect, it } from 'vitest';
import { cutOver } from '../../../../shared/links/connections/cutOver.ts';
import { GRAPH, memoryCompany, settingsOf } from '../memoryApp.ts';

async function prepared() {
  const company = memoryCompany();
  await company.app.directory.nextExchange('acme').put(GRAPH, undefined);
  company.addLink(settingsOf('ada'));
  company.addLink(settingsOf('grace', { on: false, removing: true }));
  company.addLink(settingsOf('joan', { on: false }));
  return company;
}

describe('cutOver', () => {
  it('both connections change places, and each link that has runs gets a look', async () => {
    const company = await prepared();
    expect(await cutOver(company.acting)).toEqual({ from: 'ews', to: 'graph', links: 2 });
    expect((await company.app.directory.exchange('acme').get())?.value.kind).toBe('graph');
    expect(company.app.settingsChanged).toHaveBeenCalledWith('acme');
    expect(company.messages).toEqual(['link ada', 'link grace']);
    expect(company.decisions).toEqual([{ link: undefined, what: 'cutOver', by: 'company' }]);
    expect(await cutOver(company.acting)).toMatchObject({ from: 'graph', to: 'ews' });
  });

  it('needs a prepared connection, and nobody who is quicker', async () => {
    expect(await cutOver(memoryCompany().acting)).toEqual({ problem: 'next-exchange-missing' });
    const company = await prepared();
    const nextExchange = company.app.directory.nextExchange('acme');
    company.app.directory.nextExchange = () => ({ ...nextExchange, exchangePlaces: async () => false });
    expect(await cutOver(company.acting)).toEqual({ problem: 'version-stale' });
    expect(company.messages).toEqual([]);
  });
});
