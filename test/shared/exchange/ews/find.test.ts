import { describe, expect, it } from 'vitest';
import { findItems, type Search } from '../../../../shared/exchange/ews/find.ts';
import { tagProperty } from '../../../../shared/exchange/ews/item/tag.ts';
import { answer, complaintsAbout, failure, messages, scriptedMailbox, success } from './scriptedExchange.ts';

const SEARCH: Search = { folder: 'Calendar', property: (ews) => tagProperty(ews, 'Created'), value: 'p.n"' };

const page = (ids: string[], last: boolean) =>
  answer(
    messages(
      'FindItem',
      success(
        'FindItem',
        `<m:RootFolder IncludesLastItemInRange="${last}"><t:Items>${ids.map((id) => `<t:CalendarItem><t:ItemId Id="${id}" ChangeKey="K"/></t:CalendarItem>`).join('')}</t:Items></m:RootFolder>`,
      ),
    ),
  );
const items = (...contents: string[]) => answer(messages('GetItem', ...contents));
const item = (id: string) =>
  success(
    'GetItem',
    `<m:Items><t:CalendarItem><t:ItemId Id="${id}" ChangeKey="K"/><t:Start>2026-12-01T07:00:00Z</t:Start><t:End>2026-12-01T08:30:00Z</t:End></t:CalendarItem></m:Items>`,
  );

describe('findItems', () => {
  it('searches the folder by the property, the newest change first', async () => {
    const { mailbox, server } = await scriptedMailbox(page([], true));
    expect(await findItems(mailbox, SEARCH)).toEqual({ ok: true, value: [] });
    expect(server.asked).toHaveLength(1);
    const body = server.asked[0]?.body;
    expect(body).toContain('<t:DistinguishedFolderId Id="calendar">');
    expect(body).toContain('<t:Constant Value="p.n&quot;">');
    expect(body).toContain('<t:FieldOrder Order="Descending">');
    expect(await complaintsAbout(server.asked)).toEqual([]);
  });

  it('reads what it finds, page after page, and leaves out what went meanwhile', async () => {
    const gone = failure('GetItem', 'ErrorItemNotFound');
    const { mailbox, server } = await scriptedMailbox(
      page(['A', 'B'], false),
      items(item('A'), gone),
      page(['C'], true),
      items(item('C')),
    );
    const found = await findItems(mailbox, SEARCH);
    expect(found.ok && found.value.map(({ id }) => id)).toEqual(['A', 'C']);
    expect(server.asked[2]?.body).toContain('Offset="100"');
  });

  it('an empty page that is not the last ends the search', async () => {
    const { mailbox, server } = await scriptedMailbox(page([], false));
    expect(await findItems(mailbox, SEARCH)).toEqual({ ok: true, value: [] });
    expect(server.asked).toHaveLength(1);
  });

  it('an item that could not be read makes the search fail: it is not missing', async () => {
    const { mailbox } = await scriptedMailbox(
      page(['A'], true),
      items(failure('GetItem', 'ErrorMailboxMoveInProgress')),
    );
    expect(await findItems(mailbox, SEARCH)).toMatchObject({ failure: { code: 'mailbox-moving' } });
  });

  it.each([
    ['no folder', success('FindItem')],
    ['no items', success('FindItem', '<m:RootFolder IncludesLastItemInRange="true"/>')],
    [
      'an item without id',
      success(
        'FindItem',
        '<m:RootFolder IncludesLastItemInRange="true"><t:Items><t:CalendarItem/></t:Items></m:RootFolder>',
      ),
    ],
  ])('an answer with %s is broken, not empty', async (_, content) => {
    const { mailbox } = await scriptedMailbox(answer(messages('FindItem', content)));
    expect(await findItems(mailbox, SEARCH)).toMatchObject({ failure: { code: 'exchange-answer-broken' } });
  });
});
