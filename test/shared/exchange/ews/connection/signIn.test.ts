// The ways to sign in, against the local Exchange and against servers that say what a test wants.
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ExchangeOptions, startExchange } from '../../../../../local/exchange/server.ts';
import { getOwnCalendar } from '../../../../../shared/exchange/ews/calendar/calendarFolder.ts';
import type { SignIn } from '../../../../../shared/exchange/ews/connection/signIn.ts';
import { callOnce } from '../../../../../shared/exchange/ews/soap/call.ts';
import { failed, ok } from '../../../../../shared/sync/ports/outcome.ts';
import { answer, connectTo, MAILBOX, messages, NOW, scriptedExchange, success } from '../scriptedExchange.ts';

const ACCOUNT = { name: 'EXAMPLE\\svc-sync', password: 'pässword', impersonates: 'all' } as const;
const PASSWORD: SignIn = { method: 'password', account: ACCOUNT.name, password: ACCOUNT.password };
const OPENED = messages('GetFolder', success('GetFolder'));

async function exchangeThatOffers(schemes: ExchangeOptions['schemes']) {
  const exchange = await startExchange({
    mailboxes: [MAILBOX],
    accounts: [ACCOUNT],
    clock: () => NOW,
    ...(schemes ? { schemes } : {}),
  });
  onTestFinished(() => exchange.close());
  return exchange;
}

const openerOf = (server: { url: string; caCertificate: string }, signIn: SignIn) => {
  const connection = connectTo(server, { signIn });
  return () => callOnce({ connection, address: MAILBOX }, getOwnCalendar, () => ok('read'));
};

describe('signedTransport', () => {
  it('basic: sends the credentials in UTF-8 with each request, the domain in the account', async () => {
    const server = await scriptedExchange(answer(OPENED));
    await openerOf(server, { method: 'basic', account: 'EXAMPLE\\svc', password: 'pä:ss' })();
    const credentials = Buffer.from('EXAMPLE\\svc:pä:ss').toString('base64');
    expect(server.asked[0]?.headers.authorization).toBe(`Basic ${credentials}`);
  });

  it.each([
    [['Basic'], 'Basic', 3],
    [['NTLM', 'Basic'], 'NTLM', 1],
    [['Negotiate', 'NTLM'], 'NTLM', 1],
  ] as const)('password: of %j it is %s', async (schemes, scheme, signIns) => {
    const exchange = await exchangeThatOffers(schemes);
    const open = openerOf(exchange, PASSWORD);
    for (let i = 0; i < 3; i += 1) expect(await open()).toEqual(ok('read'));
    expect([...exchange.signIns]).toEqual([[scheme, signIns]]);
  });

  it('password: the first request finds out, and the next ones ask no more', async () => {
    const server = await scriptedExchange(answer('', 401, { 'WWW-Authenticate': 'Basic realm="x"' }), answer(OPENED));
    const open = openerOf(server, PASSWORD);
    await open();
    await open();
    const schemes = server.asked.map(({ headers }) => headers.authorization?.split(' ')[0]);
    expect(schemes).toEqual(['NTLM', 'Basic', 'Basic']);
  });

  it('password: a wrong one is not sent in another way', async () => {
    const exchange = await exchangeThatOffers(['NTLM', 'Basic']);
    const refused = failed({ kind: 'denied', code: 'exchange-sign-in-refused', detail: 'HTTP 401' });
    expect(await openerOf(exchange, { ...PASSWORD, password: 'wrong' })()).toEqual(refused);
    const server = await scriptedExchange(answer('', 401, { 'WWW-Authenticate': 'NTLM, Basic realm="x"' }));
    expect(await openerOf(server, PASSWORD)()).toEqual(refused);
    expect(server.asked.map(({ headers }) => headers.authorization?.split(' ')[0])).toEqual(['NTLM']);
  });
});
