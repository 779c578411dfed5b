// Notifications of a link's own subscription make it get a look.
import { describe, expect, it } from 'vitest';
import { hearNotifications } from '../../../../shared/links/notifications/hearNotifications.ts';
import { PendingRuns } from '../../../../shared/links/runs/pendingRuns.ts';
import { memoryCompany } from '../memoryApp.ts';

const heard = { name: { company: 'acme', link: 'ada' }, notifications: [] };

function hearing(isOurs: boolean) {
  const company = memoryCompany();
  const notifications = { keep: async () => new Map(), hear: async () => isOurs };
  return { ...company, app: { ...company.app, notifications } };
}

describe('hearNotifications', () => {
  it('a burst is one look, a little later', async () => {
    const { app, messages, clock } = hearing(true);
    const pending = new PendingRuns();
    for (let time = 0; time < 3; time += 1) await hearNotifications(app, heard, pending);
    expect(messages).toEqual(['link ada 2']);
    clock.now += 1_000;
    await hearNotifications(app, heard, pending);
    expect(messages).toHaveLength(2);
  });

  it('what is not about the own subscription is nothing', async () => {
    const { app, messages } = hearing(false);
    await hearNotifications(app, heard, new PendingRuns());
    expect(messages).toEqual([]);
  });

  it('a message that could not be sent does not hold up the next one', async () => {
    const { app, messages } = hearing(true);
    const pending = new PendingRuns();
    const down = { ...app.queues, syncLink: () => Promise.reject(new Error('down')) };
    await expect(hearNotifications({ ...app, queues: down }, heard, pending)).rejects.toThrow('down');
    await hearNotifications(app, heard, pending);
    expect(messages).toEqual(['link ada 2']);
  });
});
