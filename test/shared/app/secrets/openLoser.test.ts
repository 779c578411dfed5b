// Losing values: what was sealed is what is read, and nothing else opens.
import { describe, expect, it } from 'vitest';
import { keyRing } from '../../../../shared/access/keys.ts';
import { createSealer } from '../../../../shared/access/secrets.ts';
import { openLoser } from '../../../../shared/app/secrets/openLoser.ts';

const sealer = createSealer(keyRing(new Uint8Array(32).fill(3), []));
const seal = (value: unknown): string => sealer.seal(JSON.stringify(value), ['ada']);
const open = (sealed: string): string => sealer.open(sealed, ['ada']);

describe('openLoser', () => {
  it.each([
    ['title', 'Budget'],
    ['alert', null],
    ['keywords', ['a', 'b']],
    ['when', { showWithoutTime: true, start: '2026-11-20', duration: 'P1D' }],
  ] as const)('%s is read back as its field', (field, value) => {
    expect(openLoser({ field, sealed: seal(value) }, open)).toEqual({ patch: { [field]: value } });
  });

  it('a description that was formatted comes with its body', () => {
    const sealed = seal({ text: 'Agenda', body: 'packed' });
    expect(openLoser({ field: 'description', sealed }, open)).toEqual({
      patch: { description: 'Agenda' },
      body: 'packed',
    });
    expect(openLoser({ field: 'title', sealed }, open)).toBeUndefined();
  });

  it('what belongs to another link does not open', () => {
    const sealed = sealer.seal('"Budget"', ['grace']);
    expect(openLoser({ field: 'title', sealed }, open)).toBeUndefined();
  });

  it('what its field cannot hold is no value', () => {
    expect(openLoser({ field: 'alert', sealed: seal('Budget') }, open)).toBeUndefined();
  });
});
