// Change tracking with its traps, against the local Exchange, whose Graph has them.
import { describe, expect, it } from 'vitest';
import { createGraphMailbox } from '../../../../shared/exchange/graph/mailbox.ts';
import type { Mailbox, MailboxPage } from '../../../../shared/sync/ports/mailbox.ts';
import { changesSince, EVENT } from '../../../contract/mailbox.ts';
import { series } from '../../../contract/mailboxSeries.ts';
import { openLocalGraph, ZONE } from './localGraph.ts';
import { connectTo, isToken, json, MAILBOX, NOW, refusal, type Script, scriptedGraph } from './scriptedGraph.ts';

const HOUR_MS = 3_600_000;
const in2040 = { ...EVENT, when: { ...EVENT.when, start: '2040-05-01T09:00:00' } } as const;

async function pageOf(mailbox: Mailbox, watermark: string | undefined): Promise<MailboxPage> {
  const page = await mailbox.changes(watermark);
  if (!page.ok || page.value === 'watermarkInvalid') throw new Error(JSON.stringify(page));
  return page.value;
}

describe('readChanges', () => {
  it('an enumeration gives what lies outside of the window too, over several pages', async () => {
    const { mailbox, person } = await openLocalGraph();
    const ids = [await person.create(in2040), await person.create(series())];
    const past = { ...EVENT, when: { ...EVENT.when, start: '2019-05-01T09:00:00' } } as const;
    for (let at = 0; at < 210; at += 1) ids.push(await person.create(at % 2 === 0 ? EVENT : past));
    const { changes } = await changesSince(mailbox, undefined);
    expect(changes.map(({ id }) => id).sort()).toEqual(ids.sort());
    expect(changes.every(({ kind }) => kind === 'changed')).toBe(true);
  });

  it('an event outside of the window that is called removed is looked at, and has changed', async () => {
    const { mailbox, person } = await openLocalGraph();
    await person.create(EVENT);
    const { watermark } = await changesSince(mailbox, undefined);
    const id = await person.create(in2040);
    const { changes } = await changesSince(mailbox, watermark);
    expect(changes).toMatchObject([{ kind: 'changed', id }]);
  });

  it('a cancelled occurrence, which has no row, is a change of its series', async () => {
    const { mailbox, person, owner, ids } = await openLocalGraph();
    const id = await person.create(series());
    const { watermark } = await changesSince(mailbox, undefined);
    owner.removeOccurrence(await ids.toEws(id), '2026-12-08');
    const { changes } = await changesSince(mailbox, watermark);
    expect(changes).toMatchObject([{ kind: 'changed', id }]);
  });

  it('a page that cannot be looked at is no page', async () => {
    const { mailbox, person, exchange } = await openLocalGraph();
    const id = await person.create(EVENT);
    const { watermark } = await changesSince(mailbox, undefined);
    await person.remove(id);
    exchange.behaviour.next({ kind: 'tooManyRequests', retryAfterSeconds: 30 }, 1, 'GET event');
    expect(await mailbox.changes(watermark)).toMatchObject({ failure: { kind: 'throttled', retryAt: NOW + 30_000 } });
    expect(await pageOf(mailbox, watermark)).toMatchObject({ changes: [{ kind: 'removed', id }] });
  });

  it('an idle watermark is the same for an hour, and then a newer link', async () => {
    let now = NOW;
    const { mailbox } = await openLocalGraph({ now: () => now });
    const { watermark } = await changesSince(mailbox, undefined);
    now += HOUR_MS - 1;
    expect((await pageOf(mailbox, watermark)).watermark).toBe(watermark);
    now += 1;
    const renewed = await pageOf(mailbox, watermark);
    expect(renewed).toMatchObject({ changes: [], more: false });
    expect(renewed.watermark).not.toBe(watermark);
    expect((await pageOf(mailbox, renewed.watermark)).watermark).toBe(renewed.watermark);
  });

  it('after a week the window moves on: an enumeration begins anew', async () => {
    let now = NOW;
    const { mailbox } = await openLocalGraph({ now: () => now });
    const { watermark } = await changesSince(mailbox, undefined);
    now += 7 * 24 * HOUR_MS;
    expect(await mailbox.changes(watermark)).toEqual({ ok: true, value: 'watermarkInvalid' });
  });

  it('a watermark of EWS, of another mailbox or of another calendar is none', async () => {
    const { mailbox, connection } = await openLocalGraph();
    const { watermark } = await changesSince(mailbox, undefined);
    const invalid = { ok: true, value: 'watermarkInvalid' };
    expect(await mailbox.changes('H4sIAAA=')).toEqual(invalid);
    const others = [
      { address: 'ben@example.com', timeZone: ZONE },
      { address: MAILBOX, calendar: { name: 'Other' }, timeZone: ZONE },
    ];
    for (const other of others) expect(await createGraphMailbox(connection, other).changes(watermark)).toEqual(invalid);
  });
});

describe('readChanges, of a hostile Graph', () => {
  const open = async (answer: (url: string, origin: string) => unknown) => {
    let origin = '';
    const script: Script = (asked) => {
      if (isToken(asked)) return undefined;
      const body = answer(asked.url, origin);
      return typeof body === 'number' ? refusal(body, 'resyncRequired') : json(200, body);
    };
    const graph = await scriptedGraph(script);
    origin = graph.origin;
    return createGraphMailbox(connectTo(graph), { address: MAILBOX, timeZone: ZONE });
  };
  const BROKEN = { failure: { kind: 'transient', code: 'exchange-answer-broken' } };

  it.each([
    ['another host', () => 'https://evil.example/v1.0/users/ada/calendarView/delta?$skiptoken=1'],
    ['another path', (origin: string) => `${origin}/v1.0/users/ada/messages/delta?$skiptoken=1`],
    ['another version', (origin: string) => `${origin}/beta/users/ada/calendarView/delta?$skiptoken=1`],
    ['nowhere', () => 'not a link'],
  ])('a link to %s is not followed', async (_, link) => {
    const mailbox = await open((_url, origin) => ({ value: [], '@odata.nextLink': link(origin) }));
    expect(await mailbox.changes(undefined)).toMatchObject(BROKEN);
  });

  it.each([
    ['without link', { value: [] }],
    ['without rows', { '@odata.deltaLink': 'x' }],
    ['with a row without id', { value: [{ type: 'singleInstance' }], '@odata.deltaLink': 'x' }],
  ])('a page %s is no page', async (_, body) => {
    const mailbox = await open(() => body);
    expect(await mailbox.changes(undefined)).toMatchObject(BROKEN);
  });

  it('410 in the middle of an enumeration begins it anew; the first row of an id does not count, the last does', async () => {
    let isGone = false;
    const row = (version: string) => ({ id: 'A', '@odata.etag': version, type: 'singleInstance' });
    const mailbox = await open((_url, origin) =>
      isGone
        ? 410
        : {
            value: [{ id: 'A', '@removed': { reason: 'deleted' } }, row('1'), row('2')],
            '@odata.nextLink': `${origin}/v1.0/users('ada')/calendarView/delta?$skiptoken=1`,
          },
    );
    const { changes, watermark, more } = await pageOf(mailbox, undefined);
    expect({ changes, more }).toEqual({ changes: [{ kind: 'changed', id: 'A', version: '2' }], more: true });
    isGone = true;
    expect(await mailbox.changes(watermark)).toEqual({ ok: true, value: 'watermarkInvalid' });
  });
});
