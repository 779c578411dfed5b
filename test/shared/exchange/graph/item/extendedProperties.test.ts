import { describe, expect, it } from 'vitest';
import {
  hasProperty,
  marksOf,
  property,
  propertyId,
} from '../../../../../shared/exchange/graph/item/extendedProperties.ts';
import { PROPERTY_SET_ID } from '../../../../../shared/exchange/tag.ts';

describe('marksOf', () => {
  it('knows our properties by set and name, whatever the case of the set', () => {
    const id = propertyId('Created').replace(PROPERTY_SET_ID, PROPERTY_SET_ID.toUpperCase());
    expect(marksOf([{ id, value: 'p.n' }, property('Of', 'o')])).toEqual({ tag: { pair: 'p', nonce: 'n', of: 'o' } });
  });

  it('nobody else’s', () => {
    const others = [
      { id: propertyId('Created').toLowerCase(), value: 'p.n' },
      { id: propertyId('Written').replace('e8', 'e9'), value: 'r' },
      { id: 'Integer 0x0023', value: '1' },
    ];
    expect(marksOf(others)).toEqual({});
  });
});

describe('hasProperty', () => {
  it('a quote does not end the text', () => {
    expect(hasProperty({ id: 'x', value: "a' or 'b" })).toContain("ep/value eq 'a'' or ''b'");
  });
});
