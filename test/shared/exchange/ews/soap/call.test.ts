import { describe, expect, it } from 'vitest';
import { getOwnCalendar } from '../../../../../shared/exchange/ews/calendar/calendarFolder.ts';
import { callForEach, callOnce, readAnswer } from '../../../../../shared/exchange/ews/soap/call.ts';
import { ELEMENTS_MAX } from '../../../../../shared/exchange/ews/xml/reader.ts';
import { failed, ok } from '../../../../../shared/sync/ports/outcome.ts';
import {
  type Answer,
  answer,
  backOff,
  complaintsAbout,
  connectTo,
  envelope,
  failure,
  fault,
  MAILBOX,
  messages,
  NOW,
  scriptedExchange,
  scriptedMailbox,
  success,
} from '../scriptedExchange.ts';

const OPENED = messages('GetFolder', success('GetFolder'));

/** The outcome of a request for one thing when the server gives these answers. */
async function outcomeOf(...answers: Answer[]) {
  const { mailbox, server } = await scriptedMailbox(...answers);
  return { outcome: await callOnce(mailbox, getOwnCalendar, () => ok('read')), server };
}

const failureOf = async (...answers: Answer[]) => (await outcomeOf(...answers)).outcome;

describe('callOnce', () => {
  it('sends Basic credentials in UTF-8, the impersonated address in the header, and the anchor', async () => {
    const { outcome, server } = await outcomeOf(answer(OPENED));
    expect(outcome).toEqual(ok('read'));
    const [asked] = server.asked;
    const credentials = Buffer.from('EXAMPLE\\svc-sync:pässword').toString('base64');
    expect(asked?.headers).toMatchObject({ authorization: `Basic ${credentials}`, 'x-anchormailbox': MAILBOX });
    expect(asked?.body).toContain(`<t:ConnectingSID><t:SmtpAddress>${MAILBOX}</t:SmtpAddress></t:ConnectingSID>`);
    expect(await complaintsAbout(server.asked)).toEqual([]);
  });

  it('without an address acts as the account itself', async () => {
    const server = await scriptedExchange(answer(OPENED));
    const mailbox = { connection: connectTo(server), address: undefined };
    await callOnce(mailbox, getOwnCalendar, () => ok('read'));
    expect(server.asked[0]?.headers).not.toHaveProperty('x-anchormailbox');
    expect(server.asked[0]?.body).not.toContain('ExchangeImpersonation');
  });

  it('an address that no header can carry goes without the anchor', async () => {
    const server = await scriptedExchange(answer(OPENED));
    const mailbox = { connection: connectTo(server), address: 'łukasz@example.com' };
    expect(await callOnce(mailbox, getOwnCalendar, () => ok('read'))).toEqual(ok('read'));
    expect(server.asked[0]?.headers).not.toHaveProperty('x-anchormailbox');
    expect(server.asked[0]?.body).toContain('<t:SmtpAddress>łukasz@example.com</t:SmtpAddress>');
  });

  it('a SOAP fault is the failure of its response code, with status 500 and with status 200', async () => {
    const denied = failed({
      kind: 'denied',
      code: 'exchange-impersonation-refused',
      detail: 'ErrorImpersonateUserDenied',
    });
    expect(await failureOf(answer(fault('ErrorImpersonateUserDenied'), 500))).toEqual(denied);
    expect(await failureOf(answer(fault('ErrorImpersonateUserDenied'), 200))).toEqual(denied);
  });

  it('a busy server names its pause in the fault and inside an answer', async () => {
    const throttled = failed({ kind: 'throttled', code: 'exchange-throttled', retryAt: NOW + 7_000 });
    const pause = '<t:MessageXml><t:Value Name="BackOffMilliseconds">7000</t:Value></t:MessageXml>';
    expect(await failureOf(answer(fault('ErrorServerBusy', 15, pause), 500))).toEqual(throttled);
    const inside = messages('GetFolder', failure('GetFolder', 'ErrorServerBusy', backOff(7_000)));
    expect(await failureOf(answer(inside))).toEqual(throttled);
  });

  it.each([
    ['a sign-in page', answer('<!DOCTYPE html><html><body>Sign in</body></html>')],
    ['an HTML page that is well-formed', answer('<html><body>Sign in</body></html>')],
    ['a page by its type', answer('Sign in', 200, { 'Content-Type': 'text/html' })],
  ])('%s with status 200 is told as a web page: nothing is concluded from it', async (_, page) => {
    expect(await failureOf(page)).toEqual(failed({ kind: 'transient', code: 'exchange-not-ews', detail: 'HTTP 200' }));
  });

  it('an answer of Exchange is read, whatever type a proxy gives it', async () => {
    const page = answer(messages('GetFolder', failure('GetFolder', 'ErrorItemNotFound')), 200, {
      'Content-Type': 'text/html',
    });
    expect(await failureOf(page)).toMatchObject({ failure: { kind: 'gone' } });
  });

  it('an answer of more elements than a page has is too large', async () => {
    const large = answer(envelope('<m:x/>'.repeat(ELEMENTS_MAX)));
    expect(await failureOf(large)).toEqual(
      failed({ kind: 'transient', code: 'exchange-answer-broken', detail: 'ANSWER_TOO_LARGE' }),
    );
  });

  it.each([
    ['an empty body', answer('')],
    ['half an envelope', answer(OPENED.slice(0, -30))],
    ['a DOCTYPE', answer(`<!DOCTYPE s [<!ENTITY x "y">]>${OPENED.replace(/<\?.*?\?>/, '')}`)],
    ['an envelope without response messages', answer(envelope(''))],
    ['a message without a response code', answer(messages('GetFolder', '<m:GetFolderResponseMessage/>'))],
  ])('%s with status 200 is transient: nothing is concluded from it', async (_, broken) => {
    expect(await failureOf(broken)).toMatchObject({ failure: { kind: 'transient', code: 'exchange-answer-broken' } });
  });

  it('a wrong password is denied, and the answer is not taken for a broken one', async () => {
    const refused = answer('', 401, { 'WWW-Authenticate': 'Basic realm="x"' });
    expect(await failureOf(refused)).toEqual(
      failed({ kind: 'denied', code: 'exchange-sign-in-refused', detail: 'HTTP 401' }),
    );
  });

  const versionIn = (body: string) => /RequestServerVersion [^>]*Version="(\w+)"/.exec(body)?.[1] ?? '';
  const speaking = (versions: readonly string[], refusal: string, answered: string): Answer => {
    return (asked, response) => {
      const spoken = versions.includes(versionIn(asked.body));
      return (spoken ? answer(answered) : answer(refusal, 500))(asked, response);
    };
  };
  const FAULT = '<s:Fault><faultcode>a:ErrorInvalidServerVersion</faultcode><faultstring/></s:Fault>';
  const withoutVersion = (xml: string) => xml.replace(/<s:Header>.*<\/s:Header>/, '');
  const OPENED_BY_2010 = OPENED.replace('MajorVersion="15"', 'MajorVersion="14"');

  it('an older server that refuses without a word is asked what it speaks, and spoken to so from then on', async () => {
    const old = speaking(['Exchange2007_SP1', 'Exchange2010_SP2'], withoutVersion(envelope(FAULT)), OPENED_BY_2010);
    const { mailbox, server } = await scriptedMailbox(old);
    expect(await callOnce(mailbox, getOwnCalendar, () => ok('read'))).toEqual(ok('read'));
    await callOnce(mailbox, getOwnCalendar, () => ok('read'));
    const versions = server.asked.map(({ body }) => versionIn(body));
    expect(versions).toEqual(['Exchange2016', 'Exchange2007_SP1', 'Exchange2010_SP2', 'Exchange2010_SP2']);
    expect(await complaintsAbout(server.asked)).toEqual([]);
  });

  it.each(['ErrorInvalidServerVersion', 'ErrorSchemaValidation'])(
    'an older server that says its version with %s is asked again at once',
    async (code) => {
      const { mailbox, server } = await scriptedMailbox(
        speaking(['Exchange2010_SP2'], fault(code, 14), OPENED_BY_2010),
      );
      expect(await callOnce(mailbox, getOwnCalendar, () => ok('read'))).toEqual(ok('read'));
      expect(server.asked.map(({ body }) => versionIn(body))).toEqual(['Exchange2016', 'Exchange2010_SP2']);
    },
  );

  it('a server that refuses what it says it speaks is asked in older versions one by one', async () => {
    const { mailbox, server } = await scriptedMailbox(
      speaking(['Exchange2007_SP1', 'Exchange2013'], fault('ErrorInvalidSchemaVersionForMailboxVersion'), OPENED),
    );
    expect(await callOnce(mailbox, getOwnCalendar, () => ok('read'))).toEqual(ok('read'));
    expect(versionIn(server.asked.at(-1)?.body ?? '')).toBe('Exchange2013');
  });

  it('a request that the schema of a server of our version refuses is not repeated', async () => {
    const { server } = await outcomeOf(answer(fault('ErrorSchemaValidation'), 500));
    expect(server.asked).toHaveLength(1);
  });

  it('a server that knows none of our versions is too old', async () => {
    expect(await failureOf(answer(fault('ErrorInvalidServerVersion', 8), 500))).toMatchObject({
      failure: { kind: 'blocked', code: 'exchange-version-too-old' },
    });
  });

  it('whom Microsoft shuts out after the end of EWS is not asked to allow anything', async () => {
    const { mailbox } = await scriptedMailbox(answer('', 403, { 'X-EWS-Policy-Reason': 'EWS is disabled' }));
    const at = (now: number, cloud = { endsAt: NOW }) => ({
      ...mailbox,
      connection: { ...mailbox.connection, cloud, now: () => now },
    });
    const codeAt = async (...when: Parameters<typeof at>) => {
      const outcome = await callOnce(at(...when), getOwnCalendar, () => ok('read'));
      return outcome.ok || !('code' in outcome.failure) ? undefined : outcome.failure.code;
    };
    expect(await codeAt(NOW - 1)).toBe('exchange-blocked');
    expect(await codeAt(NOW)).toBe('ews-ended');
    expect(await failureOf(answer('', 403))).toMatchObject({ failure: { kind: 'blocked', code: 'exchange-blocked' } });
  });

  it('each request that leaves the process is told to the meter', async () => {
    const server = await scriptedExchange(answer(OPENED));
    const metered: string[] = [];
    const connection = connectTo(server, { meter: (target) => metered.push(target) });
    await callOnce({ connection, address: MAILBOX }, getOwnCalendar, () => ok('read'));
    expect(metered).toEqual(['exchange']);
  });
});

