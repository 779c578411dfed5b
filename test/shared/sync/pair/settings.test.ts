import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../../../shared/sync/pair/settings.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { World } from '../../../world/world.ts';

describe('settingsOf', () => {
  it('are those of the context and of the link’s row, without clock, ids and stores', async () => {
    const { ports } = await openMemoryPorts();
    const context = (await World.begin(ports)).context();
    const settings = settingsOf(context, { endsAfter: 7 });
    const { link, email, conflictPolicy, rules, participants, print, printers, mailbox, source } = context;
    expect(settings).toEqual({
      link,
      email,
      conflictPolicy,
      rules,
      participants,
      endsAfter: 7,
      print,
      printers,
      mailbox,
      source,
    });
  });
});
