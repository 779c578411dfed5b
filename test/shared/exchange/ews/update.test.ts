import { describe, expect, it } from 'vitest';
import { updateItems } from '../../../../shared/exchange/ews/update.ts';
import type { MailboxItem } from '../../../../shared/sync/ports/mailbox.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';
import { EVENT, updateOf } from '../../../contract/mailbox.ts';
import { series } from '../../../contract/mailboxSeries.ts';
import { answer, complaintsAbout, failure, messages, scriptedMailbox, success } from './scriptedExchange.ts';

const written = success(
  'UpdateItem',
  '<m:Items><t:CalendarItem><t:ItemId Id="A" ChangeKey="K2"/></t:CalendarItem></m:Items><m:ConflictResults><t:Count>0</t:Count></m:ConflictResults>',
);
const item = (more: Partial<MailboxItem> = {}): MailboxItem => ({
  ...{ id: 'A<', version: 'K"1', uid: 'U' },
  content: { kind: 'event', event: EVENT },
  ...more,
});
const update = (title: string) => updateOf(item(), { title });

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

  describe('a new time', () => {
    const moved = (more: Partial<MailboxItem> = {}) => updateOf(item(more), { when: EVENT.when });

    it('takes one request, since the item as it was read tells that it is a single event', async () => {
      const { mailbox, server } = await scriptedMailbox(answer(messages('UpdateItem', written)));
      expect(await updateItems(mailbox, [moved()])).toMatchObject([{ ok: true }]);
      expect(server.asked).toHaveLength(1);
      expect(server.asked[0]?.body).not.toContain('Recurrence');
    });

    it('of a series, as the item was read, ends the series in the same request', async () => {
      const { mailbox, server } = await scriptedMailbox(answer(messages('UpdateItem', written)));
      expect(await updateItems(mailbox, [moved({ content: { kind: 'event', event: series() } })])).toMatchObject([
        { ok: true },
      ]);
      expect(server.asked).toHaveLength(1);
      expect(server.asked[0]?.body).toMatch(/<t:DeleteItemField><t:FieldURI FieldURI="calendar:Recurrence"/);
    });

    it.each([
      ['ErrorIrresolvableConflict', 'conflict'],
      ['ErrorItemNotFound', 'gone'],
    ] as const)('that the server answers with %s ends in %s', async (code, kind) => {
      const { mailbox } = await scriptedMailbox(answer(messages('UpdateItem', failure('UpdateItem', code))));
      expect(await updateItems(mailbox, [moved()])).toEqual([failed({ kind })]);
    });

    it('makes up for a write that never came to its end', async () => {
      const { mailbox, server } = await scriptedMailbox(answer(messages('UpdateItem', written)));
      await updateItems(mailbox, [moved({ begun: 'r0' })]);
      expect(server.asked[0]?.body).toMatch(/<t:DeleteItemField><t:ExtendedFieldURI[^>]*PropertyName="Begun"/);
      expect(await complaintsAbout(server.asked)).toEqual([]);
    });
  });
});
