import { describe, expect, it } from 'vitest';
import { createEwsMailbox } from '../../../../shared/exchange/ews/mailbox.ts';
import { tryWrite } from '../../../../shared/exchange/probe/tryWrite.ts';
import { ok } from '../../../../shared/sync/ports/outcome.ts';
import { answer, complaintsAbout, failure, messages, scriptedMailbox, success } from '../ews/scriptedExchange.ts';

const CREATED = answer(
  messages(
    'CreateItem',
    success('CreateItem', '<m:Items><t:CalendarItem><t:ItemId Id="A" ChangeKey="K"/></t:CalendarItem></m:Items>'),
  ),
);

async function trying(...answers: Parameters<typeof scriptedMailbox>) {
  const { mailbox, server } = await scriptedMailbox(...answers);
  const calendar = createEwsMailbox(mailbox.connection, mailbox.address);
  return { outcome: await tryWrite(calendar, () => 'id'), server };
}

describe('tryWrite', () => {
  it('creates a tagged entry and deletes that entry', async () => {
    const { outcome, server } = await trying(CREATED, answer(messages('DeleteItem', success('DeleteItem'))));
    expect(outcome).toEqual(ok(undefined));
    expect(server.asked[0]?.body).toContain('<t:Value>id.id</t:Value>');
    expect(server.asked[1]?.body).toContain('<t:ItemId Id="A">');
    expect(await complaintsAbout(server.asked)).toEqual([]);
  });

  it('says why the calendar cannot be written to', async () => {
    const { outcome, server } = await trying(
      answer(messages('CreateItem', failure('CreateItem', 'ErrorQuotaExceeded'))),
    );
    expect(outcome).toMatchObject({ failure: { code: 'mailbox-full' } });
    expect(server.asked).toHaveLength(1);
  });
});
