// The folder of a mailbox that the settings mean: against the local Exchange, with its rights.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalExchange, startExchange } from '../../../../../local/exchange/server.ts';
import type { EwsConnectionOptions } from '../../../../../shared/exchange/ews/connection/connection.ts';
import { createEwsMailbox } from '../../../../../shared/exchange/ews/mailbox.ts';
import type { CalendarChoice } from '../../../../../shared/sync/ports/mailbox.ts';
import { EVENT, mailboxContract, onlyValueOf, removalOf, updateOf } from '../../../../contract/mailbox.ts';
import { personOf } from '../../../../world/localMailbox.ts';
import { type Asked, complaintsAbout, connectTo, MAILBOX, NOW } from '../scriptedExchange.ts';

const IMPERSONATOR = { name: 'EXAMPLE\\svc-sync', password: 'pässword', impersonates: 'all' } as const;
const DELEGATE = { name: 'EXAMPLE\\svc-delegate', password: 'x', impersonates: [] } as const;
const AS_DELEGATE = {
  access: 'delegate',
  signIn: { method: 'basic', account: DELEGATE.name, password: DELEGATE.password },
} as const;
const TAG = { pair: 'p', nonce: 'n' };

let exchange: LocalExchange;
let mailboxes = 0;
const sent: Asked[] = [];

beforeAll(async () => {
  exchange = await startExchange({ mailboxes: [MAILBOX], accounts: [IMPERSONATOR, DELEGATE], clock: () => NOW });
});
afterAll(() => exchange.close());

/** A mailbox of its own, opened in this way. Keeps what is sent, so that the schema can judge it. */
function open(options: Partial<EwsConnectionOptions> = {}, calendar?: CalendarChoice) {
  mailboxes += 1;
  const address = `folder${mailboxes}@example.com`;
  exchange.addMailbox(address);
  const connection = connectTo(exchange, options);
  const post: typeof connection.transport.post = (body, headers) => {
    sent.push({ body, headers });
    return connection.transport.post(body, headers);
  };
  const seen = { ...connection, transport: { ...connection.transport, post } };
  return { address, person: exchange.person(address), mailbox: createEwsMailbox(seen, address, calendar) };
}

const created = async (mailbox: ReturnType<typeof open>['mailbox']) => {
  const [outcome] = await mailbox.create([{ event: EVENT, tag: TAG }]);
  return outcome;
};

for (const version of ['Exchange2007_SP1', 'Exchange2016'] as const) {
  mailboxContract({
    name: `EWS as a delegate with full access, ${version}`,
    open: async () => {
      const { mailbox, address, person } = open({ ...AS_DELEGATE, version });
      exchange.grant(DELEGATE.name, address, 'FullAccess');
      return { mailbox, person: personOf(person) };
    },
  });
}

describe('delegate access', () => {
  const granted = (rights: Parameters<LocalExchange['grant']>[2]) => {
    const opened = open(AS_DELEGATE);
    exchange.grant(DELEGATE.name, opened.address, rights);
    return opened;
  };

  it('with rights on the calendar alone: lists, reads, creates, updates, removes, and finds nothing in Deleted Items', async () => {
    const { mailbox, person } = granted('CalendarEditor');
    const outcome = await created(mailbox);
    if (!outcome?.ok) throw new Error('not created');
    const { id } = outcome.value;
    expect(await mailbox.changes(undefined)).toMatchObject({ value: { changes: [{ id }] } });
    expect(await mailbox.findByTag(TAG)).toMatchObject({ value: [{ id }] });
    const [updated] = await mailbox.update([updateOf(onlyValueOf(await mailbox.read([id])), { title: 'Other' })]);
    expect(updated).toMatchObject({ ok: true });
    expect(person.list().map(({ subject }) => subject)).toEqual(['Other']);
    const item = onlyValueOf(await mailbox.read([id]));
    expect(await mailbox.remove([removalOf(item)])).toEqual([{ ok: true, value: undefined }]);
    expect(person.list()).toEqual([]);
    expect(await mailbox.findDeleted(item.uid)).toEqual({ ok: true, value: undefined });
  });

  it('with rights to read: reads, and is refused to write', async () => {
    const { mailbox, person } = granted('CalendarReviewer');
    await personOf(person).create(EVENT);
    expect(await mailbox.changes(undefined)).toMatchObject({ value: { changes: [{ kind: 'changed' }] } });
    expect(await created(mailbox)).toMatchObject({ failure: { kind: 'denied', code: 'mailbox-access-denied' } });
  });

  it('without rights nothing opens', async () => {
    expect(await granted(undefined).mailbox.changes(undefined)).toMatchObject({
      failure: { kind: 'denied', code: 'mailbox-access-denied' },
    });
  });

  it('does not act as the owner', async () => {
    const before = sent.length;
    await granted('FullAccess').mailbox.changes(undefined);
    expect(sent.slice(before).map(({ body }) => body.includes('ExchangeImpersonation'))).toEqual([false]);
  });
});

