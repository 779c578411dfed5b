// Keys: the characters that they may hold, and their order.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changeKey,
  changesAfter,
  entriesAfter,
  entryKey,
  HEAD,
  hiddenFieldOf,
  holderKey,
  holdersOf,
  isUserKey,
  type KeyRange,
  kindOfLinkRow,
  LINK_SETTINGS,
  LINKS_AND_USERS,
  linkPartition,
  linkRowKey,
  linkRowRange,
  linkSettingsKey,
  nameInKey,
  personKey,
  personsEntriesAfter,
  SEALED_ROWS,
  tenantKey,
  USERS,
  userKey,
} from '../../../../shared/state/table/keys.ts';
import { checkKey } from '../../../../shared/state/table/limits.ts';
import { rowKinds, rowSamples } from '../../../contract/linkRowSamples.ts';

const inside = (key: string, { from, to }: KeyRange) => key >= from && key < to;
const ids = fc.stringMatching(/^[A-Za-z0-9._~@=+:,-]{1,20}$/);

describe('linkRowKey', () => {
  it.each([
    ['lease', 'a|lease'],
    ['link', 'a|link'],
    ['mailboxWatermark', 'a|w|x'],
    ['sourceEnumeration', 'a|w|s'],
    ['hold', 'a|hold'],
    ['cleanup', 'a|cleanup'],
    ['cutover', 'a|cutover'],
  ] as const)('the %s row stands at %s', (kind, key) => {
    expect(linkRowKey(kind, '')).toBe(key);
    expect(() => linkRowKey(kind, 'x')).toThrow('has no name');
  });

  it('hashes ids of other systems, whatever characters they hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (id) => {
        const key = linkRowKey('mailboxIndex', id);
        checkKey(key);
        expect(key).toMatch(/^ix\|[\w-]{43}$/);
      }),
      { seed: 1 },
    );
  });

  it('refuses a pair id that a key cannot hold', () => {
    for (const id of ['', 'a|b', 'a/b', 'a b', 'x'.repeat(129)]) expect(() => linkRowKey('pair', id)).toThrow();
  });

  it.each(rowKinds)('gives a %s row a key that shows its kind and lies only in the range of its kind', (kind) => {
    const key = linkRowKey(kind, rowSamples[kind].name);
    expect(kindOfLinkRow(key)).toBe(kind);
    expect(rowKinds.filter((other) => inside(key, linkRowRange(other)))).toEqual([kind]);
  });

  it('holds the rows of the head in one range, and all other rows after it', () => {
    const head = rowKinds.filter((kind) => inside(linkRowKey(kind, rowSamples[kind].name), HEAD));
    expect(head).toEqual([
      'lease',
      'link',
      'mailboxWatermark',
      'sourceEnumeration',
      'cleanup',
      'cutover',
      'hold',
      'dirty',
      'inbox',
    ]);
  });
});

describe('kindOfLinkRow', () => {
  it.each(['', 'x', 'a|other', 'q|x'])('throws for the key %j', (key) => {
    expect(() => kindOfLinkRow(key)).toThrow('unknown kind');
  });
});

describe('hiddenFieldOf', () => {
  it('names the content of entries and changes, whose rows lie in one range', () => {
    expect([hiddenFieldOf(entryKey('a')), hiddenFieldOf(changeKey(1))]).toEqual(['entry', 'people']);
    expect([hiddenFieldOf('c'), hiddenFieldOf(personKey('a@b.c', 'e'))]).toEqual([undefined, undefined]);
    const keys = [entryKey('a'), changeKey(1), 'c', personKey('a@b.c', 'e')];
    expect(keys.map((key) => inside(key, SEALED_ROWS))).toEqual([true, true, false, false]);
  });
});

describe('linkPartition', () => {
  it('gives two companies different partitions', () => {
    expect(linkPartition('a', 'b')).toBe('a|b');
    expect(() => linkPartition('a|b', 'c')).toThrow();
    expect(() => linkPartition('', 'c')).toThrow();
  });
});

describe('entriesAfter', () => {
  it('holds exactly the ids after the cursor', () => {
    fc.assert(
      fc.property(ids, ids, (id, cursor) => {
        expect(inside(entryKey(id), entriesAfter(cursor))).toBe(id > cursor);
        expect(inside(entryKey(id), entriesAfter(undefined))).toBe(true);
      }),
      { seed: 1 },
    );
  });

  it('holds only the entries of the person', () => {
    fc.assert(
      fc.property(ids, ids, (id, cursor) => {
        expect(inside(personKey('a@b.c', id), personsEntriesAfter('a@b.c', cursor))).toBe(id > cursor);
        expect(inside(personKey('a@b.d', id), personsEntriesAfter('a@b.c', undefined))).toBe(false);
      }),
      { seed: 1 },
    );
  });
});

describe('changeKey', () => {
  it('sorts as the numbers do', () => {
    const sequences = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER - 1 });
    fc.assert(
      fc.property(sequences, sequences, (a, b) => {
        expect(changeKey(a) < changeKey(b)).toBe(a < b);
        expect(inside(changeKey(a), changesAfter(b))).toBe(a > b);
        expect(Number(nameInKey(changeKey(a)))).toBe(a);
      }),
      { seed: 1 },
    );
  });
});

describe('a company\u2019s partition', () => {
  it('holds links and users in one range and tells them apart', () => {
    const [link, user] = [linkSettingsKey('u1'), userKey('ada@example.com')];
    expect([link, user].map((key) => inside(key, LINKS_AND_USERS))).toEqual([true, true]);
    expect([link, user].map(isUserKey)).toEqual([false, true]);
    expect([inside(link, LINK_SETTINGS), inside(link, USERS)]).toEqual([true, false]);
    expect([inside(user, LINK_SETTINGS), inside(user, USERS)]).toEqual([false, true]);
  });

  it('holds the links of one entry in a range of their own', () => {
    expect(inside(holderKey('e1', 'u1'), holdersOf('e1'))).toBe(true);
    expect(inside(holderKey('e2', 'u1'), holdersOf('e1'))).toBe(false);
  });
});

describe('tenantKey', () => {
  it('gives an organisation one key in each cloud, in whatever case its id is written', () => {
    expect(tenantKey('global', 'AA-1')).toBe(tenantKey('global', 'aa-1'));
    expect(tenantKey('global', 'aa-1')).not.toBe(tenantKey('china', 'aa-1'));
    checkKey(tenantKey('global', 'any / text | at all'));
  });
});
