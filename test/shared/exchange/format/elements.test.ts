import { describe, expect, it } from 'vitest';
import { Elements } from '../../../../shared/exchange/format/elements.ts';

const opened = (name: string) => ({ name, start: 0, textStart: 0, hasAddress: false });

function closed(elements: Elements, name: string): string[] {
  const element = elements.close(name);
  if (element) elements.end(element, 9, 1);
  return elements.whole.map((each) => each.name);
}

describe('Elements', () => {
  it('an element with text and formats only may go', () => {
    const elements = new Elements();
    for (const name of ['p', 'b']) elements.open(opened(name));
    expect([closed(elements, 'b'), closed(elements, 'p')]).toEqual([[], ['p']]);
  });

  it.each([
    ['what is no text', (elements: Elements) => elements.hold(), 'p'],
    [
      'a table',
      (elements: Elements) => {
        elements.open(opened('table'));
        elements.close('table');
      },
      'p',
    ],
    [
      'tags that cross',
      (elements: Elements) => {
        elements.open(opened('b'));
        elements.close('i');
      },
      'p',
    ],
  ])('an element with %s stays', (_, fill, name) => {
    const elements = new Elements();
    elements.open(opened(name));
    fill(elements);
    expect(closed(elements, name)).toEqual([]);
  });
});
