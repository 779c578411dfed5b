import { describe, expect, it } from 'vitest';
import { calendarId, openCalendar } from '../../../../../shared/exchange/ews/calendar/calendarFolder.ts';
import { failed, ok } from '../../../../../shared/sync/ports/outcome.ts';
import { answer, complaintsAbout, failure, messages, scriptedMailbox, success } from '../scriptedExchange.ts';

describe('openCalendar', () => {
  it('asks for the calendar of the mailbox', async () => {
    const { mailbox, server } = await scriptedMailbox(answer(messages('GetFolder', success('GetFolder'))));
    expect(await openCalendar(mailbox)).toEqual(ok(undefined));
    expect(server.asked[0]?.body).toContain('<t:DistinguishedFolderId Id="calendar">');
    expect(await complaintsAbout(server.asked)).toEqual([]);
  });

  it('says why it cannot be opened', async () => {
    const { mailbox } = await scriptedMailbox(answer(messages('GetFolder', failure('GetFolder', 'ErrorAccessDenied'))));
    expect(await openCalendar(mailbox)).toEqual(
      failed({ kind: 'denied', code: 'mailbox-access-denied', detail: 'ErrorAccessDenied' }),
    );
  });
});

describe('calendarId', () => {
  it('answers the id that the server gives, also where the calendar was asked for by its kind', async () => {
    const folder =
      '<m:Folders><t:CalendarFolder><t:FolderId Id="AAA/+=" ChangeKey="c"/></t:CalendarFolder></m:Folders>';
    const { mailbox, server } = await scriptedMailbox(answer(messages('GetFolder', success('GetFolder', folder))));
    expect(await calendarId(mailbox)).toEqual(ok('AAA/+='));
    expect(server.asked[0]?.body).toContain('<t:DistinguishedFolderId Id="calendar">');
  });

  it('an answer without an id is none', async () => {
    const { mailbox } = await scriptedMailbox(answer(messages('GetFolder', success('GetFolder'))));
    expect((await calendarId(mailbox)).ok).toBe(false);
  });
});
