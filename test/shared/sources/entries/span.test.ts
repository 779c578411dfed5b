// Times with their end on the wire, with a duration inside.
import { describe, expect, it } from 'vitest';
import { parseSpan, type SpanInput, spanJson } from '../../../../shared/sources/entries/span.ts';

const zone = 'Europe/Helsinki';
const timed = (times: Partial<SpanInput>): SpanInput => ({
  showWithoutTime: false,
  start: '2026-10-25T00:00',
  end: undefined,
  duration: undefined,
  ...times,
});
const allDay = (times: Partial<SpanInput>): SpanInput =>
  timed({ showWithoutTime: true, start: '2026-11-20', ...times });

describe('parseSpan', () => {
  it.each([
    ['an end, across a change of the clocks', timed({ end: '2026-10-25T06:00' }), '2026-10-25T00:00:00', 'PT7H'],
    ['a duration, written in the shortest way', timed({ duration: 'PT90M' }), '2026-10-25T00:00:00', 'PT1H30M'],
    ['no time at all', timed({ end: '2026-10-25T00:00:00' }), '2026-10-25T00:00:00', 'PT0S'],
    ['the day after the last', allDay({ end: '2026-11-22' }), '2026-11-20', 'P2D'],
    ['days', allDay({ duration: 'P07D' }), '2026-11-20', 'P7D'],
  ])('takes %s', (_, input, start, duration) => {
    expect(parseSpan(input, zone)).toEqual({
      ok: true,
      span: { showWithoutTime: input.showWithoutTime, start, duration },
    });
  });

  it.each([
    ['start', timed({ start: undefined, end: '2026-10-25T06:00' }), 'is missing'],
    ['end', timed({}), 'is missing'],
    ['end', timed({ end: '2026-10-24T23:00' }), 'must not be before start'],
    ['duration', timed({ end: '2026-10-25T06:00', duration: 'PT6H' }), 'must not stand beside end'],
    ['duration', timed({ duration: 'PT9999999H', start: '4000-01-01T00:00' }), 'in the years 1601 to 4500'],
    ['end', allDay({ end: '2026-11-20' }), 'after start'],
    ['duration', allDay({ duration: 'P999999D' }), 'in the years 1601 to 4500'],
  ])('names a wrong %s: %j', (field, input, message) => {
    expect(parseSpan(input, zone)).toMatchObject({ ok: false, field, message: expect.stringContaining(message) });
  });
});

describe('spanJson', () => {
  it('gives the end, and the duration where the end has no name', () => {
    const span = { showWithoutTime: false, start: '2026-10-25T02:30:00' } as const;
    expect(spanJson({ ...span, duration: 'PT30M' }, zone)).toEqual({ start: span.start, end: '2026-10-25T03:00:00' });
    expect(spanJson({ ...span, duration: 'PT2H' }, zone)).toEqual({ start: span.start, duration: 'PT2H' });
    const days = { showWithoutTime: true, start: '2026-12-31', duration: 'P1D' } as const;
    expect(spanJson(days, zone)).toEqual({ start: '2026-12-31', end: '2027-01-01' });
  });
});
