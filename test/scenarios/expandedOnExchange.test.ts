// Expanded series in the local Exchange, as their owner sees them in Outlook.
import { describe, expect, it } from 'vitest';
import type { RecurrenceRule } from '../../shared/calendar/event.ts';
import { exchangeForScenarios } from '../world/exchangeLink.ts';
import { EXPAND, monthly } from '../world/expandedSeries.ts';
import { seenInOutlook } from '../world/views.ts';
import { ADA } from '../world/world.ts';

const { exchange, openLink } = exchangeForScenarios();
const THRICE: RecurrenceRule = {
  frequency: 'monthly',
  interval: 1,
  byMonthDay: [31],
  end: { kind: 'count', count: 3 },
};

describe('A rule without pattern, expanded: in Outlook', () => {
  it('the occurrences are single events; one is edited, one moved, one deleted; then Outlook can hold the rule', async () => {
    const link = await openLink({ rules: EXPAND });
    for (let i = 0; i < 5; i += 1) await link.world.createEntry();
    await link.ports.people.create(monthly(link, THRICE), ADA);
    await link.settle();
    const closings = () => link.person.list().filter(({ subject }) => subject?.startsWith('Closing'));
    expect(
      closings()
        .map(({ start }) => new Date(start).toISOString().slice(0, 10))
        .sort(),
    ).toEqual(['2026-12-31', '2027-01-31', '2027-03-31']);
    const [first, second, third] = closings().sort((a, b) => a.start - b.start);
    link.person.edit(first?.id ?? '', { subject: 'Closing the year' });
    link.person.edit(second?.id ?? '', { start: '2027-02-01T10:00:00', end: '2027-02-01T11:00:00' });
    link.person.remove(third?.id ?? '');
    await link.settle();
    const entry = (await link.ports.people.list()).find(({ event }) => event.title === 'Closing');
    expect(entry?.event.when.recurrence?.overrides).toEqual({
      '2026-12-31T09:00:00': { title: 'Closing the year' },
      '2027-01-31T09:00:00': { when: { showWithoutTime: false, start: '2027-02-01T10:00:00', duration: 'PT1H' } },
      '2027-03-31T09:00:00': { excluded: true },
    });
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
    const weekly = monthly(link, { frequency: 'weekly', interval: 1, end: { kind: 'count', count: 4 } });
    await link.ports.people.edit(entry?.id ?? '', { when: weekly.when });
    await link.settle();
    expect(seenInOutlook(link.person).filter((line) => line.includes('Closing'))).toHaveLength(4);
    expect(exchange().mail).toEqual([]);
  });
});
