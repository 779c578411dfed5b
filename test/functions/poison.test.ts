// Where messages end that failed again and again.
import { describe, expect, it, vi } from 'vitest';
import { StoreUnavailable } from '../../shared/sync/ports/store.ts';
import { adaPath, configuredCompany } from '../world/product/acme.ts';
import { type AdaLink, switchedOn } from '../world/product/adaLink.ts';
import { appAt, deliver, logged, registered } from '../world/product/registered.ts';

const app = appAt(() => Date.UTC(2026, 10, 20));
const problemCode = async ({ call }: AdaLink): Promise<unknown> =>
  ((await call('GET', adaPath('link'))).body.problem as { code: string } | undefined)?.code;

describe('syncLinkPoison', () => {
  it('listens to the queue that the host makes for failed messages', () => {
    expect(registered.queues.get('syncLinkPoison')?.queueName).toBe('sync-link-poison');
    expect(registered.queues.get('pollSourcePoison')?.queueName).toBe('poll-source-poison');
  });

  it('a step of a deletion that failed again and again is in the log', async () => {
    await deliver('deleteCompanyStepPoison', { v: 1, company: 'acme' });
    expect(logged.at(-1)).toBe('deleteCompanyStepPoison: message message-1: a step failed again and again');
  });

  it('a message of ours leaves run-failed on its link', async () => {
    const ada = await switchedOn(app);
    await deliver('syncLinkPoison', { v: 1, company: ada.company, link: ada.link });
    expect(await problemCode(ada)).toBe('run-failed');
  });

  it('a message that is not ours but names a link says so there', async () => {
    const ada = await switchedOn(app);
    await deliver('syncLinkPoison', { company: ada.company, link: ada.link, order: 'drop everything' });
    expect(await problemCode(ada)).toBe('message-not-understood');
  });

  it.each([['text'], [42], [null], [{ company: 'acme', link: '../x' }], [{ company: 'a|b', link: 'x' }]])(
    'the message %j names nobody: the log holds its id only',
    async (message) => {
      await deliver('syncLinkPoison', message);
      expect(logged.at(-1)).toBe('syncLinkPoison: message message-1 names no link of ours and was set aside');
    },
  );

  it('a link that does not exist gets no row', async () => {
    const { company } = await configuredCompany();
    await deliver('syncLinkPoison', { v: 1, company, link: 'nobody' });
    expect(logged.at(-1)).toContain('names no link of ours');
    expect(await app.directory.linkStore(company, 'nobody').head()).toEqual([]);
  });

  it('never throws: there is no queue behind this one', async () => {
    const ada = await switchedOn(app);
    vi.spyOn(app.directory, 'linkStore').mockImplementationOnce(() => {
      throw new StoreUnavailable('down');
    });
    await deliver('syncLinkPoison', { v: 1, company: ada.company, link: ada.link });
    expect(logged.at(-1)).toBe('syncLinkPoison: message message-1: StoreUnavailable');
  });
});

describe('pollSourcePoison', () => {
  it('a poll that failed stands on every link of its source', async () => {
    const ada = await switchedOn(app);
    await deliver('pollSourcePoison', { v: 1, company: ada.company, source: 'planner' });
    expect(await problemCode(ada)).toBe('poll-failed');
  });

  it('a message that is not ours is logged by its id', async () => {
    await deliver('pollSourcePoison', { hello: 'world' });
    expect(logged.at(-1)).toBe('pollSourcePoison: message message-1 names no link of ours and was set aside');
  });
});
