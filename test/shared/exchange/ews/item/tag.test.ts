import { describe, expect, it } from 'vitest';
import { marksOf, tagProperty } from '../../../../../shared/exchange/ews/item/tag.ts';
import { loadEws } from '../../../../../shared/exchange/ews/library/loadEws.ts';
import { readXml } from '../../../../../shared/exchange/ews/xml/reader.ts';
import { PROPERTY_SET_ID, tagValue } from '../../../../../shared/exchange/tag.ts';

const property = (name: string, value: string, set = PROPERTY_SET_ID) =>
  `<ExtendedProperty><ExtendedFieldURI PropertySetId="${set}" PropertyName="${name}" PropertyType="String"/><Value>${value}</Value></ExtendedProperty>`;

function item(...properties: string[]) {
  const root = readXml(`<CalendarItem><Subject/>${properties.join('')}</CalendarItem>`);
  if (!root) throw new Error('not an item');
  return root;
}

describe('marksOf', () => {
  it('reads the tag that tagValue writes', () => {
    const tag = { pair: 'a_b-1', nonce: 'X_-9' };
    expect(marksOf(item(property('Created', tagValue(tag))))).toEqual({ tag });
    expect(marksOf(item(property('Created', tagValue(tag)), property('Of', 'entry')))).toEqual({
      tag: { ...tag, of: 'entry' },
    });
  });

  it('knows our property set in any case, and no other', () => {
    const tag = { pair: 'p', nonce: 'n' };
    expect(marksOf(item(property('Created', 'p.n', PROPERTY_SET_ID.toUpperCase())))).toEqual({ tag });
    expect(marksOf(item(property('Created', 'p.n', PROPERTY_SET_ID.replace('e', 'f'))))).toEqual({});
    expect(marksOf(item(property('Another', 'p.n')))).toEqual({});
  });

  it.each(['', 'p', 'p.', '.n', 'p.n.m', 'p n.m', '<x>.n'])('%j is no tag of ours', (value) => {
    expect(marksOf(item(property('Created', value.replace(/</g, '&lt;'))))).toEqual({});
  });

  it('reads the stamp of the last update beside the tag', () => {
    const both = item(property('Created', 'p.n'), property('Written', 'rev-1'));
    expect(marksOf(both)).toEqual({ tag: { pair: 'p', nonce: 'n' }, rev: 'rev-1' });
    expect(marksOf(item())).toEqual({});
  });

  it('reads the stamp of a write that has not come to its end', () => {
    const begun = item(property('Written', 'rev-1'), property('Begun', 'rev-2'));
    expect(marksOf(begun)).toEqual({ rev: 'rev-1', begun: 'rev-2' });
    expect(marksOf(item(property('Written', 'rev-1')))).toEqual({ rev: 'rev-1' });
    expect(marksOf(item(property('Begun', '')))).toEqual({});
  });
});

describe('tagProperty', () => {
  it('is a string in our property set, which never changes', async () => {
    expect(PROPERTY_SET_ID).toBe('e87c7bc8-cef9-46db-939b-e0826e47a1f4');
    const { Name, PropertySetId } = tagProperty(await loadEws(), 'Created');
    expect([Name, PropertySetId.ToString()]).toEqual(['Created', PROPERTY_SET_ID]);
  });
});
