import { describe, expect, it } from 'vitest';
import { findByTag } from '../../../../shared/exchange/ews/findByTag.ts';
import { PROPERTY_SET_ID } from '../../../../shared/exchange/tag.ts';
import { answer, complaintsAbout, messages, scriptedMailbox, success } from './scriptedExchange.ts';

const NOTHING = '<m:RootFolder IncludesLastItemInRange="true"><t:Items/></m:RootFolder>';

describe('findByTag', () => {
  it('searches the calendar for the tag as it was written', async () => {
    const { mailbox, server } = await scriptedMailbox(answer(messages('FindItem', success('FindItem', NOTHING))));
    expect(await findByTag(mailbox, { pair: 'p', nonce: 'n' })).toEqual({ ok: true, value: [] });
    expect(server.asked[0]?.body).toMatch(
      new RegExp(`PropertySetId="${PROPERTY_SET_ID}" PropertyName="Created".*Value="p\\.n".*Id="calendar"`),
    );
    expect(await complaintsAbout(server.asked)).toEqual([]);
  });
});
