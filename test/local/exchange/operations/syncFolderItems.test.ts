// SyncFolderItems against a model: a client that applies the pages ends with the items of the folder, after any changes
// and with any page size.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changesSince, changesSinceOldestFirst } from '../../../../local/exchange/operations/syncFolderItems.ts';
import type { LocalExchange } from '../../../../local/exchange/server.ts';
import { type Item, newContent } from '../../../../local/exchange/store/item.ts';
import { createMailbox } from '../../../../local/exchange/store/store.ts';
import * as ews from '../ewsClient.ts';

const SEED = 20261120;

const commands = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('create' as const) }),
    fc.record({
      kind: fc.constantFrom('edit' as const, 'remove' as const, 'moveAway' as const, 'moveBack' as const),
      pick: fc.nat(),
    }),
    fc.record({ kind: fc.constant('page' as const), max: fc.integer({ min: 1, max: 4 }) }),
  ),
  { minLength: 1, maxLength: 60 },
);

describe.each([
  { name: 'changesSince', page: changesSince, inOrder: (a: number, b: number) => b - a },
  { name: 'changesSinceOldestFirst', page: changesSinceOldestFirst, inOrder: (a: number, b: number) => a - b },
])('$name', ({ page, inOrder }) => {
  it('a client that applies pages of any size, with changes between them, ends with the folder', () => {
    fc.assert(
      fc.property(commands, (steps) => {
        const mailbox = createMailbox({ address: 'a', seed: 's', clock: () => 0, changed: () => {} });
        const calendar = mailbox.folder('calendar');
        const elsewhere = mailbox.folder('otherCalendar');
        const client = new Map<string, string>();
        let position = { toldUpTo: 0, gapEnd: 0, upTo: 0 };
        const apply = (max: number) => {
          const { changes, next } = page(calendar, position, max);
          expect(changes.length).toBeLessThanOrEqual(max);
          expect(changes.map(({ seq }) => seq)).toEqual(changes.map(({ seq }) => seq).sort(inOrder));
          for (const change of changes) {
            if (change.kind === 'Delete') client.delete(change.entry.id);
            else client.set(change.entry.id, change.entry.changeKey);
          }
          position = next;
          return next.toldUpTo < calendar.lastSeq;
        };
        const picked = (items: Iterable<Item>, pick: number) => {
          const all = [...items];
          return all[pick % Math.max(all.length, 1)];
        };
        for (const step of steps) {
          if (step.kind === 'page') apply(step.max);
          else if (step.kind === 'create') mailbox.create(newContent(mailbox.newUid()), calendar);
          else {
            const item = picked(
              step.kind === 'moveBack' ? elsewhere.items.values() : calendar.items.values(),
              step.pick,
            );
            if (!item) continue;
            if (step.kind === 'edit') mailbox.update(item, { ...newContent(item.uid), subject: String(step.pick) });
            if (step.kind === 'remove') mailbox.remove(item);
            if (step.kind === 'moveAway') mailbox.move(item, elsewhere);
            if (step.kind === 'moveBack') mailbox.move(item, calendar);
          }
        }
        while (apply(3));
        expect(new Map([...calendar.items].map(([id, { changeKey }]) => [id, changeKey]))).toEqual(client);
        expect(page(calendar, position, 512)).toEqual({ changes: [], next: position });
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

describe('SyncFolderItems', () => {
  let exchange: LocalExchange;
  beforeAll(async () => {
    exchange = await ews.startTestExchange();
    const ada = exchange.person(ews.ADA);
    for (let n = 0; n < 1100; n += 1)
      ada.create({ subject: `Event ${n}`, start: '2026-12-01T09:00:00Z', end: '2026-12-01T10:00:00Z' });
  });
  afterAll(() => exchange.close());

  /** All pages from `state`: how many changes each had, and the state afterwards. */
  async function pages(state: string, max = 512): Promise<{ sizes: number[]; state: string }> {
    const sizes: number[] = [];
    for (let at = state; ; ) {
      const answer = await ews.ask(exchange, ews.syncRequest(at, max));
      sizes.push(ews.idsIn(answer).length);
      at = ews.text(answer, 'SyncState');
      if (ews.text(answer, 'IncludesLastItemInRange') === 'true') return { sizes, state: at };
    }
  }

  it('enumerates in pages of at most 512, the newest first', async () => {
    expect((await pages('')).sizes).toEqual([512, 512, 76]);
    const first = await ews.ask(exchange, ews.syncRequest('', 1, ews.fieldPath('item:Subject')));
    expect([ews.text(first, 'Subject'), ews.text(first, 'IncludesLastItemInRange')]).toEqual(['Event 1099', 'false']);
  });

  it('gives the same state back while nothing happens, and reports creation, update and removal', async () => {
    const { state } = await pages('');
    expect((await pages(state)).state).toBe(state);
    const ada = exchange.person(ews.ADA);
    const item = ada.create({ start: '2026-12-02T09:00:00Z', end: '2026-12-02T10:00:00Z' });
    const kinds = async (from: string) => {
      const answer = await ews.ask(exchange, ews.syncRequest(from));
      return {
        kinds: ews.all(answer, 'Changes')[0]?.children.map(({ name }) => name),
        state: ews.text(answer, 'SyncState'),
      };
    };
    const created = await kinds(state);
    ada.edit(item.id, { subject: 'x' });
    const updated = await kinds(created.state);
    ada.remove(item.id);
    const deleted = await kinds(updated.state);
    expect([created.kinds, updated.kinds, deleted.kinds]).toEqual([['Create'], ['Update'], ['Delete']]);
    expect((await kinds(state)).kinds).toEqual([]);
  });

  it('refuses a state that is not its own: altered, of another folder, of another mailbox, forgotten', async () => {
    const { state } = await pages('');
    const code = async (request: string, asking?: ews.Asking) =>
      ews.text(await ews.ask(exchange, request, asking), 'ResponseCode');
    expect(await code(ews.syncRequest('garbage'))).toBe('ErrorInvalidSyncStateData');
    expect(await code(ews.syncRequest(`${state.startsWith('A') ? 'B' : 'A'}${state.slice(1)}`))).toBe(
      'ErrorInvalidSyncStateData',
    );
    expect(await code(ews.syncRequest(state).replace('Id="calendar"', 'Id="inbox"'))).toBe('ErrorInvalidSyncStateData');
    expect(await code(ews.syncRequest(state), { as: ews.BEN })).toBe('ErrorInvalidSyncStateData');
    expect(await code(ews.syncRequest(state))).toBe('NoError');
    exchange.person(ews.ADA).invalidateWatermarks();
    expect(await code(ews.syncRequest(state))).toBe('ErrorInvalidSyncStateData');
  });

  it('refuses a page of none or of more than 512', async () => {
    for (const max of [0, 513]) {
      expect((await ews.post(exchange, ews.requestXml(ews.syncRequest('', max)))).text).toContain(
        'ErrorSchemaValidation',
      );
    }
  });
});
