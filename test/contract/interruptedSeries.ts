// The contract of a mailbox whose write of a series is cut off at each of its requests, before and after the server has
// carried it out. The half-written series is recognised as begun, and nothing of it is taken for certain. The next
// write makes it whole.
import { describe, expect, it } from 'vitest';
import type { Person } from '../../local/exchange/person/person.ts';
import type { CalendarEvent } from '../../shared/calendar/event.ts';
import type { Mailbox, MailboxItem } from '../../shared/sync/ports/mailbox.ts';
import { eventOf, expectSame, onlyValueOf, TAG, updateOf } from './mailbox.ts';
import { series } from './mailboxSeries.ts';

/** `dropped`: the request never arrives. `lost`: its answer does not. A function does something before it. */
export type Interruption = 'dropped' | 'lost' | (() => unknown);

/** An empty mailbox, its owner, and the way between us and it. */
export interface InterruptibleMailbox {
  readonly mailbox: Mailbox;
  readonly owner: Person;
  /** The number of requests sent so far; a batch is one. */
  requests(): number;
  /** Interrupts the `n`th request from now on. The next one is the first. */
  interrupt(n: number, interruption: Interruption): void;
  /** The schema's complaints about the requests so far. */
  complaints(): Promise<readonly string[]>;
}

const at = (day: string) => `2026-12-${day}T09:00:00`;
const GONE = { excluded: true } as const;
export const WANTED = series({
  [at('01')]: GONE,
  [at('08')]: { title: 'One' },
  [at('15')]: GONE,
  [at('22')]: { when: { showWithoutTime: false, start: '2026-12-23T10:00:00', duration: 'PT2H' }, alert: null },
});
const BEFORE = series({ [at('15')]: { location: 'Elsewhere' }, [at('29')]: GONE });

const itemWith = async ({ mailbox }: InterruptibleMailbox): Promise<MailboxItem | undefined> => {
  const found = await mailbox.findByTag(TAG);
  if (!found.ok) throw new Error(JSON.stringify(found.failure));
  return found.value[0];
};

async function expectWhole(local: InterruptibleMailbox, event: CalendarEvent, rev: string): Promise<void> {
  const item = await itemWith(local);
  expect(item).toMatchObject({ rev, tag: TAG });
  expect(item).not.toHaveProperty('begun');
  if (item) expectSame(eventOf(item), event);
}

const create = ({ mailbox }: InterruptibleMailbox) => mailbox.create([{ event: WANTED, tag: TAG }]);

async function createdBefore(local: InterruptibleMailbox): Promise<MailboxItem> {
  onlyValueOf(await local.mailbox.create([{ event: BEFORE, tag: TAG }]));
  const item = await itemWith(local);
  if (!item) throw new Error('nothing was created');
  return onlyValueOf(await local.mailbox.read([item.id]));
}

const update = ({ mailbox }: InterruptibleMailbox, item: MailboxItem, rev: string) =>
  mailbox.update([updateOf(item, { when: WANTED.when }, rev)]);

