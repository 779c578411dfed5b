import { describe, expect, it } from 'vitest';
import { readXml } from '../../../../shared/exchange/ews/reader.ts';
import { loadEws } from '../../../../shared/exchange/ews/runtime.ts';
import { begunOf, PROPERTY_SET_ID, revOf, tagOf, tagProperty, tagValue } from '../../../../shared/exchange/ews/tag.ts';

const property = (name: string, value: string, set = PROPERTY_SET_ID) =>
  `<ExtendedProperty><ExtendedFieldURI PropertySetId="${set}" PropertyName="${name}" PropertyType="String"/><Value>${value}</Value></ExtendedProperty>`;

function item(...properties: string[]) {
  const root = readXml(`<CalendarItem><Subject/>${properties.join('')}</CalendarItem>`);
  if (!root) throw new Error('not an item');
  return root;
}

describe('tagOf', () => {
  it('reads what tagValue writes', () => {
    const tag = { pair: 'a_b-1', nonce: 'X_-9' };
    expect(tagOf(item(property('Created', tagValue(tag))))).toEqual(tag);
  });

  it('knows our property set in any case, and no other', () => {
    expect(tagOf(item(property('Created', 'p.n', PROPERTY_SET_ID.toUpperCase())))).toEqual({ pair: 'p', nonce: 'n' });
    expect(tagOf(item(property('Created', 'p.n', PROPERTY_SET_ID.replace('e', 'f'))))).toBeUndefined();
  });

  it.each(['', 'p', 'p.', '.n', 'p.n.m', 'p n.m', '<x>.n'])('%j is no tag of ours', (value) => {
    expect(tagOf(item(property('Created', value.replace(/</g, '&lt;'))))).toBeUndefined();
  });
});

describe('revOf', () => {
  it('reads the stamp of the last update beside the tag', () => {
    const both = item(property('Created', 'p.n'), property('Written', 'rev-1'));
    expect([tagOf(both), revOf(both)]).toEqual([{ pair: 'p', nonce: 'n' }, 'rev-1']);
    expect(revOf(item())).toBeUndefined();
  });
});

describe('begunOf', () => {
  it('reads the stamp of a write that has not come to its end', () => {
    expect(begunOf(item(property('Written', 'rev-1'), property('Begun', 'rev-2')))).toBe('rev-2');
    expect(begunOf(item(property('Written', 'rev-1')))).toBeUndefined();
    expect(begunOf(item(property('Begun', '')))).toBeUndefined();
  });
});

describe('tagProperty', () => {
  it('is a string in our property set, which never changes', async () => {
    expect(PROPERTY_SET_ID).toBe('e87c7bc8-cef9-46db-939b-e0826e47a1f4');
    const { Name, PropertySetId } = tagProperty(await loadEws(), 'Created');
    expect([Name, PropertySetId.ToString()]).toEqual(['Created', PROPERTY_SET_ID]);
  });
});
