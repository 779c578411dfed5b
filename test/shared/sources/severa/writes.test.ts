// Events become activities, and changes of events change them.
import { describe, expect, it } from 'vitest';
import { value } from '../../../contract/source.ts';
import { ADA, BOB, create, EVENT, kind, open, read, WHEN, weekly } from './openSevera.ts';

describe('the writes of Severa', () => {
  it('an event becomes an activity of its owner, of the owner’s own type, and a private one of the personal type', async () => {
    const { source } = await open();
    const made = await create(source);
    expect(made.item).toMatchObject({ owner: ADA, participants: [], type: 't-meeting', content: { event: EVENT } });
    expect((await create(source, EVENT, BOB)).item?.type).toBe('t-visit');
    expect((await create(source, { ...EVENT, privacy: 'private' }, BOB)).item?.type).toBe('t-personal');
    expect((await create(source, { ...EVENT, title: '' })).item?.content).toMatchObject({ event: { title: '-' } });
  });

  it('a series keeps its rule; one that Severa cannot hold says so beforehand', async () => {
    const { source } = await open();
    const { item } = await create(source, { ...EVENT, when: weekly });
    expect(item?.content).toMatchObject({ event: { when: { recurrence: { rule: weekly.recurrence.rule } } } });
    const changed = {
      ...weekly,
      recurrence: { ...weekly.recurrence, overrides: { [WHEN.start]: { excluded: true } } },
    } as const;
    expect(source.unheld({ ...EVENT, when: changed })).toBe('recurrence-not-supported');
  });

  it('a series by another clock than its owner’s is refused, and one by the same clock is not', async () => {
    const { source } = await open();
    const inZone = (timeZone: string) => ({ ...EVENT, when: { ...weekly, timeZone } });
    const refusal = { kind: 'rejected', code: 'recurrence-not-supported', field: 'when', detail: 'zone' };
    const [refused] = await source.create([{ event: inZone('America/New_York'), owner: ADA }]);
    expect(refused).toMatchObject({ failure: refusal });
    const made = value((await source.create([{ event: inZone('Europe/Tallinn'), owner: ADA }]))[0]);
    const update = (timeZone: string) =>
      source.update([{ id: made.id, version: made.version, patch: { when: { ...weekly, timeZone } }, rev: 'r' }]);
    expect((await update('Asia/Kolkata'))[0]).toMatchObject({ failure: refusal });
  });

  it('an update sends the changed fields alone, each as Replace, on the version that was read', async () => {
    const { server, source } = await open();
    const { id, version } = await create(source);
    const updated = value((await source.update([{ id, version, patch: { title: 'New' }, rev: 'r' }]))[0]);
    expect(server.sent.findLast(({ method }) => method === 'PATCH')?.body).toEqual([
      { op: 'Replace', path: '/name', value: 'New' },
    ]);
    expect(updated.item?.content).toMatchObject({ event: { title: 'New', location: 'Room 1' } });
    expect((await source.update([{ id, version, patch: { title: 'Old' }, rev: 'r' }])).map(kind)).toEqual(['conflict']);
    const toSeries = { id, version: updated.version, patch: { when: weekly }, rev: 'r' };
    expect((await source.update([toSeries])).map(kind)).toEqual(['rejected']);
  });

  it.each([
    { moment: 'while its participants are read', path: /\/activityparticipants$/, turn: 1 },
    { moment: 'before it is read for the last time', path: /\/activity-\d+$/, turn: 2 },
  ])('a person’s edit $moment is neither overwritten nor deleted', async ({ path: wanted, turn }) => {
    const { server, source } = await open();
    const editAt = (id: string, name: string): void => {
      let met = 0;
      server.answerWith((method, path) => {
        if (method === 'GET' && wanted.test(path)) met += 1;
        if (met === turn) {
          met += 1;
          server.office.edit(id, { name });
        }
        return undefined;
      });
    };
    const { id, version } = await create(source);
    editAt(id, 'by a person');
    expect((await source.update([{ id, version, patch: { title: 'ours' }, rev: 'r' }])).map(kind)).toEqual([
      'conflict',
    ]);
    const { version: later } = await read(source, id);
    editAt(id, 'by a person again');
    expect((await source.remove([{ id, version: later }])).map(kind)).toEqual(['conflict']);
    expect(server.activities.map(({ name }) => name)).toEqual(['by a person again']);
  });
});