export function interruptedSeriesContract(name: string, open: () => Promise<InterruptibleMailbox>): void {
  describe(`a write of a series that is cut off: ${name}`, () => {
    /** The number of the requests that `write` takes in a mailbox of its own. */
    const requestsOf = async (write: (local: InterruptibleMailbox) => Promise<unknown>): Promise<number> => {
      const local = await open();
      await write(local);
      return local.requests();
    };

    it.each(['dropped', 'lost'] as const)(
      'a creation that is cut off at any request (%s) is made whole later',
      async (how) => {
        const requests = await requestsOf(create);
        for (let n = 1; n <= requests; n += 1) {
          const local = await open();
          local.interrupt(n, how);
          expect(await create(local), `request ${n}`).toMatchObject([{ ok: false, failure: { kind: 'transient' } }]);
          const item = await itemWith(local);
          if (n === 1 && how === 'dropped') {
            expect(item).toBeUndefined();
            continue;
          }
          const isWhole = n === requests && how === 'lost';
          expect(item, `request ${n}`).toMatchObject(isWhole ? { rev: TAG.nonce } : { begun: TAG.nonce });
          if (item) onlyValueOf(await update(local, item, 'rev-2'));
          await expectWhole(local, WANTED, 'rev-2');
          expect(await local.complaints()).toEqual([]);
        }
      },
    );

    it.each(['dropped', 'lost'] as const)(
      'an update that is cut off at any request (%s) is made whole later',
      async (how) => {
        const before = await requestsOf(createdBefore);
        const requests =
          (await requestsOf(async (local) => update(local, await createdBefore(local), 'rev-1'))) - before;
        for (let n = 1; n <= requests; n += 1) {
          const local = await open();
          const planned = await createdBefore(local);
          local.interrupt(n, how);
          expect(await update(local, planned, 'rev-1'), `request ${n}`).toMatchObject([
            { failure: { kind: 'transient' } },
          ]);
          const item = onlyValueOf(await local.mailbox.read([planned.id]));
          const [begins, ends] = [n > 1 || how === 'lost', n === requests && how === 'lost'];
          expect(item.begun, `request ${n}`).toBe(begins && !ends ? 'rev-1' : undefined);
          expect(item.rev).toBe(ends ? 'rev-1' : TAG.nonce);
          onlyValueOf(await update(local, item, 'rev-2'));
          await expectWhole(local, WANTED, 'rev-2');
        }
      },
    );

    it('a person who edits between the requests keeps the edit, and the write does not come to its end', async () => {
      const requests = await requestsOf(create);
      for (let n = 2; n <= requests; n += 1) {
        const local = await open();
        const edit: Interruption = () => {
          const [item] = local.owner.list();
          if (item) local.owner.edit(item.id, { location: 'By the person' });
        };
        local.interrupt(n, edit);
        const [outcome] = await create(local);
        const item = await itemWith(local);
        expect(item && eventOf(item).location, `request ${n}`).toBe('By the person');
        if (!outcome?.ok) expect(item?.begun).toBe(TAG.nonce);
        else expect(outcome.value.item && eventOf(outcome.value.item).location).toBe('By the person');
      }
    });

    it('an occurrence that a person edits after the first request is not written over', async () => {
      const local = await open();
      const planned = await createdBefore(local);
      const id = local.owner.list()[0]?.id ?? '';
      local.interrupt(2, () => {
        local.owner.editOccurrence(id, '2026-12-08', { subject: 'By the person' });
      });
      expect(await update(local, planned, 'rev-1')).toMatchObject([{ failure: { kind: 'transient' } }]);
      const item = onlyValueOf(await local.mailbox.read([planned.id]));
      expect(item.begun).toBe('rev-1');
      expect(eventOf(item).when.recurrence?.overrides[at('08')]).toEqual({ title: 'By the person' });
    });

    it('an item that goes away between the requests is not said to be gone', async () => {
      const local = await open();
      local.interrupt(2, () => local.owner.remove(local.owner.list()[0]?.id ?? ''));
      expect(await create(local)).toMatchObject([{ failure: { kind: 'transient' } }]);
    });

    it('a write that a later one has overtaken stops, and the later one stands', async () => {
      for (const n of [2, 3, 5]) {
        const local = await open();
        const planned = await createdBefore(local);
        const later = series({ [at('22')]: { title: 'Later' } });
        local.interrupt(n, async () => {
          const item = await itemWith(local);
          const patch = { when: later.when };
          if (item) onlyValueOf(await local.mailbox.update([updateOf(item, patch, 'later')]));
        });
        expect(await update(local, planned, 'rev-1')).toMatchObject([{ failure: { kind: 'transient' } }]);
        await expectWhole(local, later, 'later');
      }
    });

    it('the answer has the item as it stands, so that nobody has to read it again', async () => {
      const local = await open();
      const written = onlyValueOf(await create(local));
      expect(written.item).toEqual(await itemWith(local));
      expect(written.version).toBe(written.item?.version);
    });
  });
}
