// The pages of an object.
import { describe, expect, it } from 'vitest';
import type { IvantiClient } from '../../../../shared/sources/ivanti/client.ts';
import {
  idOf,
  type Place,
  readEqual,
  readNewest,
  readPage,
  readSome,
  seesRows,
} from '../../../../shared/sources/ivanti/rows.ts';
import { ok } from '../../../../shared/sync/ports/outcome.ts';
import { hourOn, OBJECT, openParts } from './openParts.ts';

/** A client that answers each list with these rows. */
const answering = (rows: readonly object[]): IvantiClient => ({
  ask: async () => ok({ status: 200, headers: {}, body: JSON.stringify({ value: rows }) }),
  metadata: async () => ok(''),
  reach: async () => ok(''),
});
const rowAt = (second: number, id = `${second}`) => ({
  RecId: id,
  LastModDateTime: new Date(Date.UTC(2026, 10, 20) + second * 1000).toISOString(),
});
const hundred = Array.from({ length: 100 }, (_, index) => index);

describe('readPage', () => {
  it.each([0, 1])('all rows come once, however many share a second (%s s between them)', async (apart) => {
    const { client, office, clock } = await openParts({ workflowSeconds: undefined });
    for (let index = 0; index < 250; index += 1) {
      clock.now += apart * 1000;
      office.create({ title: `${index}`, times: hourOn(23), owner: 'ada' });
    }
    const ids: string[] = [];
    for (let after: Place | undefined, more = true; more; ) {
      const page = await readPage(client, { object: OBJECT, after });
      if (!page.ok) throw new Error(page.failure.kind);
      ids.push(...page.value.rows.map(idOf));
      after = page.value.next;
      more = after !== undefined;
    }
    expect(ids).toHaveLength(251);
    expect(new Set(ids).size).toBe(251);
  });

  it('rows out of order fail: the place after them would mean nothing', async () => {
    const page = await readPage(answering([rowAt(2), rowAt(1)]), { object: OBJECT });
    expect(page).toMatchObject({ failure: { detail: 'rows out of order' } });
  });

  it('a full page whose condition was dropped fails, rather than being read for ever', async () => {
    const after = { at: Date.UTC(2026, 11, 1), ids: [], skip: 0 };
    const page = await readPage(answering(hundred.map((second) => rowAt(second))), { object: OBJECT, after });
    expect(page).toMatchObject({ failure: { detail: 'pages without an end' } });
  });

  it('rows from before the place are not those that were asked for', async () => {
    const after = { at: Date.UTC(2026, 10, 20) + 5000, ids: ['5'], skip: 0 };
    const page = await readPage(answering([rowAt(4), rowAt(5), rowAt(6)]), { object: OBJECT, after });
    expect(page).toMatchObject({ ok: true, value: { rows: [{ RecId: '6' }] } });
  });
});

describe('other lists', () => {
  it('some rows by id, one by a value, the newest, and whether there is any', async () => {
    const { client, office, clock, server } = await openParts();
    clock.now += 1000;
    const id = office.create({ title: "Ada's", times: hourOn(23), owner: 'ada' });
    expect(await readSome(client, OBJECT, [id, "no'such"])).toMatchObject({ ok: true, value: [{ RecId: id }] });
    const equal = await readEqual(client, OBJECT, { field: 'Subject', value: "ada's" });
    expect(equal).toMatchObject({ ok: true, value: [{ RecId: id }] });
    expect(await readNewest(client, OBJECT)).toMatchObject({ ok: true, value: [{ RecId: id }, {}] });
    expect(await seesRows(client, OBJECT)).toEqual({ ok: true, value: true });
    server.behaviour.roleSeesRows = false;
    expect(await seesRows(client, OBJECT)).toEqual({ ok: true, value: false });
  });
});
