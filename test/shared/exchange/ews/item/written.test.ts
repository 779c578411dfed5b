import { describe, expect, it } from 'vitest';
import { writtenOf } from '../../../../../shared/exchange/ews/item/written.ts';
import { readXml } from '../../../../../shared/exchange/ews/xml/reader.ts';
import { ok } from '../../../../../shared/sync/ports/outcome.ts';

const message = (items: string) => {
  const root = readXml(`<Message><Items>${items}</Items></Message>`);
  if (!root) throw new Error('not a message');
  return root;
};

describe('writtenOf', () => {
  it('is the id and version of the item', () => {
    const written = writtenOf(message('<CalendarItem><ItemId Id="A" ChangeKey="B"/></CalendarItem>'));
    expect(written).toEqual(ok({ id: 'A', version: 'B' }));
  });

  it.each(['', '<CalendarItem/>', '<CalendarItem><ItemId Id="A"/></CalendarItem>'])(
    'an answer of %j says that it was perhaps written',
    (items) => {
      expect(writtenOf(message(items))).toMatchObject({ ok: false, failure: { kind: 'transient' } });
    },
  );
});
