// Expanded series and what becomes of a link: its start, its rules, lost rows, the removal of what we made.

import { describe, expect, it } from 'vitest';
import { previewOf } from '../../shared/links/status/preview.ts';
import { expansionIn } from '../../shared/sync/pair/row/standing.ts';
import { DEFAULT_RULES, type LinkRules } from '../../shared/sync/ports/linkRules.ts';
import { requestRestore } from '../../shared/sync/restore/requestRestore.ts';
import {
  CLOSINGS,
  DAYS,
  EXPAND,
  eventOn,
  expanded,
  monthly,
  openLink,
  override,
  overridesIn,
  pairOn,
  pairsOf,
  seen,
  seriesPair,
} from '../world/expandedSeries.ts';
import type { Link } from '../world/link.ts';
import { ADA } from '../world/world.ts';

const setRules = async ({ world }: Link, rules: Partial<LinkRules>): Promise<void> => {
  world.rules = { ...world.rules, ...rules };
};

async function expectAtRest(link: Link): Promise<void> {
  await link.settle();
  expect(await link.writesDuring(() => link.settle())).toEqual([]);
}

describe('Before the start', () => {
  it('the preview counts the single events, and follows the rule', async () => {
    const link = await openLink({ started: false });
    await expanded(link);
    expect(previewOf(await pairsOf(link))).toMatchObject({ toExchange: DAYS.length, leftOut: [{ expanded: true }] });
    await setRules(link, { unheldSeries: 'leaveOut' });
    await link.settle();
    const preview = previewOf(await pairsOf(link));
    expect(preview.toExchange).toBe(0);
    expect(preview.leftOut.map(({ rule }) => rule).sort()).toEqual([...DAYS.map(() => 'unheldSeries'), undefined]);
    expect(preview.leftOut.some((each) => each.expanded)).toBe(false);
    await setRules(link, { unheldSeries: 'expand' });
    await link.settle();
    expect(previewOf(await pairsOf(link))).toMatchObject({ toExchange: DAYS.length, leftOut: [{ expanded: true }] });
    await link.world.start();
    await expectAtRest(link);
    expect(await seen(link)).toEqual(CLOSINGS);
  });

  it('the rule comes after the series: its single events are in the preview', async () => {
    const link = await openLink({ started: false, rules: DEFAULT_RULES });
    await expanded(link);
    expect(previewOf(await pairsOf(link)).toExchange).toBe(0);
    await setRules(link, { unheldSeries: 'expand' });
    await link.settle();
    expect(previewOf(await pairsOf(link)).toExchange).toBe(DAYS.length);
  });

  it('what stands in the mailbox already is matched, and follows the end of the series', async () => {
    const link = await openLink({ started: false });
    const event = monthly(link);
    const { recurrence: _, ...when } = event.when;
    await link.ports.person.create({ ...event, when });
    await expanded(link, event);
    expect(previewOf(await pairsOf(link))).toMatchObject({ matched: 1, toExchange: DAYS.length - 1 });
    await link.world.createOnBothSides(2, 2);
    await link.settle();
    await link.ports.people.remove('S1');
    await link.world.start();
    await expectAtRest(link);
    expect(await link.ports.person.list()).toHaveLength(2);
  });
});

