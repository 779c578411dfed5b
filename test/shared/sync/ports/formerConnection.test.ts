import { describe, expect, it } from 'vitest';
import { readerByFormerId } from '../../../../shared/sync/ports/formerConnection.ts';
import { failed } from '../../../../shared/sync/ports/outcome.ts';
import { EVENT } from '../../../contract/mailbox.ts';
import { MemoryMailbox } from '../../../memory/mailbox.ts';

describe('readerByFormerId', () => {
  it('reads in batches; what is gone, or cannot be read by itself, is shown as nothing', async () => {
    const mailbox = new MemoryMailbox({ batchSize: 2, pageSize: 5 });
    const ids = [await mailbox.person.create(EVENT), 'none', await mailbox.person.create(EVENT)];
    const items = await readerByFormerId({ mailbox })(ids);
    expect(items.map((item) => item?.id)).toEqual([ids[0], undefined, ids[2]]);
  });

  it('asks no more once nothing was answered', async () => {
    let asked = 0;
    const mailbox = new MemoryMailbox({ batchSize: 2, pageSize: 5 });
    mailbox.read = async (ids) => {
      asked += 1;
      return ids.map(() => failed({ kind: 'blocked', code: 'exchange-blocked' }));
    };
    const read = readerByFormerId({ mailbox });
    expect((await read(['a', 'b', 'c'])).filter((item) => item)).toEqual([]);
    expect(await read(['d'])).toEqual([]);
    expect(asked).toBe(1);
  });

  it('shows nothing without a former connection', async () => {
    expect(await readerByFormerId({})(['a'])).toEqual([]);
  });
});
