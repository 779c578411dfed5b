// Series that Outlook cannot hold, where the link is set to expand them. Their occurrences stand in the mailbox as single
// events, and people's edits of these go back to the series. Long because all of it happens to the same series.

import { describe, expect, it } from 'vitest';
import type { When } from '../../shared/calendar/event.ts';
import { expansionIn, hasEnded } from '../../shared/sync/pair/row/standing.ts';
import { DEFAULT_RULES } from '../../shared/sync/ports/linkRules.ts';
import {
  CLOSINGS,
  changeWhen,
  DAYS,
  EXPAND,
  eventOn,
  expanded,
  monthly,
  onlyEntry,
  openLink,
  override,
  overridesIn,
  pairOn,
  pairsOf,
  seen,
  seriesPair,
} from '../world/expandedSeries.ts';
import { eachFailed, type Link, LOST, linkInMemory } from '../world/link.ts';
import { WEEKLY } from '../world/weekly.ts';
import { ADA, GRACE } from '../world/world.ts';

const DAY_MS = 86_400_000;

async function expectAtRest(link: Link): Promise<void> {
  await link.settle();
  expect(await link.writesDuring(() => link.settle())).toEqual([]);
}

const timed = (start: string, timeZone = 'Europe/Helsinki', duration = 'PT1H'): When => ({
  showWithoutTime: false,
  start,
  timeZone,
  duration,
});

