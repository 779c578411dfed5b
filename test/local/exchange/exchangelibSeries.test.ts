// A foreign client makes, reads and changes series, and reads those of a person.
import { describe, expect, it } from 'vitest';
import { ADA, SERVICE, startTestExchange } from './ewsClient.ts';
import { exchangelibIsMissing, runExchangelib } from './exchangelib.ts';

const CHECKS = 41;

describe.skipIf(exchangelibIsMissing)('exchangelib (skipped where python3-exchangelib is not installed)', () => {
  it.each(['Exchange2010_SP2', 'Exchange2013', 'Exchange2016', 'ExchangeSE'] as const)(
    'makes, reads and changes series on %s',
    async (version) => {
      const exchange = await startTestExchange({ version });
      const ada = exchange.person(ADA);
      const zone = 'FLE Standard Time';
      const series = ada.create({
        ...{ subject: 'Board', start: '2026-12-01T09:00:00', end: '2026-12-01T10:00:00', zone },
        recurrence: {
          pattern: { kind: 'Weekly', interval: 1, days: ['Tuesday'], firstDayOfWeek: 'Monday' },
          end: { kind: 'Numbered', count: 4 },
        },
        exceptions: { '2026-12-08': { start: '2026-12-09T09:00:00', end: '2026-12-09T10:00:00' } },
        deletions: ['2026-12-15'],
      });
      const days = ada.create({
        ...{ subject: 'Days', start: '2026-12-06T00:00:00', end: '2026-12-07T00:00:00', zone, isAllDay: true },
        recurrence: { pattern: { kind: 'AbsoluteYearly', dayOfMonth: 6, month: 'December' } },
      });
      const result = await runExchangelib('exchangelibSeries.py', exchange, {
        url: exchange.url,
        account: SERVICE.name,
        password: SERVICE.password,
        mailbox: ADA,
        series: { series: series.id, days: days.id },
      });
      await exchange.close();
      expect(result.errors).toBe('');
      expect(result.checks).toHaveLength(CHECKS);
      expect(result.status).toBe(0);
      expect(exchange.mail).toEqual([]);
    },
    60_000,
  );
});