describe('a calendar with a name', () => {
  it.each(['below', 'beside'] as const)('%s the default one is found once, and all is written there', async (where) => {
    const { mailbox, person } = open({}, { name: 'work' });
    const folder = person.addCalendar('Work', where);
    const before = exchange.requests.get('FindFolder') ?? 0;
    const outcome = await created(mailbox);
    expect(person.list(folder).map(({ id }) => id)).toEqual([outcome?.ok && outcome.value.id]);
    expect(person.list()).toEqual([]);
    expect(await mailbox.changes(undefined)).toMatchObject({ value: { changes: [{ kind: 'changed' }] } });
    expect(await mailbox.findByTag(TAG)).toMatchObject({ value: [{ tag: TAG }] });
    expect((exchange.requests.get('FindFolder') ?? 0) - before).toBe(where === 'below' ? 1 : 2);
  });

  it('the default one has a name, too', async () => {
    const { mailbox, person } = open({}, { name: 'Calendar' });
    await created(mailbox);
    expect(person.list()).toHaveLength(1);
  });

  it('a removed event is restored to it', async () => {
    const { mailbox, person } = open({}, { name: 'Work' });
    const folder = person.addCalendar('Work');
    const outcome = await created(mailbox);
    const id = outcome?.ok ? outcome.value.id : '';
    const item = onlyValueOf(await mailbox.read([id]));
    await mailbox.remove([removalOf(item)]);
    const deleted = await mailbox.findDeleted(item.uid);
    await mailbox.restore(deleted.ok ? (deleted.value?.id ?? '') : '');
    expect(person.list(folder)).toHaveLength(1);
  });

  it.each(['Inbox', 'Nowhere'])('%s is no calendar: nothing is read or written', async (name) => {
    const { mailbox } = open({}, { name });
    const missing = { failure: { kind: 'denied', code: 'calendar-not-found' } };
    expect(await mailbox.changes(undefined)).toMatchObject(missing);
    expect(await created(mailbox)).toMatchObject(missing);
    expect(await mailbox.findByTag(TAG)).toMatchObject(missing);
    expect(await mailbox.restore('x')).toMatchObject(missing);
  });

  it('one that was removed is looked for again', async () => {
    const { mailbox, person } = open({}, { name: 'Work' });
    person.removeFolder(person.addCalendar('Work'));
    const first = person.addCalendar('Work');
    expect(await mailbox.changes(undefined)).toMatchObject({ ok: true });
    person.removeFolder(first);
    expect(await mailbox.changes(undefined)).toMatchObject({ failure: { code: 'calendar-not-found' } });
    person.addCalendar('Work');
    expect(await mailbox.changes(undefined)).toMatchObject({ ok: true });
  });
});

describe('a calendar with an id', () => {
  it('is opened without looking for it', async () => {
    const { address, person } = open();
    const id = person.addCalendar('Work');
    const mailbox = createEwsMailbox(connectTo(exchange), address, { id });
    await created(mailbox);
    expect(person.list(id)).toHaveLength(1);
  });
});

describe('wellKnownFolder, calendarFolder', () => {
  it('every request is valid by the schema of the version it declares', async () => {
    expect(sent.length).toBeGreaterThan(100);
    expect(await complaintsAbout(sent)).toEqual([]);
  });
});