describe('A rule without pattern, expanded: single events in the mailbox', () => {
  it('stand there once, and the pair of the series says so', async () => {
    const link = await expanded(await openLink());
    expect(await seen(link)).toEqual(CLOSINGS);
    await expectAtRest(link);
    expect(await seriesPair(link)).toMatchObject({ standing: { is: 'expanded', version: '1' } });
    expect(await pairsOf(link)).toHaveLength(1 + DAYS.length);
  });

  it('come only where the link says so', async () => {
    const link = await expanded(await openLink({ rules: DEFAULT_RULES }));
    expect(await seen(link)).toEqual([]);
  });

  it('an edit of one becomes an override, and an override an edit', async () => {
    const link = await expanded(await openLink());
    await link.ports.person.edit((await eventOn(link, '2027-01-31')).id, { title: 'Closing the year' });
    await link.settle();
    expect(await overridesIn(link)).toEqual({ '2027-01-31T09:00:00': { title: 'Closing the year' } });
    await override(link, { '2027-01-31T09:00:00': { location: 'Room 1' } });
    await link.settle();
    expect((await eventOn(link, '2027-01-31')).event).toMatchObject({ title: 'Closing', location: 'Room 1' });
    expect((await eventOn(link, '2027-03-31')).event.location).not.toBe('Room 1');
    await expectAtRest(link);
  });

  it('several edits at once are one update of the entry', async () => {
    const link = await expanded(await openLink());
    for (const date of DAYS.slice(0, 3)) {
      await link.ports.person.edit((await eventOn(link, date)).id, { title: `Closing ${date}` });
    }
    expect(await link.writesDuring(() => link.settle())).toEqual(['source.update']);
    expect(Object.keys((await overridesIn(link)) ?? {})).toHaveLength(3);
    await expectAtRest(link);
  });

  it('one that a person moves, to another zone and day, is moved in the series', async () => {
    const link = await expanded(await openLink());
    const when = timed('2027-02-01T10:30:00', 'Europe/Berlin', 'PT2H');
    await link.ports.person.edit((await eventOn(link, '2027-01-31')).id, { when });
    await link.settle();
    expect(await overridesIn(link)).toEqual({
      '2027-01-31T09:00:00': { when: { showWithoutTime: false, start: '2027-02-01T11:30:00', duration: 'PT2H' } },
    });
    await expectAtRest(link);
    expect((await eventOn(link, '2027-02-01')).event.when).toEqual(when);
  });

  it('one that the application moves past its neighbour is moved in the mailbox', async () => {
    const link = await expanded(await openLink());
    await override(link, {
      '2027-01-31T09:00:00': { when: { showWithoutTime: false, start: '2027-04-01T08:00:00', duration: 'PT30M' } },
    });
    await expectAtRest(link);
    expect(await seen(link)).toContain('2027-04-01T08:00:00 Closing');
    expect(await link.ports.person.list()).toHaveLength(DAYS.length);
  });

  it('one that a person deletes is excluded, and one that the application excludes is deleted', async () => {
    const link = await expanded(await openLink());
    await link.ports.person.remove((await eventOn(link, '2027-01-31')).id);
    await link.settle();
    expect(await overridesIn(link)).toEqual({ '2027-01-31T09:00:00': { excluded: true } });
    await override(link, { '2027-03-31T09:00:00': { excluded: true } });
    await expectAtRest(link);
    expect(await seen(link)).toEqual(CLOSINGS.filter((line) => !/^2027-0[13]/.test(line)));
  });

  it('one that takes place again comes back, whoever had taken it away', async () => {
    const link = await expanded(await openLink());
    await link.ports.person.remove((await eventOn(link, '2027-01-31')).id);
    await override(link, { '2027-03-31T09:00:00': { excluded: true } });
    await link.settle();
    await changeWhen(link, monthly(link).when);
    await expectAtRest(link);
    expect(await seen(link)).toEqual(CLOSINGS);
  });

  it('one that was excluded and takes place again between two runs stays', async () => {
    const link = await expanded(await openLink());
    await override(link, { '2027-03-31T09:00:00': { excluded: true } });
    await link.ports.person.edit((await eventOn(link, '2027-05-31')).id, { title: 'Other' });
    await changeWhen(link, monthly(link).when);
    await expectAtRest(link);
    expect(await seen(link)).toHaveLength(DAYS.length);
  });

  it('of two edits of the same one, the policy decides, and the other is on record', async () => {
    const link = await expanded(await openLink());
    await link.ports.person.edit((await eventOn(link, '2027-01-31')).id, { title: 'Theirs' });
    await override(link, { '2027-01-31T09:00:00': { title: 'Ours' }, '2027-03-31T09:00:00': { title: 'Third' } });
    await expectAtRest(link);
    expect(await overridesIn(link)).toEqual({
      '2027-01-31T09:00:00': { title: 'Theirs' },
      '2027-03-31T09:00:00': { title: 'Third' },
    });
    expect((await link.world.history()).map(({ side, why, sealed }) => [side, why, sealed])).toEqual([
      ['source', 'conflict', '"Ours"'],
    ]);
  });

  it('of two whose updates follow each other, the first one’s lost answer hides no losing value', async () => {
    // Two pairs a batch: the second update is sent before it is known what became of the first.
    const link = await linkInMemory({ rules: EXPAND }, { batchSize: 2, pageSize: 500 });
    await expanded(link);
    await link.ports.person.edit((await eventOn(link, '2027-08-31')).id, { title: 'Theirs' });
    await override(link, { '2027-08-31T09:00:00': { title: 'Ours' } });
    await link.pass({
      source: {
        update: async (updates) => {
          await link.ports.source.update(updates);
          return eachFailed(updates, LOST);
        },
      },
    });
    expect(await overridesIn(link)).toMatchObject({ '2027-08-31T09:00:00': { title: 'Theirs' } });
    await link.ports.person.edit((await eventOn(link, '2026-12-31')).id, { title: 'First' });
    await expectAtRest(link);
    expect((await link.world.history()).map(({ why, sealed }) => [why, sealed])).toEqual([['conflict', '"Ours"']]);
  });

  it('follow a series that is moved to another hour, and keep what was changed of one', async () => {
    const link = await expanded(await openLink());
    const ids = async () => (await link.ports.person.list()).map(({ id }) => id).sort();
    const before = await ids();
    await changeWhen(link, { start: '2026-12-31T14:00:00' });
    await expectAtRest(link);
    expect(await seen(link)).toEqual(DAYS.map((day) => `${day}T14:00:00 Closing`));
    expect(await ids()).toEqual(before);
  });

  it('a new title of the series reaches those that have none of their own', async () => {
    const link = await expanded(await openLink());
    await link.ports.person.edit((await eventOn(link, '2027-01-31')).id, { title: 'Own' });
    await link.settle();
    const { id } = await onlyEntry(link);
    await link.ports.people.edit(id, { title: 'Close' });
    await expectAtRest(link);
    expect((await seen(link)).map((line) => line.slice(20))).toEqual([
      'Close',
      'Own',
      'Close',
      'Close',
      'Close',
      'Close',
    ]);
  });

  it('a person makes one private: privacy is the series’, so it is put back and kept on record', async () => {
    const link = await expanded(await openLink());
    await link.ports.person.edit((await eventOn(link, '2027-01-31')).id, { privacy: 'private', title: 'Own' });
    await expectAtRest(link);
    expect((await eventOn(link, '2027-01-31')).event).toMatchObject({ privacy: 'public', title: 'Own' });
    expect((await link.world.history()).map(({ field, why }) => [field, why])).toEqual([['privacy', 'reverted']]);
  });

  it('a person makes a series of one: it is none of the occurrences any more, and both stay', async () => {
    const link = await expanded(await openLink());
    const { id, event } = await eventOn(link, '2027-01-31');
    await link.ports.person.edit(id, { when: { ...event.when, recurrence: { rule: WEEKLY, overrides: {} } } });
    await expectAtRest(link);
    expect(await pairOn(link, '2027-01-31')).toMatchObject({
      standing: { is: 'leftOut', reason: 'recurrence-not-supported' },
    });
    expect(await overridesIn(link)).toEqual({});
    await link.ports.person.edit(id, { when: event.when, title: 'Own' });
    await expectAtRest(link);
    expect(await overridesIn(link)).toEqual({ '2027-01-31T09:00:00': { title: 'Own' } });
  });

  it('a new event of a person beside them is an entry of its own', async () => {
    const link = await expanded(await openLink());
    await link.ports.person.create({ ...link.world.newEvent(), title: 'Closing', when: timed('2027-02-28T09:00:00') });
    await expectAtRest(link);
    expect(await link.ports.people.list()).toHaveLength(2);
  });

  it('a copy of one is an entry of its own', async () => {
    const link = await expanded(await openLink());
    await link.ports.person.copy((await eventOn(link, '2027-01-31')).id);
    await expectAtRest(link);
    expect(await link.ports.people.list()).toHaveLength(2);
  });

  it('an edit of one beats the end of its series: it becomes an entry of its own', async () => {
    const link = await expanded(await openLink());
    await link.ports.person.edit((await eventOn(link, '2027-01-31')).id, { title: 'Still needed' });
    await override(link, { '2027-01-31T09:00:00': { excluded: true } });
    await expectAtRest(link);
    expect((await link.ports.people.list()).map(({ event }) => event.title)).toEqual(['Closing', 'Still needed']);
    // The occurrence takes place again: it is another one by now.
    const [series] = await link.ports.people.list();
    if (series) await link.ports.people.edit(series.id, { when: monthly(link).when });
    await expectAtRest(link);
    expect((await seen(link)).filter((line) => line.startsWith('2027-01-31'))).toHaveLength(2);
  });
});

