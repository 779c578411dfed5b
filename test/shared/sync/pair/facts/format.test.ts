import { describe, expect, it } from 'vitest';
import { formatRemarks, overText, withFormat, withFormatOf } from '../../../../../shared/sync/pair/facts/format.ts';
import { LOSING_VALUE_BYTES_MAX } from '../../../../../shared/sync/pair/losers.ts';
import { eventWith, planWith, rowWith } from '../../../../world/planning.ts';

const update = { op: 'update', side: 'mailbox', item: eventWith(), patch: { description: 'new' }, losers: [] } as const;
const conflict = { side: 'mailbox', field: 'description', why: 'conflict', value: '"old"' } as const;
const format = { version: '1', was: 'was' };
const only = (plan: ReturnType<typeof planWith>) => plan.operations[0];

describe('overText', () => {
  it('is the update of the event that writes a description', () => {
    expect(overText(planWith({ operations: [update] }))).toBe(update);
    expect(overText(planWith({ operations: [{ ...update, side: 'source' }] }))).toBeUndefined();
    expect(overText(planWith({ operations: [{ ...update, patch: { title: 'x' } }] }))).toBeUndefined();
  });

  it('the text that a veil takes back leaves no format behind', () => {
    expect(overText(planWith({ row: rowWith({ veiled: true }), operations: [update] }))).toBeUndefined();
  });
});

describe('withFormatOf', () => {
  it('keeps the format with the new words', () => {
    const plan = planWith({ operations: [update] });
    expect(only(withFormatOf(plan, update, { ...format, now: 'now' }))).toMatchObject({
      body: 'now',
      format: 'kept',
      losers: [],
    });
  });

  it('puts a format on record that is lost', () => {
    const lost = only(withFormatOf(planWith({ operations: [update] }), update, format));
    expect(lost).toMatchObject({ format: 'lost', losers: [{ why: 'unformatted', body: 'was' }] });
    expect(lost).not.toHaveProperty('body');
  });

  it('a text that loses goes on record once, with its format', () => {
    const losing = { ...update, losers: [conflict] };
    const lost = only(withFormatOf(planWith({ operations: [losing] }), losing, format));
    expect(lost).toMatchObject({ losers: [{ why: 'conflict', body: 'was' }] });
  });

  it('without its format where that is too large and stays in the event', () => {
    const losing = { ...update, losers: [conflict] };
    const large = { version: '1', was: 'x'.repeat(LOSING_VALUE_BYTES_MAX), now: 'now' };
    expect(only(withFormatOf(planWith({ operations: [losing] }), losing, large))).toMatchObject({ losers: [conflict] });
  });

  it('a format that a person restores is written, and nobody is told', () => {
    const restoring = { ...update, body: 'wanted', restores: 'wish' };
    const restored = only(withFormatOf(planWith({ operations: [restoring] }), restoring, format));
    expect(restored).toMatchObject({ body: 'wanted', losers: [] });
    expect(restored).not.toHaveProperty('format');
  });
});

describe('withFormat', () => {
  const side = { id: 'e', base: {}, format: { is: 'lost', at: 1 } } as const;
  const intent = { op: 'update', at: 5, losers: [], rev: 'r', version: '1', otherBase: {} } as const;

  it.each([
    ['of another field says nothing of it', { ...intent, target: { title: 't' } }, side.format],
    ['that kept it says so', { ...intent, target: { description: 'd' }, format: 'kept' }, { is: 'kept', at: 5 }],
    ['of a plain text ends what was said', { ...intent, target: { description: 'd' } }, undefined],
  ] as const)('an update %s', (_, landed, expected) => {
    expect(withFormat(side, landed).format).toEqual(expected);
  });
});

describe('formatRemarks', () => {
  it('tells of a format for as long as it could be restored', () => {
    const side = { id: 'e', base: {}, format: { is: 'lost', at: 0 } } as const;
    expect([formatRemarks(side, 1), formatRemarks(side, 30 * 86_400_000), formatRemarks(undefined, 1)]).toEqual([
      ['format-lost'],
      [],
      [],
    ]);
  });
});
