// Hostile answers of an Exchange, made from a fixed seed: reading one costs at most a fixed number of visits for each
// character. Visits are counted, since a time would say more about the machine than about the code.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ELEMENTS_MAX, readXmlWithin, type XmlElement } from '../../../shared/exchange/ews/xml/reader.ts';
import { isParsable, JSON_DEPTH_MAX, JSON_VALUES_MAX } from '../../../shared/net/jsonSize.ts';

const SEED = 20_261_130;
const RUNS = 300;
const CHARACTERS = 40_000;
/** The prefix and the suffix of tags, the passes before the parser, and the parser itself. */
const VISITS_PER_CHARACTER = 20;

/** The texts that the reader looks for, in whole and in parts: a hostile server repeats the beginning of something. */
const XML_PARTS = [
  '<t:StartTimeZone ',
  '<t:StartTimeZone Id="x">',
  '</t:StartTimeZone>',
  '<t:StartTimeZone Id="x"/>',
  '<Periods>',
  '</Periods>',
  '<a xmlns:t="t">',
  '</a>',
  '<t:b/>',
  '<t:b c="d">',
  ' a="b"',
  'a:a:',
  '&amp;',
  '&#x1F;',
  '&#',
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '<!',
  '<?',
  '?>',
  '<?xml ',
  '<',
  '>',
  '"',
  ' ',
  'x',
];
const JSON_PARTS = ['{', '}', '[', ']', '{}', '[]', ',', ':', '"', '\\', '\\"', '"a":', '1', '{"a":[', ' '];

/** One to four parts, repeated until the answer is long, between a beginning and an end. */
const answers = (parts: readonly string[]) =>
  fc
    .tuple(
      fc.array(fc.constantFrom(...parts), { maxLength: 4 }),
      fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 4 }),
      fc.array(fc.constantFrom(...parts), { maxLength: 4 }),
    )
    .map(([first, middle, last]) => {
      const repeated = middle.join('');
      return first.join('') + repeated.repeat(Math.ceil(CHARACTERS / repeated.length)) + last.join('');
    });

const text = String.prototype;
const original = {
  indexOf: text.indexOf,
  includes: text.includes,
  slice: text.slice,
  startsWith: text.startsWith,
  charCodeAt: text.charCodeAt,
};

/** The characters that `work` visits in strings. Spies of vitest would keep each call. */
function visitsOf(work: () => void): number {
  let visits = 0;
  const search = (whole: string, word: string, from = 0): number => {
    const found = original.indexOf.call(whole, word, from);
    visits += (found === -1 ? Math.max(whole.length - from, 0) : found - from) + word.length;
    return found;
  };
  Object.assign(text, {
    indexOf(this: string, word: string, from?: number) {
      return search(this, word, from);
    },
    includes(this: string, word: string, from?: number) {
      return search(this, word, from) !== -1;
    },
    slice(this: string, ...range: [number?, number?]) {
      const part = original.slice.apply(this, range);
      visits += part.length;
      return part;
    },
    startsWith(this: string, word: string, from?: number) {
      visits += word.length;
      return original.startsWith.call(this, word, from);
    },
    charCodeAt(this: string, at: number) {
      visits += 1;
      return original.charCodeAt.call(this, at);
    },
  });
  try {
    work();
  } finally {
    Object.assign(text, original);
  }
  return visits;
}

const elementsIn = (element: XmlElement): number => element.children.reduce((sum, each) => sum + elementsIn(each), 1);

describe('hostile answers', () => {
  it('over EWS cost a fixed number of visits a character, and keep few elements', () => {
    let [most, read] = [0, 0];
    const check = (xml: string) => {
      let root: ReturnType<typeof readXmlWithin>;
      const visits = visitsOf(() => {
        root = readXmlWithin(xml);
      });
      const perCharacter = visits / xml.length;
      most = Math.max(most, perCharacter);
      expect(perCharacter).toBeLessThan(VISITS_PER_CHARACTER);
      if (root === undefined || root === 'tooLarge') return;
      read += 1;
      expect(elementsIn(root)).toBeLessThanOrEqual(ELEMENTS_MAX);
    };
    fc.assert(fc.property(answers(XML_PARTS), check), { seed: SEED, numRuns: RUNS });
    for (const part of XML_PARTS) check(`<a xmlns:t="t">${part.repeat(CHARACTERS / part.length)}</a>`);
    console.log(`${RUNS + XML_PARTS.length} answers over EWS: at most ${most.toFixed(1)} visits a character`);
    // Else the reader refuses at the first character, and nothing was tried.
    expect(most).toBeGreaterThan(2);
    expect(read).toBeGreaterThan(0);
  });

  it('over Graph cost one visit a character, and what is parsed has few values', () => {
    const check = (answer: string) => {
      let isSmall = false;
      const visits = visitsOf(() => {
        isSmall = isParsable(answer);
      });
      expect(visits).toBeLessThanOrEqual(answer.length);
      if (!isSmall) return;
      const { values, depth } = sizeOf(answer);
      expect(values).toBeLessThanOrEqual(JSON_VALUES_MAX);
      expect(depth).toBeLessThanOrEqual(JSON_DEPTH_MAX);
    };
    fc.assert(fc.property(answers(JSON_PARTS), check), { seed: SEED, numRuns: RUNS });
    fc.assert(fc.property(fc.json({ maxDepth: JSON_DEPTH_MAX + 4 }), check), { seed: SEED, numRuns: RUNS });
  });
});

/** Of a text that is JSON; nothing of any other. */
function sizeOf(answer: string): { values: number; depth: number } {
  const size = (value: unknown): { values: number; depth: number } => {
    if (typeof value !== 'object' || value === null) return { values: 1, depth: 0 };
    const inside = Object.values(value).map(size);
    return {
      values: inside.reduce((sum, { values }) => sum + values, 1),
      depth: 1 + inside.reduce((most, { depth }) => Math.max(most, depth), 0),
    };
  };
  try {
    return size(JSON.parse(answer));
  } catch {
    return { values: 0, depth: 0 };
  }
}