describe('A rule without pattern, expanded: other series', () => {
  const DAY_31_AND_LAST = { frequency: 'monthly', interval: 1, byMonthDay: [31] } as const;

  it('all-day ones are single days, and a time on one of them is left out', async () => {
    const link = await openLink();
    const when: When = {
      showWithoutTime: true,
      start: '2026-12-31',
      duration: 'P2D',
      recurrence: { rule: { ...DAY_31_AND_LAST, end: { kind: 'count', count: 3 } }, overrides: {} },
    };
    await expanded(link, { ...monthly(link), when });
    expect(await seen(link)).toEqual(['2026-12-31 Closing', '2027-01-31 Closing', '2027-03-31 Closing']);
    const { id } = await eventOn(link, '2027-01-31');
    await link.ports.person.edit(id, { when: { showWithoutTime: true, start: '2027-02-02', duration: 'P1D' } });
    await override(link, {
      '2027-03-31': { when: { showWithoutTime: false, start: '2027-03-31T10:00:00', duration: 'PT1H' } },
    });
    await expectAtRest(link);
    expect(await overridesIn(link)).toMatchObject({
      '2027-01-31': { when: { showWithoutTime: true, start: '2027-02-02', duration: 'P1D' } },
    });
    expect(await pairOn(link, '2027-03-31')).toMatchObject({
      standing: { is: 'leftOut', reason: 'recurrence-not-supported' },
    });
    expect(await seen(link)).toEqual(['2026-12-31 Closing', '2027-02-02 Closing', '2027-03-31 Closing']);
  });

  it('an occurrence in a gap of the clocks is where the clocks go on, and an edit of it does not move it', async () => {
    const link = await openLink();
    const when: When = {
      ...timed('2027-01-28T02:30:00', 'America/New_York'),
      // 14 March 2027, 2:30: New York has no such time.
      recurrence: {
        rule: { frequency: 'daily', interval: 1, byMonthDay: [14, 28], end: { kind: 'count', count: 5 } },
        overrides: {},
      },
    };
    await expanded(link, { ...monthly(link), when });
    await link.ports.person.edit((await eventOn(link, '2027-03-14')).id, { title: 'In the gap' });
    await expectAtRest(link);
    expect(await overridesIn(link)).toEqual({ '2027-03-14T02:30:00': { title: 'In the gap' } });
  });

  it('an occurrence that an override adds beside the rule is one, too', async () => {
    const link = await expanded(await openLink());
    await override(link, { '2027-01-31T15:00:00': { title: 'Again' } });
    await expectAtRest(link);
    expect(await seen(link)).toContain('2027-01-31T15:00:00 Again');
    const again = (await link.ports.person.list()).find(({ event }) => event.title === 'Again');
    await link.ports.person.edit(again?.id ?? '', { location: 'Room 2' });
    await link.settle();
    expect(await overridesIn(link)).toEqual({ '2027-01-31T15:00:00': { title: 'Again', location: 'Room 2' } });
    await link.ports.person.remove(again?.id ?? '');
    await expectAtRest(link);
    expect(await overridesIn(link)).toEqual({});
  });

  it('one without end is there for a year, and the window moves on week by week', async () => {
    const link = await openLink();
    await expanded(link, monthly(link, { ...DAY_31_AND_LAST, end: { kind: 'never' } }));
    const before = await seen(link);
    expect(before.at(-1)?.slice(0, 10)).toBe('2027-10-31');
    const { until = 0, at = 0 } = expansionIn(await seriesPair(link)) ?? {};
    expect(until - at).toBe(366 * DAY_MS);
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
    link.world.now += 45 * DAY_MS;
    await expectAtRest(link);
    expect(await seen(link)).toEqual([...before, '2027-12-31T09:00:00 Closing']);
    expect(expansionIn(await seriesPair(link))?.until).toBeGreaterThan(until);
  });

  it('what was over before the link was switched on does not come', async () => {
    const link = await openLink();
    await expanded(link, { ...monthly(link), when: { ...monthly(link).when, start: '2026-08-31T09:00:00' } });
    expect((await seen(link)).map((line) => line.slice(0, 10))).toEqual([
      '2026-10-31',
      '2026-12-31',
      '2027-01-31',
      '2027-03-31',
      '2027-05-31',
    ]);
  });

  it('a participant’s are copies: an edit is reverted, a delete remembered', async () => {
    const link = await openLink();
    await link.ports.people.create(monthly(link), GRACE, [ADA]);
    await link.settle();
    expect(await seen(link)).toEqual(CLOSINGS);
    await link.ports.person.edit((await eventOn(link, '2027-01-31')).id, { title: 'Mine' });
    await link.ports.person.remove((await eventOn(link, '2027-03-31')).id);
    await expectAtRest(link);
    expect(await seen(link)).toEqual(CLOSINGS.filter((line) => !line.startsWith('2027-03-31')));
    expect(await overridesIn(link)).toEqual({});
    expect(await pairOn(link, '2027-03-31')).toMatchObject({ standing: { is: 'left' } });
  });
});

