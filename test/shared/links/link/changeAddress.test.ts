// A user's address changes.
import { describe, expect, it } from 'vitest';
import { changeAddress } from '../../../../shared/links/link/changeAddress.ts';
import { ADA, memoryCompany, settingsOf } from '../memoryApp.ts';

const change = { from: ADA, to: 'ada.lovelace@example.com' };

describe('changeAddress', () => {
  it('the user stays the same, and a link that is on gets a look', async () => {
    const company = memoryCompany();
    company.addLink(settingsOf('ada'));
    expect(await changeAddress(company.acting, change)).toEqual({ email: change.to, name: 'Ada' });
    expect(await company.app.directory.user('acme', change.to).get()).toMatchObject({ value: { user: 'ada' } });
    expect(company.app.settingsChanged).toHaveBeenCalledWith('acme');
    expect(company.decisions).toEqual([{ link: 'ada', what: 'addressChanged', by: 'company' }]);
    expect(company.messages).toEqual(['link ada']);
  });

  it('a link that is off is left alone', async () => {
    const company = memoryCompany();
    company.addLink(settingsOf('ada', { on: false }));
    await changeAddress(company.acting, change);
    expect(company.messages).toEqual([]);
  });

  it('an address that nobody has, and one that somebody has, are refused', async () => {
    const { acting, addUser } = memoryCompany();
    addUser('grace');
    expect(await changeAddress(acting, { ...change, from: 'eve@example.com' })).toEqual({ problem: 'not-found' });
    expect(await changeAddress(acting, { ...change, to: 'grace@example.com' })).toEqual({ problem: 'address-taken' });
  });
});
