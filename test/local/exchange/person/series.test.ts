import { describe, expect, it } from 'vitest';
import { createPerson } from '../../../../local/exchange/person/person.ts';
import { occurrencesBetween } from '../../../../local/exchange/series/occurrences.ts';
import type { Item } from '../../../../local/exchange/store/item.ts';
import { createMailbox } from '../../../../local/exchange/store/store.ts';

const open = () =>
  createPerson(createMailbox({ address: 'ada@example.com', seed: 'test', clock: () => 0, changed: () => undefined }));
const DAILY = {
  subject: 'Stand-up',
  start: '2027-03-26T09:00:00',
  end: '2027-03-26T09:15:00',
  zone: 'FLE Standard Time',
  recurrence: { pattern: { kind: 'Daily', interval: 1 }, end: { kind: 'Numbered', count: 5 } },
} as const;
const takesPlace = (series: Item | undefined): string[] =>
  series
    ? occurrencesBetween(series, Date.UTC(2027, 0, 1), Date.UTC(2028, 0, 1))
        .sort((a, b) => a.start - b.start)
        .map(({ start, subject }) => `${new Date(start).toISOString().slice(0, 16)} ${subject}`)
    : [];

describe('person', () => {
  it('makes a series with exceptions and deletions at once', () => {
    const series = open().create({
      ...DAILY,
      exceptions: { '2027-03-27': { subject: 'Saturday' } },
      deletions: ['2027-03-28'],
    });
    expect(takesPlace(series)).toEqual([
      '2027-03-26T07:00 Stand-up',
      '2027-03-27T07:00 Saturday',
      '2027-03-29T06:00 Stand-up',
      '2027-03-30T06:00 Stand-up',
    ]);
  });

  it('moves occurrences in a row, each to where the next one was, in whatever order they are named', () => {
    const at = (date: string) => ({ start: `${date}T09:00:00`, end: `${date}T09:15:00` });
    const series = open().create({
      ...DAILY,
      exceptions: { '2027-03-28': at('2027-03-29'), '2027-03-29': at('2027-03-30'), '2027-03-30': at('2027-03-31') },
    });
    expect(takesPlace(series).map((text) => text.slice(8, 10))).toEqual(['26', '27', '29', '30', '31']);
  });

  it('does not move an occurrence to the day of its neighbour', () => {
    const person = open();
    const { id } = person.create(DAILY);
    expect(() =>
      person.editOccurrence(id, '2027-03-27', { start: '2027-03-28T05:00:00', end: '2027-03-28T06:00:00' }),
    ).toThrow('adjacent occurrence');
  });

  it('changes an occurrence again and again; what it set stays', () => {
    const person = open();
    const { id } = person.create(DAILY);
    person.editOccurrence(id, '2027-03-27', { subject: 'Saturday' });
    const edited = person.editOccurrence(id, '2027-03-27', { location: 'Hall' });
    expect(edited).toMatchObject({ subject: 'Saturday', location: 'Hall', occurrence: { isException: true } });
    expect(person.list()).toHaveLength(1);
  });

  it('removes an occurrence, and with the last one the series', () => {
    const person = open();
    const { id } = person.create({
      ...DAILY,
      recurrence: { ...DAILY.recurrence, end: { kind: 'Numbered', count: 2 } },
    });
    person.removeOccurrence(id, '2027-03-26');
    expect(takesPlace(person.get(id))).toEqual(['2027-03-27T07:00 Stand-up']);
    person.removeOccurrence(id, '2027-03-27');
    expect(person.list()).toEqual([]);
    expect(person.list('deleteditems')).toMatchObject([{ deletions: ['2027-03-26'] }]);
  });

  it.each(['2027-03-25', '2027-03-31', '2027-03-28'])('has no occurrence on %s', (date) => {
    const person = open();
    const { id } = person.create({ ...DAILY, deletions: ['2027-03-28'] });
    expect(() => person.removeOccurrence(id, date)).toThrow(`no occurrence on ${date}`);
  });

  it('splits a series: this and following', () => {
    const person = open();
    const { id } = person.create({
      ...DAILY,
      exceptions: { '2027-03-27': { subject: 'Saturday' }, '2027-03-30': { subject: 'Tuesday' } },
      deletions: ['2027-03-29'],
    });
    const following = person.splitSeries(id, '2027-03-28', { subject: 'Later' });
    expect(takesPlace(person.get(id))).toEqual(['2027-03-26T07:00 Stand-up', '2027-03-27T07:00 Saturday']);
    expect(takesPlace(following)).toEqual(['2027-03-28T06:00 Later', '2027-03-30T06:00 Tuesday']);
    expect(following.uid).not.toBe(person.get(id)?.uid);
  });

  it('loses exceptions and deletions with the times of the series, not with its title', () => {
    const person = open();
    const { id } = person.create({
      ...DAILY,
      exceptions: { '2027-03-27': { subject: 'Saturday' } },
      deletions: ['2027-03-28'],
    });
    expect(person.edit(id, { subject: 'Daily' })).toMatchObject({ deletions: ['2027-03-28'] });
    expect(person.edit(id, { start: '2027-03-26T10:00:00', end: '2027-03-26T10:15:00' })).toMatchObject({
      exceptions: {},
      deletions: [],
    });
  });

  it('gives a moved or copied series its exceptions along', () => {
    const person = open();
    const { id } = person.create({ ...DAILY, exceptions: { '2027-03-27': { subject: 'Saturday' } } });
    const copy = person.copy(id);
    const moved = person.move(id, 'otherCalendar');
    expect(takesPlace(copy)).toEqual(takesPlace(moved));
    expect(takesPlace(copy)[1]).toBe('2027-03-27T07:00 Saturday');
  });
});
