// Losing values through the API: shown to their own user, and back in both calendars with one call.
import { describe, expect, it, vi } from 'vitest';
import { failed } from '../../shared/sync/ports/outcome.ts';
import type { HistoryRow } from '../../shared/sync/ports/rows.ts';
import { adaPath, configuredCompany } from '../world/product/acme.ts';
import { type AdaCalendars, adaCalendars } from '../world/product/adaCalendars.ts';
import { logged } from '../world/product/registered.ts';

interface Shown {
  readonly id: string;
  readonly [field: string]: unknown;
}

const DAY = 86_400_000;

/** Both sides gave the same event another title: the mailbox's stands. */
async function conflict(): Promise<{ ada: AdaCalendars; lost: string; stood: string }> {
  const ada = await adaCalendars();
  await ada.world.createEvent();
  await ada.run();
  await ada.world.editEvent(['title']);
  await ada.world.editEntry(['title']);
  const lost = (await ada.world.entry()).event.title;
  const stood = (await ada.world.event()).event.title;
  await ada.run();
  return { ada, lost, stood };
}

const listedIn = async (ada: AdaCalendars, query = ''): Promise<Shown[]> =>
  (await ada.get(`conflicts${query}`)).body.items as Shown[];
const restore = (ada: AdaCalendars, id: string) => ada.call('POST', adaPath(`conflicts/${id}/restore`));

describe('GET conflicts', () => {
  it('shows when, what, why, the value that lost and what stands now', async () => {
    const { ada, lost, stood } = await conflict();
    expect(await listedIn(ada)).toEqual([
      {
        id: expect.stringMatching(/^\d+-/),
        at: '2026-11-20T08:12:00.000Z',
        pair: expect.any(String),
        title: stood,
        field: 'title',
        side: 'source',
        why: 'conflict',
        value: lost,
        now: { mailbox: stood, source: stood },
        keptUntil: '2026-12-20T08:12:00.000Z',
      },
    ]);
  });

  it('the newest come first, page by page', async () => {
    const { ada } = await conflict();
    await ada.world.editEvent(['location']);
    await ada.world.editEntry(['location']);
    await ada.run();
    const { body } = await ada.get('conflicts?limit=1');
    expect(body.items).toMatchObject([{ field: 'location' }]);
    const second = (await ada.get(`conflicts?limit=1&cursor=${body.next}`)).body;
    expect(second.items).toMatchObject([{ field: 'title' }]);
    expect(second).not.toHaveProperty('next');
  });

  it('what cannot be read now or opened is left away, the rest is shown', async () => {
    const { ada } = await conflict();
    const [stored] = await ada.store.list('history');
    if (!stored) throw new Error('nothing has lost');
    const other: HistoryRow = { ...stored.row, sealed: 'v1.x' };
    await ada.store.commit([{ op: 'replace', kind: 'history', name: stored.name, row: other, etag: stored.etag }]);
    vi.spyOn(ada.mailbox, 'read').mockImplementation(async (ids) =>
      ids.map(() => failed({ kind: 'transient', code: 'exchange-timeout' })),
    );
    const [shown] = await listedIn(ada);
    expect(shown).toMatchObject({ problem: { code: 'conflict-unreadable' }, now: { source: expect.any(String) } });
    expect(shown).not.toHaveProperty('value');
    expect(shown?.now).not.toHaveProperty('mailbox');
    expect(await restore(ada, stored.name)).toMatchObject({ status: 500, body: { code: 'conflict-unreadable' } });
  });

  it('before switching on there are none', async () => {
    const { call } = await configuredCompany();
    expect((await call('GET', adaPath('conflicts'))).body).toEqual({ items: [] });
  });
});

describe('POST conflicts/{id}/restore', () => {
  it('the next runs write it to both calendars, what it replaced is listed in turn, and who asked is on record', async () => {
    const { ada, lost, stood } = await conflict();
    const sent = vi.spyOn(ada.app.queues, 'syncLink');
    const [shown] = await listedIn(ada);
    expect((await restore(ada, shown?.id ?? '')).status).toBe(202);
    expect(sent).toHaveBeenCalledWith({ company: ada.company, link: ada.link });
    expect(await listedIn(ada)).toMatchObject([{ restore: { state: 'waiting' } }]);
    await ada.run(2);
    expect([(await ada.world.event()).event.title, (await ada.world.entry()).event.title]).toEqual([lost, lost]);
    expect(await listedIn(ada)).toMatchObject([
      { why: 'replaced', value: stood, now: { mailbox: lost, source: lost } },
      { why: 'conflict', value: lost, restore: { state: 'done' } },
    ]);
    const audit = (await ada.get('audit')).body.items;
    expect(audit).toMatchObject([{ what: 'valueRestored', by: 'company', conflict: shown?.id }, {}, {}]);
    expect(logged.join()).not.toContain(lost);
  });

  it('asked again it changes nothing', async () => {
    const { ada, lost } = await conflict();
    const [shown] = await listedIn(ada);
    await restore(ada, shown?.id ?? '');
    await ada.run(2);
    await ada.world.editEvent(['title']);
    await ada.run(2);
    const sent = vi.spyOn(ada.app.queues, 'syncLink');
    expect((await restore(ada, shown?.id ?? '')).status).toBe(202);
    expect(sent).not.toHaveBeenCalled();
    await ada.run(2);
    expect((await ada.world.entry()).event.title).not.toBe(lost);
  });

  it('is over after 30 days, and for an id that is none of this link', async () => {
    const { ada } = await conflict();
    const [shown] = await listedIn(ada);
    const { ada: other } = await conflict();
    expect(await restore(other, `${shown?.id}x`)).toMatchObject({ status: 410, body: { code: 'conflict-over' } });
    other.clock.now += 30 * DAY;
    const [own] = await other.store.list('history');
    expect(await restore(other, own?.name ?? '')).toMatchObject({ status: 410, body: { code: 'conflict-over' } });
    expect(await listedIn(other)).toEqual([]);
    expect((await restore(other, 'no-id')).status).toBe(422);
  });

  it('where an item is gone, it is refused and nothing is asked for', async () => {
    const { ada } = await conflict();
    const [shown] = await listedIn(ada);
    await ada.world.deleteEntry();
    expect(await restore(ada, shown?.id ?? '')).toMatchObject({ status: 409, body: { code: 'restore-impossible' } });
    expect((await ada.store.list('pair'))[0]?.row).not.toHaveProperty('restores');
    await ada.run(2);
    expect(await restore(ada, shown?.id ?? '')).toMatchObject({ status: 409, body: { code: 'restore-impossible' } });
  });

  it('a calendar that does not answer is left to the run', async () => {
    const { ada } = await conflict();
    const [shown] = await listedIn(ada);
    vi.spyOn(ada.mailbox, 'read').mockImplementationOnce(async (ids) =>
      ids.map(() => failed({ kind: 'transient', code: 'exchange-timeout' })),
    );
    expect((await restore(ada, shown?.id ?? '')).status).toBe(202);
  });
});
