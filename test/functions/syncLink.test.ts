// The queue sync-link: what each outcome of a run means for the next message.
import { describe, expect, it, vi } from 'vitest';
import { adaPath, configuredCompany } from '../world/product/acme.ts';
import { switchedOn } from '../world/product/adaLink.ts';
import { appAt, deliver, logged } from '../world/product/registered.ts';

// Loaded after the functions are registered for the tests.
const { AT_ONCE_MAX } = await import('../../shared/links/runs/companySlots.ts');

let now = Date.UTC(2026, 10, 20);
const app = appAt(() => now);
const sent = vi.spyOn(app.queues, 'syncLink');

describe('syncLink', () => {
  it('an Exchange that does not answer leaves its problem on the link and one delayed message', async () => {
    const { call, company, link } = await switchedOn(app);
    sent.mockClear();
    for (let time = 0; time < 3; time += 1) await deliver('syncLink', { v: 1, company, link });
    expect((await call('GET', adaPath('link'))).body.problem).toMatchObject({ code: 'exchange-unreachable' });
    expect(sent.mock.calls).toEqual([[{ company, link }, expect.any(Number)]]);
    expect(sent.mock.calls[0]?.[1]).toBeGreaterThan(0);
    now += 3_600_000;
    await deliver('syncLink', { v: 1, company, link });
    expect(sent).toHaveBeenCalledTimes(2);
  });

  it('a link that is off is left alone', async () => {
    const { call, company, link, store } = await switchedOn(app);
    await call('POST', adaPath('switch-off'));
    sent.mockClear();
    await deliver('syncLink', { v: 1, company, link });
    expect(sent).not.toHaveBeenCalled();
    expect((await store.load([{ kind: 'lease', name: '' }]))[0]).toBeUndefined();
  });

  it('a password that cannot be read stands as a problem on the link', async () => {
    const { call, company, link } = await switchedOn(app);
    const resource = app.directory.exchange(company);
    const stored = await resource.get();
    const signIn = { method: 'basic', account: 'ACME\\sync', sealedPassword: 'v1.AAAA' } as const;
    if (stored?.value.kind === 'ews') await resource.put({ ...stored.value, signIn }, stored.etag);
    await deliver('syncLink', { v: 1, company, link });
    expect((await call('GET', adaPath('link'))).body.problem).toMatchObject({ code: 'password-unreadable' });
  });

  it('a company whose server hangs has its share of runs going, and no other company waits for it', async () => {
    const { company } = await configuredCompany();
    const { company: other, link } = await switchedOn(app);
    const begun: string[] = [];
    let answer = (): void => undefined;
    const hangs = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const real = app.linkContext.bind(app);
    const context = vi.spyOn(app, 'linkContext').mockImplementation(async (...of) => {
      begun.push(of.join('|'));
      if (of[0] === company) await hangs;
      return of[0] === company ? 'not-found' : real(...of);
    });
    sent.mockClear();
    const links = Array.from({ length: AT_ONCE_MAX + 2 }, (_, at) => `link-${at}`);
    const hanging = links.slice(0, AT_ONCE_MAX).map((each) => deliver('syncLink', { v: 1, company, link: each }));
    for (const each of links.slice(AT_ONCE_MAX)) await deliver('syncLink', { v: 1, company, link: each });
    await deliver('syncLink', { v: 1, company: other, link });
    const left = links.slice(AT_ONCE_MAX);
    expect(begun.sort()).toEqual(
      [...links.slice(0, AT_ONCE_MAX).map((each) => `${company}|${each}`), `${other}|${link}`].sort(),
    );
    expect(sent.mock.calls.filter(([message]) => message.company === company)).toEqual(
      left.map((each) => [{ company, link: each }, expect.any(Number)]),
    );
    answer();
    await Promise.all(hanging);
    await deliver('syncLink', { v: 1, company, link: 'link-0' });
    expect(begun.filter((each) => each === `${company}|link-0`)).toHaveLength(2);
    context.mockRestore();
  });

  it('a link that does not exist ends it', async () => {
    const { company } = await configuredCompany();
    await deliver('syncLink', { v: 1, company, link: 'nobody' });
    expect(logged.at(-1)).toBe('syncLink: no such link');
  });

  it.each([[{}], ['text'], [42], [null], [{ v: 1, company: 'acme' }], [{ v: 1, company: 'acme', link: 'l', more: 1 }]])(
    'the message %j is not ours and throws',
    async (message) => {
      await expect(deliver('syncLink', message)).rejects.toThrow();
    },
  );
});