describe('The rule is switched off and on', () => {
  it.each(['unlink', 'remove'] as const)(
    '%s: our events stay, or go, and all is as before when it is on again',
    async (leavesFilter) => {
      const link = await openLink({ rules: { ...EXPAND, leavesFilter } });
      await expanded(link);
      await setRules(link, { unheldSeries: 'leaveOut' });
      if (leavesFilter === 'remove') for (let i = 0; i < 20; i += 1) await link.world.createEvent();
      await expectAtRest(link);
      expect((await seen(link)).filter((line) => line.endsWith('Closing'))).toEqual(
        leavesFilter === 'unlink' ? CLOSINGS : [],
      );
      expect(await pairOn(link, '2027-01-31')).toMatchObject({
        standing: { is: 'leftOut', reason: 'filtered', by: 'unheldSeries' },
      });
      expect(expansionIn(await seriesPair(link))).toBeUndefined();
      await setRules(link, { unheldSeries: 'expand' });
      await expectAtRest(link);
      expect((await seen(link)).filter((line) => line.endsWith('Closing'))).toEqual(CLOSINGS);
    },
  );

  it('what the application deletes meanwhile takes no event with it', async () => {
    const link = await expanded(await openLink());
    await setRules(link, { unheldSeries: 'leaveOut' });
    await link.settle();
    await link.ports.people.remove('S1');
    await expectAtRest(link);
    expect(await seen(link)).toEqual(CLOSINGS);
  });
});

describe('Lost rows', () => {
  it('each single event is found again as its occurrence, whatever people have edited since', async () => {
    const link = await expanded(await openLink());
    await link.ports.person.edit((await eventOn(link, '2027-01-31')).id, { title: 'Edited' });
    await link.ports.person.edit((await eventOn(link, '2027-03-31')).id, {
      when: { showWithoutTime: false, start: '2027-04-01T10:00:00', timeZone: 'Europe/Helsinki', duration: 'PT1H' },
    });
    await link.ports.loseRows();
    await link.world.switchOn();
    await expectAtRest(link);
    expect(await link.ports.person.list()).toHaveLength(DAYS.length);
    expect(await link.ports.people.list()).toHaveLength(1);
    expect(await overridesIn(link)).toMatchObject({ '2027-01-31T09:00:00': { title: 'Edited' } });
  });
});

describe('The removal of what we made', () => {
  it.each([false, true])('takes the single events, and leaves what a person changed (rows lost: %s)', async (lost) => {
    const link = await expanded(await openLink());
    await link.ports.person.edit((await eventOn(link, '2027-01-31')).id, { title: 'Edited' });
    if (lost) await link.ports.loseRows();
    await link.world.changeLink({ on: false, removing: true });
    for (let pass = 0; pass < 6; pass += 1) await link.pass();
    expect(await seen(link)).toEqual(['2027-01-31T09:00:00 Edited']);
    expect(await link.ports.people.list()).toHaveLength(1);
  });
});

describe('Private series', () => {
  it('are veiled occurrence by occurrence', async () => {
    const link = await openLink({ rules: { ...EXPAND, privateEvents: { kind: 'busyOnly', title: 'Busy' } } });
    await expanded(link, { ...monthly(link), privacy: 'private' });
    expect(await seen(link)).toEqual(DAYS.map((day) => `${day}T09:00:00 Busy`));
    await override(link, { '2027-01-31T09:00:00': { title: 'Hush' } });
    await link.ports.person.edit((await eventOn(link, '2027-03-31')).id, { freeBusyStatus: 'tentative' });
    await expectAtRest(link);
    expect(await seen(link)).toEqual(DAYS.map((day) => `${day}T09:00:00 Busy`));
    expect(await overridesIn(link)).toMatchObject({ '2027-03-31T09:00:00': { freeBusyStatus: 'tentative' } });
  });
});

describe('A losing value', () => {
  it('of one occurrence is restored to it', async () => {
    const link = await expanded(await openLink());
    await link.ports.person.edit((await eventOn(link, '2027-01-31')).id, { title: 'Theirs' });
    await override(link, { '2027-01-31T09:00:00': { title: 'Ours' } });
    await link.settle();
    const [lost] = await link.ports.store.list('history');
    const request = { name: lost?.name ?? '', at: link.world.now, by: ADA, audit: 'a1' };
    expect(await requestRestore(link.ports.store, request)).toBe('requested');
    await expectAtRest(link);
    expect((await eventOn(link, '2027-01-31')).event.title).toBe('Ours');
    expect(await overridesIn(link)).toMatchObject({ '2027-01-31T09:00:00': { title: 'Ours' } });
  });
});
