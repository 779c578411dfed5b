import { describe, expect, it } from 'vitest';
import { createPerson } from '../../../../local/exchange/person/person.ts';
import { createMailbox } from '../../../../local/exchange/store/store.ts';

const open = () => {
  let changes = 0;
  const mailbox = createMailbox({
    address: 'ada@example.com',
    seed: 'test',
    clock: () => 0,
    changed: () => {
      changes += 1;
    },
  });
  return { person: createPerson(mailbox), changes: () => changes };
};
const EVENT = { subject: 'Lunch', start: '2026-07-01T12:00:00', end: '2026-07-01T13:00:00', zone: 'FLE Standard Time' };

describe('person', () => {
  it('creates in the calendar, in local time', () => {
    const { person, changes } = open();
    const item = person.create({ ...EVENT, reminderMinutes: null });
    expect(item).toMatchObject({
      subject: 'Lunch',
      start: Date.UTC(2026, 6, 1, 9),
      startZone: 'FLE Standard Time',
      reminderIsSet: false,
    });
    expect(person.list()).toEqual([item]);
    expect(changes()).toBe(1);
  });

  it('edits only what it names; the change key differs each time', () => {
    const { person } = open();
    const item = person.create(EVENT);
    const edited = person.edit(item.id, { location: 'Hall' });
    expect(edited).toMatchObject({ id: item.id, subject: 'Lunch', location: 'Hall', start: item.start });
    expect(edited.changeKey).not.toBe(item.changeKey);
    expect(person.edit(item.id, { location: 'Hall' }).changeKey).not.toBe(edited.changeKey);
  });

  it('moves away and back: another id each time, the same UID', () => {
    const { person } = open();
    const item = person.create(EVENT);
    const away = person.move(item.id, 'otherCalendar');
    const back = person.move(away.id, 'calendar');
    expect(new Set([item.id, away.id, back.id]).size).toBe(3);
    expect(back.uid).toBe(item.uid);
    expect(person.get(item.id)).toBeUndefined();
  });

  it('copies with another UID unless the store does it', () => {
    const { person } = open();
    const item = person.create(EVENT);
    expect(person.copy(item.id).uid).not.toBe(item.uid);
    expect(person.copy(item.id, { sameUid: true }).uid).toBe(item.uid);
    expect(new Set(person.list().map(({ id }) => id)).size).toBe(3);
  });

  it('removes to Deleted Items', () => {
    const { person } = open();
    const item = person.create(EVENT);
    person.remove(item.id);
    expect(person.list()).toEqual([]);
    expect(person.list('deleteditems')).toMatchObject([{ uid: item.uid }]);
  });

  it('has ids of which some differ in letter case only', () => {
    const { person } = open();
    const ids = Array.from({ length: 60 }, () => person.create(EVENT).id);
    expect(new Set(ids).size).toBe(60);
    expect(new Set(ids.map((id) => id.toLowerCase())).size).toBeLessThan(60);
    expect(ids.every((id) => id.includes('+') && id.includes('/'))).toBe(true);
  });
});