describe('A rule without pattern, expanded: the series changes', () => {
  const withOthers = async (link: Link): Promise<Link> => {
    for (let i = 0; i < 5; i += 1) await link.world.createEvent();
    await link.settle();
    return link;
  };
  const closings = async (link: Link) => (await seen(link)).filter((line) => line.endsWith('Closing'));
  const entryOf = async ({ ports }: Link) =>
    (await ports.people.list()).find(({ event }) => event.title === 'Closing') ?? { id: '', event: undefined };
  const changeRule = async (link: Link, when: Partial<When>): Promise<void> => {
    const { id, event } = await entryOf(link);
    if (event) await link.ports.people.edit(id, { when: { ...event.when, ...when } as When });
  };

  it('gets a rule that Outlook has: one series takes the place of the single events', async () => {
    const link = await withOthers(await expanded(await openLink()));
    await changeRule(link, { recurrence: { rule: WEEKLY, overrides: {} } });
    await expectAtRest(link);
    const [series, ...more] = (await link.ports.person.list()).filter(({ event }) => event.title === 'Closing');
    expect(series?.event.when.recurrence?.rule).toEqual(WEEKLY);
    expect(more).toEqual([]);
    expect(expansionIn(await seriesPair(link))).toBeUndefined();
    // And back.
    await changeRule(link, monthly(link).when);
    await expectAtRest(link);
    expect(await closings(link)).toEqual(CLOSINGS);
  });

  it('loses its pattern: our copy gives way to the single events, and what a person changed in it is on record', async () => {
    const link = await withOthers(await openLink());
    await expanded(link, monthly(link, WEEKLY));
    expect(await closings(link)).toHaveLength(1);
    const [series] = (await link.ports.person.list()).filter(({ event }) => event.title === 'Closing');
    await link.ports.person.edit(series?.id ?? '', { location: 'Elsewhere' });
    await changeRule(link, monthly(link).when);
    await expectAtRest(link);
    expect(await closings(link)).toEqual(CLOSINGS);
    expect((await link.world.history()).map(({ field, why }) => [field, why])).toContainEqual(['location', 'removed']);
  });

  it('loses its pattern and is the person’s own: both stay as they are', async () => {
    const link = await openLink();
    await link.ports.person.create(monthly(link, WEEKLY));
    await link.settle();
    await changeRule(link, monthly(link).when);
    await expectAtRest(link);
    expect(await closings(link)).toHaveLength(1);
    const [pair] = await pairsOf(link);
    expect(pair).toMatchObject({ standing: { is: 'leftOut', reason: 'recurrence-not-supported' } });
    expect(expansionIn(pair ?? {})).toBeUndefined();
  });

  it('is deleted: its events go, each for itself', async () => {
    const link = await withOthers(await expanded(await openLink()));
    await link.ports.people.remove((await entryOf(link)).id);
    await expectAtRest(link);
    expect(await closings(link)).toEqual([]);
    expect((await pairsOf(link)).filter(hasEnded)).toHaveLength(1 + DAYS.length);
  });

  it('is deleted, and is all that there was: a person is asked first', async () => {
    const link = await expanded(await openLink());
    await link.ports.people.remove((await entryOf(link)).id);
    expect(await link.writesDuring(() => link.pass())).toEqual([]);
    expect(await link.writesDuring(() => link.pass())).toEqual([]);
    expect(await closings(link)).toEqual(CLOSINGS);
    expect((await link.ports.store.list('hold'))[0]?.row).toMatchObject({ state: 'held', count: DAYS.length });
  });

  it('is handed over: our events go', async () => {
    const link = await withOthers(await expanded(await openLink()));
    await link.ports.people.reassign((await entryOf(link)).id, GRACE, []);
    await expectAtRest(link);
    expect(await closings(link)).toEqual([]);
    await link.ports.people.reassign((await entryOf(link)).id, ADA, []);
    await expectAtRest(link);
    expect(await closings(link)).toEqual(CLOSINGS);
  });

  it('leaves the link’s filter for one occurrence, and for all', async () => {
    const rules = { ...EXPAND, filters: { toExchange: { titleContainsNone: ['secret'] }, toSource: {} } };
    const link = await withOthers(await openLink({ rules: { ...rules, leavesFilter: 'remove' } }));
    await expanded(link);
    const { id, event } = await entryOf(link);
    const overrides = { '2027-01-31T09:00:00': { title: 'Secret' } };
    await changeRule(link, { recurrence: { rule: monthly(link).when.recurrence?.rule ?? WEEKLY, overrides } });
    await expectAtRest(link);
    expect(await closings(link)).toEqual(CLOSINGS.filter((line) => !line.startsWith('2027-01-31')));
    await link.ports.people.edit(id, { title: 'Secret' });
    await expectAtRest(link);
    expect((await seen(link)).filter((line) => line.includes('Clos'))).toEqual([]);
    await link.ports.people.edit(id, { title: event?.title ?? '', when: monthly(link).when });
    await expectAtRest(link);
    expect(await closings(link)).toEqual(CLOSINGS);
  });
});
