// toRule.ts reads back from the request what was written, in every zone of the process.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalField } from '../../../../../shared/calendar/canonical/canonical.ts';
import type { RecurrenceEnd, RecurrenceRule, Weekday, When } from '../../../../../shared/calendar/event.ts';
import { patternOf } from '../../../../../shared/calendar/recurrence/recurrencePattern.ts';
import { recurrenceFromWhen } from '../../../../../shared/exchange/ews/item/fromRule.ts';
import { ruleFromEws } from '../../../../../shared/exchange/ews/item/toRule.ts';
import { captureRequest } from '../../../../../shared/exchange/ews/library/captureRequest.ts';
import { loadEws } from '../../../../../shared/exchange/ews/library/loadEws.ts';
import { NULL } from '../../../../../shared/exchange/ews/library/types.ts';
import { child, descendant, readXml } from '../../../../../shared/exchange/ews/xml/reader.ts';
import { EWS_VERSIONS, type EwsVersion } from '../../../../../shared/sync/ports/exchangeNames.ts';
import { complaintsAbout } from '../scriptedExchange.ts';

const NEVER = { kind: 'never' } as const;

const allDay = (rule: RecurrenceRule, start: string): When => ({
  showWithoutTime: true,
  start,
  duration: 'P1D',
  recurrence: { rule, overrides: {} },
});

async function requestOf(when: When, version: EwsVersion = 'Exchange2016'): Promise<string> {
  const ews = await loadEws();
  return captureRequest(ews, { version, impersonate: undefined }, (service) => {
    const appointment = new ews.Appointment(service);
    appointment.StartTimeZone = ews.TimeZoneInfo.Utc;
    appointment.Recurrence = recurrenceFromWhen(ews, service.RequestedServerVersion, when);
    const calendar = new ews.FolderId(ews.WellKnownFolderName.Calendar);
    return service.CreateItems([appointment], calendar, NULL, ews.SendInvitationsMode.SendToNone);
  });
}

const recurrenceIn = (request: string) => descendant(readXml(request), 'Recurrence');

const WEEKDAYS: readonly Weekday[] = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];
const date = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
  .map((instant) => instant.toISOString().slice(0, 10));
const ends: fc.Arbitrary<RecurrenceEnd> = fc.oneof(
  fc.constant(NEVER),
  fc.integer({ min: 1, max: 999 }).map((count) => ({ kind: 'count' as const, count })),
  date.map((until) => ({ kind: 'until' as const, until })),
);
const interval = fc.constantFrom(1, 2, 3, 12, 24);
const nth = fc.constantFrom(1, 2, 3, 4, -1);
const rules: fc.Arbitrary<RecurrenceRule> = fc.oneof(
  fc.record({ frequency: fc.constant('daily'), interval, end: ends }),
  fc.record({
    frequency: fc.constant('weekly'),
    interval,
    firstDayOfWeek: fc.constantFrom(...WEEKDAYS),
    byDay: fc.subarray([...WEEKDAYS], { minLength: 1 }).map((days) => days.map((day) => ({ day }))),
    end: ends,
  }),
  fc.record({
    frequency: fc.constantFrom('monthly', 'yearly'),
    interval: fc.constantFrom(1, 2, 3),
    byMonthDay: fc.integer({ min: -1, max: 31 }).map((day) => [day === 0 ? 1 : day]),
    skip: fc.constant('backward'),
    end: ends,
  }),
  fc.record({
    frequency: fc.constant('monthly'),
    interval,
    byDay: fc.tuple(fc.constantFrom(...WEEKDAYS), nth).map(([day, nthOfPeriod]) => [{ day, nthOfPeriod }]),
    end: ends,
  }),
  fc.record({
    frequency: fc.constant('monthly'),
    interval,
    byDay: fc.constantFrom(WEEKDAYS.slice(0, 5), WEEKDAYS.slice(5)).map((days) => days.map((day) => ({ day }))),
    bySetPosition: nth.map((position) => [position]),
    end: ends,
  }),
);

describe('recurrenceFromWhen', () => {
  it('any rule that has a pattern reads back from its own request as the same rule, and the request is valid', async () => {
    let written = 0;
    await fc.assert(
      fc.asyncProperty(rules, date, async (rule, start) => {
        const when = allDay(rule, start);
        fc.pre(patternOf(when) !== undefined);
        written += 1;
        const request = await requestOf(when);
        expect(await complaintsAbout([{ body: request, headers: {} }])).toEqual([]);
        const read = ruleFromEws(recurrenceIn(request), start);
        const [before, after] = [when, { ...when, recurrence: { rule: read ?? rule, overrides: {} } }];
        expect(read).toBeDefined();
        expect(canonicalField('when', after)).toBe(canonicalField('when', before));
      }),
      { seed: 20_261_121, numRuns: 300 },
    );
    expect(written).toBeGreaterThan(100);
  });

  it('dates are those of the series and carry no offset of the process', async () => {
    const rule = { frequency: 'daily', interval: 1, end: { kind: 'until', until: '2027-03-28' } } as const;
    const request = await requestOf(allDay(rule, '2026-12-01'));
    const [, range] = recurrenceIn(request)?.children ?? [];
    expect(range?.children.map(({ text }) => text)).toEqual(['2026-12-01', '2027-03-28']);
  });

  it('a yearly pattern has no interval, and one of several years is one of months', async () => {
    const nameOf = async (years: number) => {
      const rule = { frequency: 'yearly', interval: years, end: NEVER } as const;
      return recurrenceIn(await requestOf(allDay(rule, '2026-12-01')))?.children[0]?.name;
    };
    expect(await nameOf(1)).toBe('AbsoluteYearlyRecurrence');
    expect(await nameOf(2)).toBe('AbsoluteMonthlyRecurrence');
  });

  it('the last day of a month in a year is one that the month has', async () => {
    const last = async (start: string) => {
      const byMonth = [Number(start.slice(5, 7))];
      const rule = { frequency: 'yearly', interval: 1, byMonth, byMonthDay: [-1], end: NEVER } as const;
      const pattern = recurrenceIn(await requestOf(allDay(rule, start)))?.children[0];
      return child(pattern, 'DayOfMonth')?.text;
    };
    expect([await last('2026-04-30'), await last('2028-02-29'), await last('2026-12-31')]).toEqual(['30', '29', '31']);
  });

  it.each(EWS_VERSIONS)(
    '%s: the request is valid, with the first day of the week where the schema has it',
    async (version) => {
      const rule = {
        frequency: 'weekly',
        interval: 2,
        firstDayOfWeek: 'su',
        byDay: [{ day: 'tu' }],
        end: NEVER,
      } as const;
      const request = await requestOf(allDay(rule, '2026-12-01'), version);
      expect(await complaintsAbout([{ body: request, headers: {} }])).toEqual([]);
      const known = EWS_VERSIONS.indexOf(version) >= EWS_VERSIONS.indexOf('Exchange2010_SP1');
      expect(descendant(recurrenceIn(request), 'FirstDayOfWeek') !== undefined).toBe(known);
    },
  );

  it('a rule without a pattern is a bug of whoever asks', async () => {
    const rule = { frequency: 'monthly', interval: 1, byMonthDay: [31], end: NEVER } as const;
    await expect(requestOf(allDay(rule, '2026-12-31'))).rejects.toThrow('builds no request');
  });
});
