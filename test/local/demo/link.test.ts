// The link of the demonstration, against answers of the API: it waits while something goes on, and no longer.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { createLink } from '../../../local/demo/link.ts';

const servers: { close: () => void }[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

/** A link whose status is each of these in turn, and then the last one. */
async function linkWith(statuses: readonly object[], items: readonly object[] = []) {
  let looks = 0;
  const server = createServer((request, response) => {
    const status = statuses[Math.min(looks, statuses.length - 1)];
    if (request.url?.includes('limit=1') && !request.url.includes('titles')) looks += 1;
    response.end(JSON.stringify({ running: false, ...status, pairs: { items } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push({ close: () => void server.close() });
  const { port } = server.address() as AddressInfo; // of a server that listens on a port
  const idle = async () => {};
  const host = { trigger: idle, drained: idle };
  const link = createLink({ api: `http://127.0.0.1:${port}`, apiKey: 'k', user: 'a@b.c', host, wait: idle });
  return { link, looks: () => looks };
}

const counts = (waiting: number, problems = 0) => ({ counts: { waiting, held: 0, problems } });
const problem = (code: string, who = 'user') => ({ code, who, sentence: 'It is too large.', detail: 'HTTP 413' });

describe('untilQuiet', () => {
  it('looks until nothing waits', async () => {
    const { link, looks } = await linkWith([counts(3), counts(1), counts(0)]);
    expect(await link.untilQuiet()).toBe(true);
    expect(looks()).toBe(3);
  });

  it('ends when all that waits was refused for good, and names event and code', async () => {
    const items = [
      { pair: '1', title: 'Budget', problem: problem('item-too-large') },
      { pair: '2', problem: problem('source-unavailable', 'nobody') },
    ];
    const { link } = await linkWith([counts(2, 2)], items);
    await expect(link.untilQuiet()).rejects.toThrow(
      'Refused for good:\n"Budget": item-too-large (HTTP 413). It is too large.',
    );
  });

  it('ends when a person has to act on the link', async () => {
    const { link } = await linkWith([{ ...counts(2), problem: problem('exchange-sign-in-refused', 'administrator') }]);
    await expect(link.untilQuiet()).rejects.toThrow('The link stopped. exchange-sign-in-refused (HTTP 413).');
  });

  it('waits on for trouble that heals by itself, and for what goes on beside a refusal', async () => {
    const healing = { ...counts(2), problem: problem('exchange-unreachable', 'nobody') };
    const beside = counts(3, 1);
    const { link } = await linkWith([...Array(9).fill(healing), ...Array(9).fill(beside), counts(0)]);
    expect(await link.untilQuiet()).toBe(true);
  });
});
