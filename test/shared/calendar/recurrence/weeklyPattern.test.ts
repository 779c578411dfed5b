// A week begins with one day or another; only some of it is a difference.
import { describe, expect, it } from 'vitest';
import { weeklyPattern } from '../../../../shared/calendar/recurrence/weeklyPattern.ts';

describe('weeklyPattern', () => {
  it('keeps the days in the order of the week, each once', () => {
    expect(weeklyPattern(1, ['fr', 'mo', 'fr'])).toEqual({
      kind: 'weekly',
      interval: 1,
      days: ['mo', 'fr'],
      firstDayOfWeek: 'mo',
    });
  });

  it('of all seven days of every week is daily, of every second week is not', () => {
    const all = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const;
    expect(weeklyPattern(1, all, 'su')).toEqual({ kind: 'daily', interval: 1 });
    expect(weeklyPattern(2, all)).toMatchObject({ kind: 'weekly', interval: 2 });
  });

  it.each([
    ['every week', 1, ['su', 'mo'], 'su', 'mo'],
    ['one day only', 2, ['we'], 'su', 'mo'],
    ['no day between the two beginnings', 2, ['tu', 'th'], 'su', 'mo'],
    ['a day between the two beginnings', 2, ['mo', 'su'], 'su', 'su'],
    ['a beginning in the middle', 2, ['mo', 'fr'], 'we', 'fr'],
    ['another beginning that parts the days alike', 2, ['mo', 'fr'], 'th', 'fr'],
  ] as const)('begins its week, with %s, where it makes a difference', (_, interval, days, given, kept) => {
    expect(weeklyPattern(interval, days, given)).toMatchObject({ firstDayOfWeek: kept });
  });
});
