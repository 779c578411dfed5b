import { describe, expect, it } from 'vitest';
import { getItems } from '../../../../shared/exchange/ews/getItem.ts';
import type { Ews } from '../../../../shared/exchange/ews/library/captureRequest.ts';
import { failed } from '../../../../shared/sync/ports/outcome.ts';
import { answer, complaintsAbout, failure, messages, scriptedMailbox, success } from './scriptedExchange.ts';

const idOnly = (ews: Ews) => ews.PropertySet.IdOnly;
const found = (id: string) =>
  success('GetItem', `<m:Items><t:CalendarItem><t:ItemId Id="${id}" ChangeKey="K"/></t:CalendarItem></m:Items>`);

describe('getItems', () => {
  it('asks for items by id and for occurrences by number, and answers each in its place', async () => {
    const { mailbox, server } = await scriptedMailbox(
      answer(messages('GetItem', found('A'), failure('GetItem', 'ErrorItemNotFound'), found('C'))),
    );
    const outcomes = await getItems(mailbox, ['A', { masterId: 'M<', index: 3 }, 'C'], idOnly);
    expect(outcomes[1]).toEqual(failed({ kind: 'gone' }));
    expect([outcomes[0], outcomes[2]].map((outcome) => outcome?.ok && outcome.value.name)).toEqual([
      'CalendarItem',
      'CalendarItem',
    ]);
    expect(server.asked[0]?.body).toContain('<t:OccurrenceItemId RecurringMasterId="M&lt;" InstanceIndex="3">');
    expect(await complaintsAbout(server.asked)).toEqual([]);
  });

  it('nothing to ask is no request', async () => {
    const { mailbox, server } = await scriptedMailbox(answer(''));
    expect(await getItems(mailbox, [], idOnly)).toEqual([]);
    expect(server.asked).toEqual([]);
  });

  it('success without an item is a broken answer', async () => {
    const { mailbox } = await scriptedMailbox(answer(messages('GetItem', success('GetItem', '<m:Items/>'))));
    expect(await getItems(mailbox, ['A'], idOnly)).toMatchObject([{ failure: { code: 'exchange-answer-broken' } }]);
  });
});
