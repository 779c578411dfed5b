import { describe, expect, it } from 'vitest';
import { bodyAs } from '../../../../local/exchange/item/body.ts';
import { unpacked } from '../../../../shared/exchange/format/packed.ts';
import { reformatted } from '../../../../shared/exchange/format/reformat.ts';

const change = { id: 'e', from: 'old', to: 'new' };
const native = (content: string, html = true) => ({ version: '1', html, content });

describe('reformatted', () => {
  it('gives the body as it was, and with the new words', () => {
    const found = reformatted(native('<b>old</b>'), change);
    expect([found?.version, unpacked(found?.was ?? ''), unpacked(found?.now ?? '')]).toEqual([
      '1',
      '<b>old</b>',
      '<b>new</b>',
    ]);
  });

  it('without `now` where the words cannot be placed', () => {
    expect(reformatted(native('<b>else</b>'), change)).not.toHaveProperty('now');
  });

  const fromText = bodyAs({ type: 'Text', text: 'old' }, 'HTML');
  it.each([
    ['plain text', native('old', false)],
    ['an empty body', native(' ')],
    ['HTML that the server made of plain text', native(fromText)],
  ])('%s has no format', (_, body) => {
    expect(reformatted(body, change)).toBeUndefined();
  });

  it('a text that a person has formatted since has one', () => {
    expect(reformatted(native(fromText.replace('old', '<b>old</b>')), change)?.now).toBeDefined();
  });
});