describe('callForEach', () => {
  const each = async (count: number, body: string) => {
    const { mailbox, server } = await scriptedMailbox(answer(body));
    return { outcomes: await callForEach(mailbox, { count, compose: getOwnCalendar, read: () => ok('read') }), server };
  };
  const [good, missing] = [success('GetItem'), failure('GetItem', 'ErrorItemNotFound')];

  it('answers each item in order', async () => {
    const { outcomes } = await each(3, messages('GetItem', good, missing, good));
    expect(outcomes).toEqual([ok('read'), failed({ kind: 'gone' }), ok('read')]);
  });

  it('a batch that is answered with one error has that error for each item', async () => {
    const { outcomes } = await each(2, messages('GetItem', failure('GetItem', 'ErrorServerBusy', backOff(1_000))));
    const throttled = failed({ kind: 'throttled', code: 'exchange-throttled', retryAt: NOW + 1_000 });
    expect(outcomes).toEqual([throttled, throttled]);
  });

  it('a batch with answers missing is broken for each item, since nobody knows whose are there', async () => {
    const { outcomes } = await each(3, messages('GetItem', good, good));
    expect(outcomes.map((outcome) => !outcome.ok && outcome.failure.kind)).toEqual(
      Array.from({ length: 3 }, () => 'transient'),
    );
  });

  it('a batch of which an item came too late makes the next ones smaller, one that went well larger again', async () => {
    const late = messages(
      'GetItem',
      ...Array.from({ length: 40 }, (_, at) => (at < 39 ? good : failure('GetItem', 'ErrorServerBusy'))),
    );
    const fine = messages('GetItem', ...Array.from({ length: 20 }, () => good));
    const { mailbox } = await scriptedMailbox(answer(late), answer(fine));
    const size = () => mailbox.connection.batchSizes.of(MAILBOX);
    await callForEach(mailbox, { count: 40, compose: getOwnCalendar, read: () => ok('read') });
    expect(size()).toBe(20);
    await callForEach(mailbox, { count: 20, compose: getOwnCalendar, read: () => ok('read') });
    expect(size()).toBe(25);
  });

  it('nothing to ask is not asked', async () => {
    const { outcomes, server } = await each(0, '');
    expect(outcomes).toEqual([]);
    expect(server.asked).toEqual([]);
  });
});

describe('readAnswer', () => {
  it('a fault without detail is named by its faultcode', () => {
    const body = envelope('<s:Fault><faultcode>a:ErrorAccessDenied</faultcode><faultstring/></s:Fault>');
    expect(readAnswer({ status: 500, headers: {}, body }, NOW)).toMatchObject({
      failure: { kind: 'denied', detail: 'ErrorAccessDenied' },
    });
  });
});
