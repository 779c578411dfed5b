// A tick of the timer.
import { describe, expect, it, vi } from 'vitest';
import type { App } from '../../../../shared/app/app.ts';
import { askForLooks } from '../../../../shared/links/company/askForLooks.ts';
import { memoryCompany, settingsOf } from '../memoryApp.ts';

function ticking(companies: readonly string[], state: { readonly suspendedAt?: number } = {}) {
  const company = memoryCompany();
  const list = async () => companies.map((name) => ({ company: name, name, createdAt: 0, ...state }));
  const app: App = {
    ...company.app,
    directory: { ...company.app.directory, companies: { list } as App['directory']['companies'] },
    expiredLosers: { remove: vi.fn(async () => undefined) },
    keyChange: { resealWhatIsDue: vi.fn(async () => false) },
  };
  return { ...company, app };
}

describe('askForLooks', () => {
  it('sends a message for each source, and for each link that is on or being removed', async () => {
    const { app, addLink, messages } = ticking(['acme']);
    addLink(settingsOf('ada'));
    addLink(settingsOf('grace', { on: false, removing: true }));
    addLink(settingsOf('joan', { on: false }));
    expect(await askForLooks(app)).toEqual([]);
    expect(messages).toEqual(['source planner', 'link ada', 'link grace']);
    expect(app.expiredLosers.remove).toHaveBeenCalledWith('acme', ['joan']);
    expect(app.settingsChanged).not.toHaveBeenCalled();
  });

  it('settings whose secrets were sealed anew are read anew', async () => {
    const { app } = ticking(['acme']);
    vi.mocked(app.keyChange.resealWhatIsDue).mockResolvedValue(true);
    await askForLooks(app);
    expect(app.settingsChanged).toHaveBeenCalledWith('acme');
  });

  it('a suspended company gets no look; its losing values end in time, and its secrets change their key', async () => {
    const { app, addLink, messages } = ticking(['acme'], { suspendedAt: 1 });
    addLink(settingsOf('ada'));
    expect(await askForLooks(app)).toEqual([]);
    expect(messages).toEqual([]);
    expect(app.expiredLosers.remove).toHaveBeenCalledWith('acme', ['ada']);
    expect(app.keyChange.resealWhatIsDue).toHaveBeenCalledWith('acme');
  });

  it('one company that cannot be read costs no other its look', async () => {
    const { app, messages } = ticking(['broken', 'acme']);
    const error = new Error('down');
    const { links } = app.directory;
    app.directory.links = (company) => (company === 'broken' ? Promise.reject(error) : links(company));
    expect(await askForLooks(app)).toEqual([{ company: 'broken', error }]);
    expect(messages).toEqual(['source planner']);
  });
});
