import { describe, expect, it } from 'vitest';
import { changedFields, printerOfKey, printsOf } from '../../../../../shared/sync/pair/row/prints.ts';
import { BASE, eventWith, print, UNREADABLE } from '../../../../world/planning.ts';

describe('printsOf', () => {
  it('are those of the event, and none of an item that cannot be read', () => {
    expect(printsOf(print, eventWith())).toEqual(BASE);
    expect(printsOf(print, eventWith({ content: UNREADABLE }))).toEqual({});
  });
});

describe('changedFields', () => {
  it('are those with another fingerprint, or with none', () => {
    expect(changedFields(BASE, BASE)).toEqual([]);
    const { title: _, ...untitled } = BASE;
    expect(changedFields({ ...BASE, location: 'another' }, untitled)).toEqual(['title', 'location']);
  });
});

describe('printerOfKey', () => {
  const [inUse, former] = [
    { key: 'in use', print },
    { key: 'former', print },
  ];

  it('is the one in use or a former one; none where the key is no longer known', () => {
    const printers = { inUse, former: [former] };
    expect(printerOfKey({ printers }, 'in use')).toBe(inUse);
    expect(printerOfKey({ printers }, 'former')).toBe(former);
    expect(printerOfKey({ printers }, 'missing')).toBeUndefined();
  });
});
