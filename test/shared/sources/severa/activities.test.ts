// The routes of activities: participants are a resource of their own, and a change is one activity a request.
import { describe, expect, it } from 'vitest';
import { value } from '../../../contract/source.ts';
import { ADA, BOB, create, open, read } from './openSevera.ts';

describe('createActivities', () => {
  it('sets who takes part, and hands over', async () => {
    const { source } = await open();
    const { id } = await create(source);
    const set = async (email: string, part: 'owner' | 'participant' | 'none') =>
      value((await source.setParts([{ id, version: (await read(source, id)).version, email, part }]))[0]);
    await set(BOB, 'participant');
    expect(await read(source, id)).toMatchObject({ owner: ADA, participants: [BOB] });
    await set(BOB, 'owner');
    expect(await read(source, id)).toMatchObject({ owner: BOB, participants: [ADA] });
    await set(ADA, 'none');
    expect(await read(source, id)).toMatchObject({ owner: BOB, participants: [] });
  });
});
