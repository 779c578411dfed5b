import { describe, expect, it } from 'vitest';
import { removeItems } from '../../../../shared/exchange/ews/remove.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';
import { EVENT, removalOf } from '../../../contract/mailbox.ts';
import { answer, complaintsAbout, failure, messages, scriptedMailbox, success } from './scriptedExchange.ts';

describe('removeItems', () => {
  it('moves to Deleted Items, mailing nobody, and tells what was gone already', async () => {
    const { mailbox, server } = await scriptedMailbox(
      answer(messages('DeleteItem', success('DeleteItem'), failure('DeleteItem', 'ErrorItemNotFound'))),
    );
    const item = (id: string) => ({ id, version: 'K', uid: id, content: { kind: 'event', event: EVENT } }) as const;
    const outcomes = await removeItems(mailbox, [removalOf(item('A')), removalOf(item('B'))]);
    expect(outcomes).toEqual([ok(undefined), failed({ kind: 'gone' })]);
    expect(server.asked[0]?.body).toContain(
      '<m:DeleteItem DeleteType="MoveToDeletedItems" SendMeetingCancellations="SendToNone">',
    );
    expect(await complaintsAbout(server.asked)).toEqual([]);
  });
});
