// Against the local Exchange, which verifies every proof, and against servers that forget.
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ExchangeOptions, type LocalExchange, startExchange } from '../../../../../local/exchange/server.ts';
import { getOwnCalendar } from '../../../../../shared/exchange/ews/calendar/calendarFolder.ts';
import type { EwsConnectionOptions } from '../../../../../shared/exchange/ews/connection/connection.ts';
import { callOnce } from '../../../../../shared/exchange/ews/soap/call.ts';
import { failed, ok } from '../../../../../shared/sync/ports/outcome.ts';
import {
  type Answer,
  answer,
  connectTo,
  MAILBOX,
  messages,
  NOW,
  scriptedExchange,
  success,
} from '../scriptedExchange.ts';

const ACCOUNT = { name: 'EXAMPLE\\svc-sync', password: 'pässword', impersonates: 'all' } as const;

async function ntlmExchange(options: Partial<ExchangeOptions> = {}): Promise<LocalExchange> {
  const exchange = await startExchange({
    mailboxes: [MAILBOX],
    accounts: [ACCOUNT],
    schemes: ['Negotiate', 'NTLM'],
    clock: () => NOW,
    ...options,
  });
  onTestFinished(() => exchange.close());
  return exchange;
}

function mailboxOf(
  server: Pick<LocalExchange, 'url' | 'caCertificate'>,
  overrides: Partial<EwsConnectionOptions> = {},
) {
  let ids = 0;
  const connection = connectTo(server, {
    signIn: { method: 'ntlm', account: ACCOUNT.name, password: ACCOUNT.password },
    newId: () => `id${ids++}`,
    ...overrides,
  });
  const mailbox = { connection, address: MAILBOX };
  return { connection, open: () => callOnce(mailbox, getOwnCalendar, () => ok('read')) };
}

const REFUSED = failed({ kind: 'denied', code: 'exchange-sign-in-refused', detail: 'HTTP 401' });

describe('createNtlmTransport', () => {
  it('signs in once for all requests of a connection', async () => {
    const server = await ntlmExchange();
    const { open } = mailboxOf(server);
    for (let i = 0; i < 5; i += 1) expect(await open()).toEqual(ok('read'));
    expect(server.signIns.get('NTLM')).toBe(1);
  });

  it('many requests at once share the connections, each signed in once', async () => {
    const server = await ntlmExchange();
    const { open } = mailboxOf(server, { connectionsMax: 3 });
    const outcomes = await Promise.all(Array.from({ length: 20 }, open));
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
    expect(server.signIns.get('NTLM')).toBe(3);
  });

  it.each([
    ['a wrong password', ACCOUNT.name, 'wrong'],
    ['an unknown account', 'EXAMPLE\\nobody', ACCOUNT.password],
  ])('%s is refused after one attempt', async (_, account, password) => {
    const server = await ntlmExchange();
    const { open } = mailboxOf(server, { signIn: { method: 'ntlm', account, password } });
    expect(await open()).toEqual(REFUSED);
    expect(server.signIns.get('NTLM')).toBeUndefined();
  });

  it('an account is named by an address, too', async () => {
    const server = await ntlmExchange({ accounts: [{ ...ACCOUNT, name: 'svc@example.com' }] });
    const { open } = mailboxOf(server, {
      signIn: { method: 'ntlm', account: 'svc@example.com', password: 'pässword' },
    });
    expect(await open()).toEqual(ok('read'));
  });

  it('passes where the server demands channel binding, and not without', async () => {
    const server = await ntlmExchange({ channelBinding: 'require' });
    expect(await mailboxOf(server).open()).toEqual(ok('read'));
    expect(await mailboxOf(server, { bindChannel: false }).open()).toEqual(REFUSED);
  });

  it('a server that offers no NTLM is not sent a proof', async () => {
    const server = await scriptedExchange(answer('', 401, { 'WWW-Authenticate': 'Basic realm="x"' }));
    expect(await mailboxOf(server).open()).toEqual(REFUSED);
    expect(server.asked).toMatchObject([{ body: '' }]);
  });

  it('a challenge that is none ends it', async () => {
    const server = await scriptedExchange(answer('', 401, { 'WWW-Authenticate': 'NTLM AAAA' }));
    expect(await mailboxOf(server).open()).toEqual(
      failed({ kind: 'transient', code: 'exchange-answer-broken', detail: 'NTLM_CHALLENGE' }),
    );
  });

  it('an answer without challenge is the answer', async () => {
    const server = await scriptedExchange(answer('', 503, { 'Retry-After': '5' }));
    expect(await mailboxOf(server).open()).toMatchObject({ failure: { kind: 'throttled', retryAt: NOW + 5_000 } });
  });

  it('a connection that the server forgot is signed in anew, and the request carried out once', async () => {
    const { server, carriedOut } = await forgetful(2);
    const { open } = mailboxOf(server);
    for (let i = 0; i < 4; i += 1) expect(await open()).toEqual(ok('read'));
    expect(carriedOut()).toBe(4);
  });

  it('where the server says that it keeps no connection, each request brings its proof at once', async () => {
    const { server } = await forgetful(1, { 'Persistent-Auth': 'false' });
    const { open } = mailboxOf(server);
    for (let i = 0; i < 3; i += 1) expect(await open()).toEqual(ok('read'));
    expect(server.asked.map(({ headers }) => headers.authorization === undefined)).not.toContain(true);
    expect(server.asked).toHaveLength(6);
  });

  it('closing ends a request under way and those that wait for a connection', async () => {
    let arrived = (): void => {};
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const server = await scriptedExchange(() => arrived());
    const { open, connection } = mailboxOf(server, { connectionsMax: 1 });
    const outcomes = Promise.all([open(), open()]);
    await arrival;
    connection.close();
    const closed = failed({ kind: 'transient', code: 'exchange-unreachable', detail: 'CLOSED' });
    expect(await outcomes).toEqual([closed, closed]);
  });
});

/** A challenge as the example of [MS-NLMP] section 4.2.4 has it. */
const CHALLENGE = Buffer.from(
  '4e544c4d53535000020000000c000c003800000033828ae20123456789abcdef00000000000000002400240044000000060070170000000f53006500720076006500720002000c0044006f006d00610069006e0001000c0053006500720076006500720000000000',
  'hex',
).toString('base64');

/** Takes every proof, and forgets it after `remembered` requests. */
async function forgetful(remembered: number, headers: Record<string, string> = {}) {
  let left = 0;
  let carriedOut = 0;
  const opened = messages('GetFolder', success('GetFolder'));
  const respond: Answer = (asked, response) => {
    const token = Buffer.from(asked.headers.authorization?.replace('NTLM ', '') ?? '', 'base64');
    if (token[8] === 1) return answer('', 401, { 'WWW-Authenticate': `NTLM ${CHALLENGE}` })(asked, response);
    if (token[8] === 3) left = remembered;
    if (left === 0) return answer('', 401, { 'WWW-Authenticate': 'NTLM' })(asked, response);
    left -= 1;
    carriedOut += 1;
    return answer(opened, 200, { 'Content-Type': 'text/xml', ...headers })(asked, response);
  };
  return { server: await scriptedExchange(respond), carriedOut: () => carriedOut };
}
