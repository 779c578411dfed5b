// The timer asks for a look at everything that is on, and one company's trouble costs no other's look.
import { describe, expect, it, vi } from 'vitest';
import { StoreUnavailable } from '../../shared/sync/ports/store.ts';
import { adaPath } from '../world/product/acme.ts';
import { switchedOn } from '../world/product/adaLink.ts';
import { appAt, logged, registered, tick } from '../world/product/registered.ts';

const app = appAt(() => Date.UTC(2026, 10, 20));

describe('schedule', () => {
  it('runs by the setting SCHEDULE', () => {
    expect(registered.timers.get('schedule')?.schedule).toBe('%SCHEDULE%');
  });

  it('sends one message per source and per link that is on', async () => {
    const on = await switchedOn(app);
    const off = await switchedOn(app);
    await off.call('POST', adaPath('switch-off'));
    const [synced, polled] = [vi.spyOn(app.queues, 'syncLink'), vi.spyOn(app.queues, 'pollSource')];
    await tick('schedule');
    const messages = [...synced.mock.calls, ...polled.mock.calls].map(([message]) => message);
    const about = ({ company }: { company: string }) => messages.filter((message) => message.company === company);
    expect(about(on)).toEqual([
      { company: on.company, link: on.link },
      { company: on.company, source: 'planner' },
    ]);
    expect(about(off)).toEqual([{ company: off.company, source: 'planner' }]);
  });

  it('goes on with the other companies when one cannot be read, and fails visibly at the end', async () => {
    const broken = await switchedOn(app);
    const healthy = await switchedOn(app);
    const { links } = app.directory;
    vi.spyOn(app.directory, 'links').mockImplementation((company) =>
      company === broken.company ? Promise.reject(new StoreUnavailable('down')) : links(company),
    );
    const synced = vi.spyOn(app.queues, 'syncLink');
    await expect(tick('schedule')).rejects.toThrow('1 companies were not looked at');
    expect(synced).toHaveBeenCalledWith({ company: healthy.company, link: healthy.link });
    expect(logged.at(-1)).toBe(`schedule: ${broken.company}: StoreUnavailable`);
  });
});
