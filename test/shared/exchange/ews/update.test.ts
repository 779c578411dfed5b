import { describe, expect, it } from 'vitest';
import { readItems } from '../../../../shared/exchange/ews/read.ts';
import { updateItems } from '../../../../shared/exchange/ews/update.ts';
import { PROPERTY_SET_ID } from '../../../../shared/exchange/tag.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';
import { EVENT, valuesOf } from '../../../contract/mailbox.ts';
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

  describe('a new time', () => {
    const found = (version: string, more = '') =>
      success(
        'GetItem',
        `<m:Items><t:CalendarItem><t:ItemId Id="A" ChangeKey="${version}"/>${more}<t:Start>2026-12-01T07:00:00Z</t:Start><t:End>2026-12-01T08:00:00Z</t:End></t:CalendarItem></m:Items>`,
      );
    const moved = { id: 'A', version: 'K1', patch: { when: EVENT.when }, rev: 'r' };
    const known = async (version: string, more = '') => {
      const { mailbox } = await scriptedMailbox(answer(messages('GetItem', found(version, more))));
      const [item] = valuesOf(await readItems(mailbox, ['A']));
      return new Map(item ? [['A', item]] : []);
    };

    it('is written at once to what is known to be single, and else looked at first', async () => {
      const first = await scriptedMailbox(answer(messages('UpdateItem', written)));
      expect(await updateItems(first.mailbox, [moved], await known('K1'))).toMatchObject([{ ok: true }]);
      expect(first.server.asked).toHaveLength(1);
      const second = await scriptedMailbox(
        answer(messages('GetItem', found('K1'))),
        answer(messages('UpdateItem', written)),
      );
      expect(await updateItems(second.mailbox, [moved], await known('K0'))).toMatchObject([{ ok: true }]);
      expect(second.server.asked).toHaveLength(2);
    });

    it('of what has another version meanwhile is a conflict before anything is written', async () => {
      const { mailbox, server } = await scriptedMailbox(answer(messages('GetItem', found('K2'))));
      expect(await updateItems(mailbox, [moved])).toEqual([failed({ kind: 'conflict' })]);
      expect(server.asked).toHaveLength(1);
    });

    it('of what is gone meanwhile is gone', async () => {
      const { mailbox } = await scriptedMailbox(answer(messages('GetItem', failure('GetItem', 'ErrorItemNotFound'))));
      expect(await updateItems(mailbox, [moved])).toEqual([failed({ kind: 'gone' })]);
    });

    it('makes up for a write that never came to its end', async () => {
      const begun = `<t:ExtendedProperty><t:ExtendedFieldURI PropertySetId="${PROPERTY_SET_ID}" PropertyName="Begun" PropertyType="String"/><t:Value>r0</t:Value></t:ExtendedProperty>`;
      const { mailbox, server } = await scriptedMailbox(answer(messages('UpdateItem', written)));
      await updateItems(mailbox, [moved], await known('K1', begun));
      expect(server.asked[0]?.body).toMatch(/<t:DeleteItemField><t:ExtendedFieldURI[^>]*PropertyName="Begun"/);
      expect(await complaintsAbout(server.asked)).toEqual([]);
    });
  });
});
