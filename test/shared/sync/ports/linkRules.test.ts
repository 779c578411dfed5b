import { describe, expect, it } from 'vitest';
import { createPrinter } from '../../../../shared/calendar/canonical/fingerprint.ts';
import {
  DEFAULT_RULES,
  directionOf,
  isByRule,
  isPrivate,
  rulesKey,
  withinTwoWay,
} from '../../../../shared/sync/ports/linkRules.ts';

describe('directionOf', () => {
  const rules = { ...DEFAULT_RULES, direction: 'toExchange', directions: { absence: 'both' } } as const;

  it('is that of the type, else that of the link', () => {
    expect(directionOf(rules, 'absence')).toBe('both');
    expect(directionOf(rules, 'meeting')).toBe('toExchange');
    expect(directionOf(rules, undefined)).toBe('toExchange');
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'of a type named %s is that of the link',
    (type) => {
      expect(directionOf(rules, type)).toBe('toExchange');
    },
  );

  it('of a type named constructor is its own where the rules name it', () => {
    expect(directionOf({ ...rules, directions: { constructor: 'both' as const } }, 'constructor')).toBe('both');
  });
});

describe('withinTwoWay', () => {
  it('types that are not named go to Exchange alone, whatever the rules say', () => {
    const rules = withinTwoWay({ ...DEFAULT_RULES, directions: { Change: 'both', Task: 'toSource' } }, [
      'Task',
      'Item',
    ]);
    expect(directionOf(rules, 'Change')).toBe('toExchange');
    expect(directionOf(rules, undefined)).toBe('toExchange');
    expect(directionOf(rules, 'Task')).toBe('toSource');
    expect(directionOf(rules, 'Item')).toBe('both');
  });

  it('without such a list, the rules are as they are', () => {
    expect(withinTwoWay(DEFAULT_RULES, undefined)).toBe(DEFAULT_RULES);
  });
});

describe('rulesKey', () => {
  const print = createPrinter(new Uint8Array(32));

  it('tells rules that differ, and names none of their words', () => {
    const filters = { toExchange: { titleContains: ['Secret'] }, toSource: {} };
    const key = rulesKey(print, { ...DEFAULT_RULES, filters }, 'silentCopies');
    expect(key).not.toBe(rulesKey(print, DEFAULT_RULES, 'silentCopies'));
    expect(rulesKey(print, DEFAULT_RULES, 'invitations')).not.toBe(rulesKey(print, DEFAULT_RULES, 'silentCopies'));
    expect(key).toBe(rulesKey(print, structuredClone({ ...DEFAULT_RULES, filters }), 'silentCopies'));
    expect(key).toMatch(/^[\w-]{16}$/);
  });
});

describe('isPrivate', () => {
  it.each([
    ['public', false],
    ['personal', false],
    ['private', true],
    ['secret', true],
  ] as const)('%s: %s', (privacy, expected) => {
    expect(isPrivate({ privacy })).toBe(expected);
  });
});

describe('isByRule', () => {
  it('tells what the settings left out from what cannot be held', () => {
    expect(['filtered', 'direction', 'item-unreadable', undefined].map((each) => isByRule(each as never))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
