// An activity that people write is read with all that belongs to it.
import { describe, expect, it } from 'vitest';
import { ADA, activity, BOB, kind, open, read, START, WHEN } from './openSevera.ts';

describe('createReader', () => {
  it('an activity that a person makes is read with its owner, participants and time of creation', async () => {
    const { server, source } = await open();
    const id = server.office.create(activity({ notes: 'the notes' }));
    server.participants.push({ guid: 'p1', activityGuid: id, participantGuid: 'u-bob', type: 'User' });
    expect(await read(source, id)).toMatchObject({
      id,
      owner: ADA,
      participants: [BOB],
      type: 't-meeting',
      modified: false,
      unstamped: true,
      createdAt: START + 1000,
      content: { kind: 'event', event: { title: 'Review', description: 'the notes', when: WHEN } },
    });
    server.office.edit(id, { name: 'Edited' });
    expect(await read(source, id)).toMatchObject({ modified: true, content: { event: { title: 'Edited' } } });
  });

  it('404 of one activity is gone, and the others are answered', async () => {
    const { server, source } = await open();
    const id = server.office.create(activity());
    expect((await source.read(['no-such', id])).map(kind)).toEqual(['gone', 'ok']);
  });
});
