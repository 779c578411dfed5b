import { describe, expect, it } from 'vitest';
import { findByUid } from '../../../../shared/exchange/ews/findByUid.ts';
import { globalObjectId } from '../../../../shared/exchange/ews/item/uid.ts';
import { answer, complaintsAbout, messages, scriptedMailbox, success } from './scriptedExchange.ts';

const folder = (ids: string[]) =>
  `<m:RootFolder IncludesLastItemInRange="true"><t:Items>${ids.map((id) => `<t:CalendarItem><t:ItemId Id="${id}" ChangeKey="K"/></t:CalendarItem>`).join('')}</t:Items></m:RootFolder>`;
const item = (id: string) =>
  success('GetItem', `<m:Items><t:CalendarItem><t:ItemId Id="${id}" ChangeKey="K"/></t:CalendarItem></m:Items>`);

describe('findByUid', () => {
  it.each([
    ['Calendar', 'calendar'],
    ['DeletedItems', 'deleteditems'],
  ] as const)('searches %s by the Global Object ID of the UID', async (name, distinguished) => {
    const { mailbox, server } = await scriptedMailbox(answer(messages('FindItem', success('FindItem', folder([])))));
    expect(await findByUid(mailbox, 'uid-1', name)).toEqual({ ok: true, value: undefined });
    const value = globalObjectId('uid-1').toString('base64');
    const body = server.asked[0]?.body;
    expect(body).toContain('DistinguishedPropertySetId="Meeting" PropertyId="3" PropertyType="Binary"');
    expect(body).toContain(`<t:Constant Value="${value}">`);
    expect(body).toContain(`<t:DistinguishedFolderId Id="${distinguished}">`);
    expect(await complaintsAbout(server.asked)).toEqual([]);
  });

  it('of several the one that changed last', async () => {
    const { mailbox } = await scriptedMailbox(
      answer(messages('FindItem', success('FindItem', folder(['new', 'old'])))),
      answer(messages('GetItem', item('new'), item('old'))),
    );
    expect(await findByUid(mailbox, 'uid-1', 'DeletedItems')).toMatchObject({ value: { id: 'new' } });
  });
});
