// A workflow of Ivanti calls the webhook: a change and a deletion are in the calendar at once, without a listing.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { ADA, enabledIvantiCompany, hourOf } from '../../world/product/ivantiCompany.ts';
import { send } from '../../world/product/registered.ts';

/** A server that hands each call to the product, as the host would. `answers`: those of the product so far. */
async function hostOf(path: string) {
  const answers: object[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, `${value}`]));
    const { status, body } = await send('POST', path, { headers, text });
    answers.push({ status, code: body.code });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // of a server that listens on a port
  return { url: `http://127.0.0.1:${port}`, answers };
}

it('a deletion in Ivanti takes its event away with the next message', async () => {
  const company = await enabledIvantiCompany();
  const { call, clock, office, ivanti } = company;
  const review = company.item('Review');
  company.item('Window', { times: hourOf(24) });
  await company.start(ADA);
  expect(company.events(ADA)).toEqual(['Review', 'Window']);
  const { body } = await call('POST', 'sources/ivanti/webhook', { body: {} });
  const { url, answers } = await hostOf(String(body.path).replace('/api/', ''));
  office.callWebhook({ url, secret: String(body.secret) });

  vi.useFakeTimers({ now: clock.now, toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  office.remove(review);
  await ivanti.workflows.sent();
  expect(answers).toEqual([{ status: 202 }]);
  expect(company.waiting()).toMatchObject([{ message: { entry: review } }]);
  await company.deliverDue();
  expect(company.events(ADA)).toEqual(['Window']);
});
