// "Why is this entry not there?", for every state that an entry or event can be in.
import { describe, expect, it, vi } from 'vitest';
import { failed } from '../../shared/sync/ports/outcome.ts';
import { adaPath, configuredCompany } from '../world/product/acme.ts';
import { type AdaCalendars, adaCalendars } from '../world/product/adaCalendars.ts';
import { logged } from '../world/product/registered.ts';
import { GRACE } from '../world/world.ts';

interface Explained {
  readonly verdict: string;
  readonly history?: readonly { readonly what: string }[];
  readonly [field: string]: unknown;
}

async function ask(ada: AdaCalendars, query: Record<string, string>) {
  const { status, body } = await ada.get(`explain?${new URLSearchParams(query)}`);
  const items = (body.items ?? []) as Explained[];
  return { status, code: body.code, items, complete: body.complete, verdicts: items.map((item) => item.verdict) };
}

const FAR = { kind: 'transient', code: 'exchange-timeout' } as const;

describe('GET explain', () => {
  it('an event that came from the source: since when, and its past', async () => {
    const ada = await adaCalendars();
    await ada.world.createEntry();
    await ada.run();
    const { id, event } = await ada.world.entry();
    const answer = await ask(ada, { entry: id });
    expect(answer).toMatchObject({ status: 200, complete: true });
    expect(answer.items).toEqual([
      {
        pair: expect.any(String),
        title: event.title,
        inExchange: true,
        inSource: true,
        verdict: 'inStep',
        sentence: expect.stringContaining('both calendars'),
        action: 'Nothing.',
        origin: 'createdInExchange',
        since: '2026-11-20T08:08:00.000Z',
        lastWrite: '2026-11-20T08:08:00.000Z',
        history: [
          { at: '2026-11-20T08:08:00.000Z', what: 'createdInExchange' },
          { at: '2026-11-20T08:08:00.000Z', what: 'lastWrite' },
        ],
      },
    ]);
    expect((await ask(ada, { event: (await ada.world.event()).id })).items).toEqual(answer.items);
    expect(logged.join()).not.toContain(event.title);
  });

  it('a losing value stands in its past, with the id under which it is restored', async () => {
    const ada = await adaCalendars();
    await ada.world.createEvent();
    await ada.run();
    await ada.world.editEvent(['title']);
    await ada.world.editEntry(['title']);
    await ada.run();
    const [item] = (await ask(ada, { event: (await ada.world.event()).id })).items;
    const [conflict] = (await ada.get('conflicts')).body.items as { readonly id: string }[];
    expect(item).toMatchObject({ verdict: 'conflict', origin: 'createdInSource' });
    expect(item?.history).toContainEqual(
      expect.objectContaining({ what: 'valueLost', conflict: conflict?.id, field: 'title', side: 'source' }),
    );
  });

  it('one that no run has seen yet, on either side, by id and by title', async () => {
    const ada = await adaCalendars();
    await ada.world.createEvent();
    await ada.world.createEntry();
    const [event, entry] = [await ada.world.event(), await ada.world.entry()];
    expect((await ask(ada, { event: event.id })).items).toMatchObject([
      { verdict: 'notSeenYet', title: event.event.title, inExchange: true, inSource: false },
    ]);
    expect((await ask(ada, { entry: entry.id })).items).toMatchObject([
      { verdict: 'notSeenYet', title: entry.event.title, inExchange: false, inSource: true },
    ]);
    for (const { title } of [event.event, entry.event]) {
      expect(await ask(ada, { title, date: '2026-12-01' })).toMatchObject({ verdicts: ['notSeenYet'], complete: true });
    }
  });

  it('one that is not there, or is somebody else’s, is not here', async () => {
    const ada = await adaCalendars();
    await ada.world.createEntry(GRACE);
    const { id, event } = await ada.world.entry();
    for (const query of [
      { entry: 'none' },
      { entry: id },
      { event: 'none' },
      { title: event.title, date: '2026-12-01' },
    ]) {
      const answer = await ask(ada, query);
      expect(answer).toMatchObject({ verdicts: ['notHere'], complete: true });
      expect(JSON.stringify(answer.items)).not.toContain(event.title);
    }
  });

  it('one that was deleted, one that was left, one on hold', async () => {
    const ada = await adaCalendars();
    await ada.world.createEvent();
    await ada.world.createEntry(GRACE, ['ada@example.com']);
    for (let i = 0; i < 3; i += 1) await ada.world.createEvent();
    await ada.run(2);
    const entries = await ada.source.people.list();
    const copy = entries.find((entry) => entry.owner === GRACE);
    const events = await ada.mailbox.person.list();
    const gone = events.find((event) => event.event.title !== copy?.event.title);
    const own = events.find((event) => event.event.title === copy?.event.title);
    await ada.mailbox.person.remove(gone?.id ?? '');
    await ada.mailbox.person.remove(own?.id ?? '');
    await ada.run(2);
    expect(await ask(ada, { event: gone?.id ?? '' })).toMatchObject({ verdicts: ['ended'] });
    expect(await ask(ada, { entry: copy?.id ?? '' })).toMatchObject({ verdicts: ['left'] });
    expect((await ask(ada, { event: gone?.id ?? '' })).items[0]?.history?.map((each) => each.what)).toEqual(
      expect.arrayContaining(['deleted', 'ended']),
    );
    const rest = (await ada.source.people.list()).filter((entry) => entry.owner !== GRACE);
    for (const { id } of rest) await ada.source.people.remove(id);
    await ada.run(2);
    expect((await ask(ada, { entry: rest[0]?.id ?? '' })).items).toMatchObject([
      { verdict: 'held', inExchange: true, inSource: false },
    ]);
  });

  it('by title and date, whatever the blanks, also on a day of a series, and only what has both', async () => {
    const ada = await adaCalendars();
    await ada.world.createSeriesEvent();
    await ada.world.createEvent();
    await ada.run();
    const series = await ada.world.event();
    const { title } = series.event;
    const on = async (date: string) => (await ask(ada, { title: ` ${title} `, date })).verdicts;
    expect(await on('2026-12-01')).toEqual(['inStep']);
    expect(await on('2026-12-15')).toEqual(['inStep']);
    expect(await on('2026-12-02')).toEqual(['notHere']);
    expect(await ask(ada, { title: 'Nothing like it', date: '2026-12-01' })).toMatchObject({ verdicts: ['notHere'] });
  });

  it('a title that changed since the last run is found under the new one', async () => {
    const ada = await adaCalendars();
    await ada.world.createEvent();
    await ada.run();
    await ada.world.editEntry(['title']);
    const { title } = (await ada.world.entry()).event;
    const far = vi.spyOn(ada.mailbox, 'read').mockImplementation(async (ids) => ids.map(() => failed(FAR)));
    await ada.run();
    far.mockRestore();
    const answer = await ask(ada, { title, date: '2026-12-01' });
    expect(answer).toMatchObject({ verdicts: ['failed'], complete: true });
    expect(answer.items[0]).toMatchObject({ code: 'exchange-timeout', until: expect.any(String) });
  });

  it('a title that was edited while its pair was left out is found, too', async () => {
    const ada = await adaCalendars();
    await ada.world.createEvent();
    await ada.run();
    const { id } = await ada.world.event();
    ada.mailbox.person.edit(id, { title: 'Choir', keywords: ['Personal'] });
    await ada.call('PUT', adaPath('rules'), {
      body: { filters: { toExchange: {}, toSource: { categoriesNoneOf: ['Personal'] } } },
    });
    await ada.run(2);
    const answer = await ask(ada, { title: 'Choir', date: '2026-12-01' });
    expect(answer).toMatchObject({ verdicts: ['leftOut'], complete: true });
  });

  it('what cannot be read now makes the answer incomplete, never a "not here" for sure', async () => {
    const ada = await adaCalendars();
    await ada.world.createEvent();
    await ada.run();
    const { id, event } = await ada.world.event();
    vi.spyOn(ada.mailbox, 'read').mockImplementation(async (ids) => ids.map(() => failed(FAR)));
    vi.spyOn(ada.source, 'list').mockImplementation(async () => failed(FAR));
    expect(await ask(ada, { title: 'Other', date: '2026-12-01' })).toMatchObject({ complete: false });
    expect(await ask(ada, { event: 'unknown' })).toMatchObject({ status: 504, code: 'exchange-timeout' });
    const [known] = (await ask(ada, { event: id })).items;
    expect(known).toMatchObject({ verdict: 'inStep', inSource: true, title: event.title });
    expect(known).not.toHaveProperty('inExchange');
  });

  it('asking changes nothing: what was not seen is seen by the next run', async () => {
    const ada = await adaCalendars();
    await ada.world.createEvent();
    const { title } = (await ada.world.event()).event;
    await ask(ada, { title, date: '2026-12-01' });
    expect(await ada.store.list('pair')).toEqual([]);
    await ada.run();
    expect(await ask(ada, { title, date: '2026-12-01' })).toMatchObject({ verdicts: ['inStep'] });
  });

  it.each(['', 'entry=a&event=b', 'title=a', 'date=2026-12-01', 'title=a&date=soon', 'entry=a&date=2026-12-01', 'x=1'])(
    'a question that is none is refused: %s',
    async (query) => {
      const { call } = await configuredCompany();
      expect((await call('GET', adaPath(`explain?${query}`))).status).toBe(422);
    },
  );

  it('where the link is off, one that no run has seen waits for the switch', async () => {
    const ada = await adaCalendars();
    await ada.call('POST', adaPath('switch-off'));
    await ada.world.createEntry();
    const { id } = await ada.world.entry();
    expect((await ask(ada, { entry: id })).items).toMatchObject([{ verdict: 'waiting', for: 'switchOn' }]);
  });

  it('what can be no id of an entry or event, and the day after which there is none, is refused', async () => {
    const ada = await adaCalendars();
    const fields = async (query: Record<string, string>) =>
      (await ada.get(`explain?${new URLSearchParams(query)}`)).body;
    for (const entry of ['../x', 'a b', 'a|b', 'x'.repeat(129), '!2026-12-01']) {
      expect(await fields({ entry })).toMatchObject({ status: 422, errors: [{ field: 'entry' }] });
    }
    expect(await fields({ event: 'é' })).toMatchObject({ status: 422, errors: [{ field: 'event' }] });
    const last = { title: 'Choir', date: '9999-12-31' };
    expect(await fields(last)).toMatchObject({ status: 422, errors: [{ field: 'date' }] });
    expect((await ask(ada, { entry: 'visit-42!2026-12-01' })).verdicts).toEqual(['notHere']);
  });

  it('of a user who never switched on there is nothing to say', async () => {
    const { call } = await configuredCompany();
    expect(await call('GET', adaPath('explain?entry=a'))).toMatchObject({ status: 409, body: { code: 'link-not-on' } });
  });
});
