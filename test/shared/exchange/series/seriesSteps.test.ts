// Over Graph; ews/seriesSteps.test.ts has the same over EWS.
// A write of a series is cut off at each of its requests, before and after the server has carried it out: what stands
// there then is recognised as begun, nothing of it is taken for certain, and the next write makes it whole.
import { describe, expect, it } from 'vitest';
import type { CalendarEvent } from '../../../../shared/calendar/event.ts';
import type { MailboxItem } from '../../../../shared/sync/mailbox.ts';
import { eventOf, expectSame, onlyValueOf, TAG } from '../../../contract/mailbox.ts';
import { series } from '../../../contract/mailboxSeries.ts';
import { type LocalGraph, openLocalGraph } from '../graph/localGraph.ts';

const at = (day: string) => `2026-12-${day}T09:00:00`;
const GONE = { excluded: true } as const;
const WANTED = series({
  [at('01')]: GONE,
  [at('08')]: { title: 'One' },
  [at('15')]: GONE,
  [at('22')]: { when: { showWithoutTime: false, start: '2026-12-23T10:00:00', duration: 'PT2H' }, alert: null },
});
const BEFORE = series({ [at('15')]: { location: 'Elsewhere' }, [at('29')]: GONE });

const itemWith = async ({ mailbox }: LocalGraph): Promise<MailboxItem | undefined> => {
  const found = await mailbox.findByTag(TAG);
  if (!found.ok) throw new Error(JSON.stringify(found.failure));
  return found.value[0];
};

async function expectWhole(local: LocalGraph, event: CalendarEvent, rev: string): Promise<void> {
  const item = await itemWith(local);
  expect(item).toMatchObject({ rev, tag: TAG });
  expect(item).not.toHaveProperty('begun');
  if (item) expectSame(eventOf(item), event);
}

/** The numbers of the requests that `write` takes in a mailbox of its own. */
async function requestsOf(write: (local: LocalGraph) => Promise<unknown>): Promise<number> {
  const local = await openLocalGraph();
  await write(local);
  return local.asked();
}

const create = ({ mailbox }: LocalGraph) => mailbox.create([{ event: WANTED, tag: TAG }]);

async function createdBefore(local: LocalGraph): Promise<MailboxItem> {
  onlyValueOf(await local.mailbox.create([{ event: BEFORE, tag: TAG }]));
  const item = await itemWith(local);
  if (!item) throw new Error('nothing was created');
  return onlyValueOf(await local.mailbox.read([item.id]));
}

const update = ({ mailbox }: LocalGraph, { id, version }: MailboxItem, rev: string) =>
  mailbox.update([{ id, version, patch: { when: WANTED.when }, rev }]);

describe('finishSeries', () => {
  it.each(['dropped', 'lost'] as const)(
    'a creation that is cut off at any request (%s) is made whole later',
    async (how) => {
      const requests = await requestsOf(create);
      for (let n = 1; n <= requests; n += 1) {
        const local = await openLocalGraph();
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
      }
    },
  );

  it.each(['dropped', 'lost'] as const)(
    'an update that is cut off at any request (%s) is made whole later',
    async (how) => {
      const before = await requestsOf(createdBefore);
      const requests = (await requestsOf(async (local) => update(local, await createdBefore(local), 'rev-1'))) - before;
      for (let n = 1; n <= requests; n += 1) {
        const local = await openLocalGraph();
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
      const local = await openLocalGraph();
      local.interrupt(n, () => {
        const [item] = local.owner.list();
        if (item) local.owner.edit(item.id, { location: 'By the person' });
      });
      const [outcome] = await create(local);
      const item = await itemWith(local);
      expect(item && eventOf(item).location, `request ${n}`).toBe('By the person');
      if (!outcome?.ok) expect(item?.begun).toBe(TAG.nonce);
    }
  });
});
