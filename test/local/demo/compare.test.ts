// One side against what people wrote: by canonical content, as often as it was written.
import { describe, expect, it } from 'vitest';
import { compare } from '../../../local/demo/compare.ts';
import { timed } from '../../../shared/calendar/when.ts';
import { event, weekly } from './events.ts';

const titles = ({ lost, doubled }: ReturnType<typeof compare>) => ({
  lost: lost.map(({ title }) => title),
  doubled: doubled.map(({ title }) => title),
});

describe('compare', () => {
  it('finds nothing where both hold the same in canonical form', () => {
    const written = event('Board', {
      description: 'a\r\nb ',
      keywords: ['x', 'y'],
      when: timed({ start: 0, end: 60_000 }, 'UTC'),
    });
    const read = event(' Board', {
      description: 'a\nb',
      keywords: ['y', 'x'],
      when: timed({ start: 0, end: 60_000 }, 'Asia/Kolkata'),
    });
    expect(titles(compare([written], [read]))).toEqual({ lost: [], doubled: [] });
  });

  it('finds a thing that is not there', () => {
    expect(titles(compare([event('A'), event('B')], [event('B')]))).toEqual({ lost: ['A'], doubled: [] });
  });

  it('finds a thing of which one field is not as it was written, and calls it lost, not doubled', () => {
    const found = [event('A', { location: 'Elsewhere' })];
    expect(titles(compare([event('A')], found))).toEqual({ lost: ['A'], doubled: [] });
  });

  it('finds a series of which an occurrence differs, and calls it lost, not doubled', () => {
    const written = weekly('A', { '2026-12-08T09:00:00': { excluded: true }, '2026-12-15T09:00:00': { title: 'B' } });
    for (const overrides of [
      {},
      { '2026-12-08T09:00:00': { excluded: true } },
      { '2026-12-08T09:00:00': { excluded: true }, '2026-12-15T09:00:00': { title: 'C' } },
    ] as const) {
      expect(titles(compare([written], [weekly('A', overrides)]))).toEqual({ lost: ['A'], doubled: [] });
    }
    expect(titles(compare([written], [written]))).toEqual({ lost: [], doubled: [] });
  });

  it('a series of another rule is another thing', () => {
    const written = weekly('A');
    const single = event('A', {
      when: timed({ start: Date.UTC(2026, 11, 1, 7), end: Date.UTC(2026, 11, 1, 8) }, 'Europe/Helsinki'),
    });
    expect(titles(compare([written], [single]))).toEqual({ lost: ['A'], doubled: ['A'] });
  });

  it('finds a thing that is there twice', () => {
    expect(titles(compare([event('A')], [event('A'), event('A')]))).toEqual({ lost: [], doubled: ['A'] });
  });

  it('finds a second one also where it differs in what people do not tell things apart by', () => {
    const found = [event('A'), event('A', { description: 'a copy' })];
    expect(titles(compare([event('A')], found))).toEqual({ lost: [], doubled: ['A'] });
  });

  it('takes twins as often as they were written', () => {
    const twins = [event('A'), event('A')];
    expect(titles(compare(twins, twins))).toEqual({ lost: [], doubled: [] });
    expect(titles(compare(twins, [event('A')]))).toEqual({ lost: ['A'], doubled: [] });
  });

  it('finds a thing that nobody wrote', () => {
    expect(titles(compare([], [event('A')]))).toEqual({ lost: [], doubled: ['A'] });
  });
});
