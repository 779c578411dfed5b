import { describe, expect, it } from 'vitest';
import { typeOf, typeToRemember } from '../../../../shared/sync/pair/entryType.ts';
import {
  ABSENT,
  entryWith,
  GONE,
  planWith,
  rowWith,
  settingsBy,
  settingsWith,
  there,
} from '../../../world/planning.ts';

describe('typeOf', () => {
  it('is the entry’s, the remembered one, or that of the entry that would be made', () => {
    const { source: keeping } = settingsWith();
    const settings = settingsWith({ source: { ...keeping, createdType: 'meeting' } });
    const typed = there(entryWith({ type: 'absence' }));
    const row = rowWith({ entryType: 'remembered' });
    const { source: _, ...eventOnly } = rowWith();
    expect(typeOf(settings, planWith({ row, source: typed }))).toBe('absence');
    expect(typeOf(settings, planWith({ row, source: GONE }))).toBe('remembered');
    expect(typeOf(settings, planWith({ row: eventOnly, source: ABSENT }))).toBe('meeting');
  });
});

describe('typeToRemember', () => {
  it('is none where all types go the same way', () => {
    const byType = settingsBy({ directions: { absence: 'toExchange' } });
    expect(typeToRemember(byType, 'absence')).toBe('absence');
    expect(typeToRemember(settingsWith(), 'absence')).toBeUndefined();
  });
});
