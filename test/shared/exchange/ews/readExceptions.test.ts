import { describe, expect, it } from 'vitest';
import { exceptionsOf, readExceptions } from '../../../../shared/exchange/ews/readExceptions.ts';
import { readXml, type XmlElement } from '../../../../shared/exchange/ews/xml/reader.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';
import { answer, messages, scriptedMailbox, success } from './scriptedExchange.ts';

function master(...ids: string[]): XmlElement {
  const occurrences = ids.map((id) => `<Occurrence><ItemId Id="${id}"/></Occurrence>`).join('');
  const root = readXml(`<CalendarItem><ModifiedOccurrences>${occurrences}</ModifiedOccurrences></CalendarItem>`);
  if (!root) throw new Error('not an item');
  return root;
}

const element = master();

describe('readExceptions', () => {
  it('no exceptions are no request', async () => {
    const { mailbox, server } = await scriptedMailbox(answer(''));
    expect(await readExceptions(mailbox, [master(), master()])).toEqual(new Map());
    expect(server.asked).toEqual([]);
  });

  it('are those of all masters, by their ids', async () => {
    const found = success('GetItem', '<m:Items><t:CalendarItem/></m:Items>');
    const { mailbox } = await scriptedMailbox(answer(messages('GetItem', found, found, found)));
    const exceptions = await readExceptions(mailbox, [master('a', 'b'), master('c')]);
    expect([...exceptions].map(([id, outcome]) => [id, outcome.ok])).toEqual([
      ['a', true],
      ['b', true],
      ['c', true],
    ]);
  });
});

describe('exceptionsOf', () => {
  it('are those of one master', () => {
    const all = new Map([
      ['a', ok(element)],
      ['b', ok(element)],
    ]);
    expect(exceptionsOf(master('b'), all)).toEqual(ok(new Map([['b', element]])));
  });

  it('one that could not be read is a failure of its series, and one that is gone does not make the series gone', () => {
    const throttled = { kind: 'throttled', code: 'exchange-throttled', retryAt: 1 } as const;
    const all = new Map([
      ['a', failed({ kind: 'gone' })],
      ['b', failed(throttled)],
    ]);
    expect(exceptionsOf(master('a'), all)).toMatchObject({ failure: { kind: 'transient' } });
    expect(exceptionsOf(master('b'), all)).toEqual(failed(throttled));
  });
});
