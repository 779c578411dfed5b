import { describe, expect, it } from 'vitest';
import { updateItems } from '../../../../shared/exchange/ews/update.ts';
import { failed, ok } from '../../../../shared/sync/outcome.ts';
import { answer, complaintsAbout, failure, messages, scriptedMailbox, success } from './scriptedExchange.ts';

const written = success(
  'UpdateItem',
  '<m:Items><t:CalendarItem><t:ItemId Id="A" ChangeKey="K2"/></t:CalendarItem></m:Items><m:ConflictResults><t:Count>0</t:Count></m:ConflictResults>',
);
const update = (title: string) => ({ id: 'A<', version: 'K"1', patch: { title }, rev: 'r' });

describe('updateItems', () => {
  it('is a compare and set with the version, mailing nobody', async () => {
    const { mailbox, server } = await scriptedMailbox(answer(messages('UpdateItem', written)));
    expect(await updateItems(mailbox, [update('new')])).toEqual([ok({ id: 'A', version: 'K2' })]);
    const [, attributes] = /<m:UpdateItem ([^>]*)>/.exec(server.asked[0]?.body ?? '') ?? [];
    expect(attributes?.split(' ').sort()).toEqual([
      'ConflictResolution="NeverOverwrite"',
      'MessageDisposition="SaveOnly"',
      'SendMeetingInvitationsOrCancellations="SendToNone"',
    ]);
    expect(server.asked[0]?.body).toContain('<t:ItemId Id="A&lt;" ChangeKey="K&quot;1">');
    expect(await complaintsAbout(server.asked)).toEqual([]);
  });

  it('answers each update in its place', async () => {
    const conflict = failure('UpdateItem', 'ErrorIrresolvableConflict');
    const { mailbox } = await scriptedMailbox(answer(messages('UpdateItem', conflict, written)));
    const outcomes = await updateItems(mailbox, [update('a'), update('x'.repeat(256)), update('b')]);
    expect(outcomes).toMatchObject([
      failed({ kind: 'conflict' }),
      { failure: { kind: 'rejected', field: 'title' } },
      ok({ id: 'A' }),
    ]);
  });
});
