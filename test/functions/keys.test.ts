// A change of ENCRYPTION_KEY, as the operator sees it: what hangs on which key, until nothing hangs on the former one.
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyRing } from '../../shared/access/keys.ts';
import { ENTRY, EXCHANGE } from '../world/product/acme.ts';
import { listed } from '../world/product/adaLink.ts';
import { appAt, OPERATOR_KEY, send, tick } from '../world/product/registered.ts';

const headers = { authorization: `Bearer ${OPERATOR_KEY}` };
/** Keys that no other test has, so that only what this one makes hangs on them. */
const first = new Uint8Array(randomBytes(32));
const second = new Uint8Array(randomBytes(32));
/** Rows that name no key count for the oldest one, also those that other tests left in the same tables. */
const oldest = new Uint8Array(randomBytes(32));
const [idOfFirst, idOfSecond] = [first, second].map((key) => keyRing(key, [])[0].id);
let now = Date.UTC(2026, 10, 20);
const at = () => now;

async function countsOf(key: string | undefined): Promise<unknown> {
  const answer = await send('GET', 'keys', { headers });
  expect(answer.status).toBe(200);
  return (answer.body.items as { key?: string }[]).find((each) => each.key === key);
}

describe('GET keys', () => {
  it('what hangs on a key is counted, until all of it was sealed anew', async () => {
    const before = appAt(at, { encryptionKey: first, formerEncryptionKeys: [oldest] });
    const ada = await listed(before);
    await ada.call('PUT', 'sources/planner/entries/e1', { body: ENTRY });
    const context = await before.linkContext(ada.company, ada.link);
    if (typeof context === 'string') throw new Error(context);
    const lost = { side: 'mailbox', field: 'title', why: 'conflict', sealed: context.seal('"Lost"') } as const;
    const kept = { ...lost, pair: 'p1', at: now, expiresAt: now + 1_000_000 };
    const lease = { owner: 'o', until: 0, startedAt: now, deletes: [], prints: { key: idOfFirst ?? '' } };
    await ada.store.commit([
      { op: 'insert', kind: 'history', name: '1-a', row: kept },
      { op: 'insert', kind: 'lease', name: '', row: lease },
    ]);
    expect(await countsOf(idOfFirst)).toEqual({
      key: idOfFirst,
      use: 'inUse',
      secrets: 1,
      losingValues: 1,
      entries: 2,
      links: 1,
      linksOff: 0,
    });

    const after = appAt(at, { encryptionKey: second, formerEncryptionKeys: [first, oldest] });
    await tick('schedule');
    // The link is on: its own runs see to its rows.
    const left = { use: 'former', secrets: 0, losingValues: 1, entries: 0, links: 1, linksOff: 0, isNeeded: true };
    expect(await countsOf(idOfFirst)).toEqual({ key: idOfFirst, ...left });
    expect(await countsOf(idOfSecond)).toMatchObject({ use: 'inUse', secrets: 1, entries: 2 });
    expect(await after.linkContext(ada.company, ada.link)).toBeTypeOf('object');

    await ada.call('POST', 'users/ada@example.com/switch-off');
    await tick('schedule');
    expect(await countsOf(idOfFirst)).toMatchObject({ losingValues: 1, links: 0, linksOff: 1 });
    now += 3_600_000;
    await tick('schedule');
    expect(await countsOf(idOfFirst)).toMatchObject({ losingValues: 0, linksOff: 1, isNeeded: true });
    const [row] = await ada.store.list('history');
    const opened = await after.linkContext(ada.company, ada.link);
    if (typeof opened === 'string' || !row) throw new Error('nothing to open');
    expect(opened.open(row.row)).toMatchObject({ patch: { title: 'Lost' } });

    expect((await ada.call('GET', 'sources/planner/entries/e1')).body.title).toBe(ENTRY.title);
    appAt(at, { encryptionKey: oldest, formerEncryptionKeys: [] });
    const unread = await ada.call('GET', 'sources/planner/entries/e1');
    expect(unread).toMatchObject({ status: 409, body: { code: 'key-missing' } });
    appAt(at, { encryptionKey: second, formerEncryptionKeys: [] });
    expect(await countsOf(idOfFirst)).toMatchObject({ use: 'missing', linksOff: 1 });
    expect((await ada.call('GET', 'exchange')).body).toMatchObject({ url: EXCHANGE.url });
  });
});
