import { describe, expect, it } from 'vitest';
import { jsonFromCreation, jsonFromEnd, jsonFromUpdate } from '../../../../../shared/exchange/graph/item/fromEvent.ts';
import { graphSchema } from '../../../../contract/graphSchema.ts';
import { EVENT, HOSTILE, TAG } from '../../../../contract/mailbox.ts';
import { series } from '../../../../contract/mailboxSeries.ts';

const WRITING = { timeZone: 'UTC', now: Date.parse('2026-11-30T12:00:00Z') };

const complaintsAbout = (json: object): string[] =>
  graphSchema()?.complaints({ '@odata.etag': 'W/"1"', id: 'A', ...json }, 'event') ?? [];

describe('jsonFromCreation', () => {
  it('names nobody, and is such as the metadata has it', () => {
    for (const event of [EVENT, series()]) {
      const json = jsonFromCreation({ event, tag: { ...TAG, of: 'o' } }, true, WRITING);
      expect(json).not.toHaveProperty('attendees');
      expect(json).toMatchObject({ transactionId: TAG.nonce });
      const { transactionId: _, ...content } = { transactionId: '', ...json };
      expect(complaintsAbout(content)).toEqual([]);
    }
  });

  it.each([...HOSTILE, '\ud800', 'a\u0000b\u0007'])(
    'text %j goes as JSON has it, less what Exchange cannot hold',
    (text) => {
      const event = { ...EVENT, title: text, keywords: [text, ' '] };
      const { subject, categories } = {
        subject: '',
        categories: [''],
        ...jsonFromCreation({ event, tag: TAG }, false, WRITING),
      };
      expect(subject.isWellFormed() && !/[\u0000\u0007]/.test(subject)).toBe(true);
      expect(categories).toEqual([subject].filter((each) => each.trim() !== ''));
    },
  );
});

describe('jsonFromUpdate', () => {
  const update = {
    id: 'i',
    version: 'v',
    rev: 'r',
    stamp: 'Written',
    endsSeries: false,
    forgetsBegun: false,
    mails: 'nobody',
  } as const;
  const names = (json: object) => Object.keys(json).sort();

  it('holds what changes, and the stamp', () => {
    expect(names(jsonFromUpdate({ ...update, patch: { title: 'x' } }, WRITING))).toEqual([
      'singleValueExtendedProperties',
      'subject',
    ]);
    expect(jsonFromUpdate({ ...update, patch: { alert: null } }, WRITING)).toMatchObject({ isReminderOn: false });
  });

  it('a series that ends is told so', () => {
    expect(jsonFromUpdate({ ...update, patch: { when: EVENT.when }, endsSeries: true }, WRITING)).toMatchObject({
      recurrence: null,
    });
  });
});

describe('jsonFromEnd', () => {
  it('empties Begun, which Graph cannot delete', () => {
    expect(jsonFromEnd('r')).toMatchObject({ singleValueExtendedProperties: [{ value: 'r' }, { value: '' }] });
  });
});
