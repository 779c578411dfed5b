// One page of a search for our tags; to the last page of them goes the contract of the mailbox.
import { describe, expect, it } from 'vitest';
import { findTagged } from '../../../../shared/exchange/ews/findTagged.ts';
import { PROPERTY_SET_ID } from '../../../../shared/exchange/tag.ts';
import { answer, complaintsAbout, messages, scriptedMailbox, success } from './scriptedExchange.ts';

const page = (last: boolean, ...ids: string[]) =>
  answer(
    messages(
      'FindItem',
      success(
        'FindItem',
        `<m:RootFolder IncludesLastItemInRange="${last}"><t:Items>${ids
          .map((id) => `<t:CalendarItem><t:ItemId Id="${id}" ChangeKey="c"/></t:CalendarItem>`)
          .join('')}</t:Items></m:RootFolder>`,
      ),
    ),
  );

describe('findTagged', () => {
  it('asks for what carries a tag, whichever, after as many as were given', async () => {
    const { mailbox, server } = await scriptedMailbox(page(false, 'a', 'b'));
    expect(await findTagged(mailbox, '7')).toEqual({ ok: true, value: { ids: ['a', 'b'], next: '9' } });
    expect(server.asked[0]?.body).toMatch(
      new RegExp(`Offset="7".*<t:Exists>.*PropertySetId="${PROPERTY_SET_ID}" PropertyName="Created".*Id="calendar"`),
    );
    expect(await complaintsAbout(server.asked)).toEqual([]);
  });

  it('ends with the last page', async () => {
    const { mailbox } = await scriptedMailbox(page(true, 'a'));
    expect(await findTagged(mailbox, undefined)).toEqual({ ok: true, value: { ids: ['a'] } });
  });
});
