import { describe, expect, it } from 'vitest';
import { restoreItem } from '../../../../shared/exchange/ews/restore.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';
import { answer, complaintsAbout, failure, messages, scriptedMailbox, success } from './scriptedExchange.ts';

const moved = (content: string) => answer(messages('MoveItem', success('MoveItem', `<m:Items>${content}</m:Items>`)));

describe('restoreItem', () => {
  it('moves the item to the calendar and gives its new id', async () => {
    const { mailbox, server } = await scriptedMailbox(
      moved('<t:CalendarItem><t:ItemId Id="B" ChangeKey="K"/></t:CalendarItem>'),
    );
    expect(await restoreItem(mailbox, 'A')).toEqual(ok({ id: 'B', version: 'K' }));
    expect(server.asked[0]?.body).toContain('<m:ToFolderId><t:DistinguishedFolderId Id="calendar">');
    expect(await complaintsAbout(server.asked)).toEqual([]);
  });

  it('an answer without the new id says that it was perhaps moved', async () => {
    const { mailbox } = await scriptedMailbox(moved(''));
    expect(await restoreItem(mailbox, 'A')).toMatchObject({ failure: { kind: 'transient' } });
  });

  it('an item that is not there is gone', async () => {
    const { mailbox } = await scriptedMailbox(answer(messages('MoveItem', failure('MoveItem', 'ErrorItemNotFound'))));
    expect(await restoreItem(mailbox, 'A')).toEqual(failed({ kind: 'gone' }));
  });
});
