// Answers of hostile servers, up to the bytes that are read of one: XML of Exchange, JSON of Graph and of applications.
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ANSWER_BYTES_MAX, EWS_ANSWER_BYTES_MAX } from '../../shared/exchange/connectionLimits.ts';
import { readXmlWithin } from '../../shared/exchange/ews/xml/reader.ts';
import { isParsable } from '../../shared/net/jsonSize.ts';
import { rowsOf } from '../../shared/sources/ivanti/answers.ts';
import { propertiesIn } from '../../shared/sources/ivanti/metadata.ts';
import { wordsOf } from '../../shared/sources/ivanti/values.ts';
import { costOf, Ledger, limits } from './budget.ts';

const ledger = new Ledger();
afterAll(() => console.log(ledger.lines().join('\n')));

const MB = 1_000_000;
const fill = (unit: string, size: number): string => unit.repeat(Math.floor(size / unit.length));
const within = (xml: string): string => `<?xml version="1.0"?><a xmlns="urn:x">${xml}</a>`;

const XML: Readonly<Record<string, (size: number) => string>> = {
  'many elements': (size) => within(fill('<b/>', size)),
  'many texts': (size) => within(fill('<b>x</b>', size)),
  'one long text': (size) => within(fill('text ', size)),
  'one long attribute': (size) => within(`<b c="${fill('v', size)}"/>`),
  'many attributes': (size) => within(`<b ${Array.from({ length: size / 12 }, (_, i) => `a${i}="x"`).join(' ')}/>`),
  'many references': (size) => within(fill('&amp;', size)),
  'references to no character': (size) => within(fill('&#x1;', size)),
  'open tags without an end': (size) => within(fill('<b>', size)),
  'a comment without an end': (size) => within(`<!--${fill('- ', size)}`),
  'a comment of dashes': (size) => within(`<!--${fill('x-', size)}-->`),
  'CDATA without an end': (size) => within(`<![CDATA[${fill(']] ', size)}`),
  'a document type': (size) => `<!DOCTYPE a [${fill('<!ENTITY x "y">', size)}]><a/>`,
  'half surrogates': (size) => within(fill('\ud83d', size / 2)),
  'long names': (size) => within(`<${fill('n', size)}/>`),
  'many zones': (size) =>
    within(fill('<t:StartTimeZone Id="x"><t:Periods><t:Period/></t:Periods></t:StartTimeZone>', size)),
  'white space': (size) => within(fill(' \n\t', size)),
  'closing tags alone': (size) => within(fill('</b>', size)),
};

describe('XML', () => {
  it.each(
    Object.entries(XML).flatMap(([name, make]) =>
      [MB, EWS_ANSWER_BYTES_MAX].map((size) => [name, size, make] as const),
    ),
  )('%s in %i bytes', { timeout: 60_000 }, async (_, size, make) => {
    const text = make(size);
    const cost = await costOf(() => readXmlWithin(text));
    ledger.add(`XML of ${Math.round(size / MB)} MB`, cost);
    expect(cost.cpuMs).toBeLessThanOrEqual(limits.cpuMs);
    expect(cost.bytes).toBeLessThanOrEqual(limits.bytes);
  });
});

const JSONS: Readonly<Record<string, (size: number) => string>> = {
  'many objects': (size) => `[${fill('{},', size)}{}]`,
  'deep lists': (size) => fill('[', size),
  'one long text': (size) => `{"value":"${fill('x', size)}"}`,
  escapes: (size) => `{"value":"${fill('\\u0041', size)}"}`,
  backslashes: (size) => `{"value":"${fill('\\\\', size)}"}`,
  'many names': (size) => `{${Array.from({ length: size / 12 }, (_, i) => `"n${i}":1`).join()}}`,
  'the name __proto__': (size) => `{${fill('"__proto__":{},', size)}"a":1}`,
  'many numbers': (size) => `[${fill('1e308,', size)}1]`,
  'long numbers': (size) => `[${fill('9', size)}]`,
  'rows without values': (size) => `{"value":[${fill('{"RecId":"1"},', size)}{}]}`,
};
const anything = z.object({ value: z.array(z.unknown()) });

describe('JSON', () => {
  it.each(
    Object.entries(JSONS).flatMap(([name, make]) => [MB, ANSWER_BYTES_MAX].map((size) => [name, size, make] as const)),
  )('%s in %i bytes', { timeout: 60_000 }, async (_, size, make) => {
    const text = make(size);
    const cost = await costOf(() => {
      if (!isParsable(text)) return undefined;
      try {
        return anything.safeParse(JSON.parse(text));
      } catch {
        return undefined;
      }
    });
    ledger.add(`JSON of ${Math.round(size / MB)} MB`, cost);
    expect(cost.cpuMs).toBeLessThanOrEqual(limits.cpuMs);
    expect(cost.bytes).toBeLessThanOrEqual(limits.bytes);
  });
});

describe('answers of applications', () => {
  it.each(Object.entries(JSONS))('rows of %s', async (_, make) => {
    const text = make(MB);
    const cost = await costOf(() => rowsOf({ status: 200, headers: {}, body: text }));
    ledger.add('rows of an application', cost);
    expect(cost.cpuMs).toBeLessThanOrEqual(limits.cpuMs);
  });

  it.each(Object.entries(XML))('metadata of %s', async (_, make) => {
    const text = make(MB).replace('<a ', '<edmx:Edmx ').replace('</a>', '</edmx:Edmx>');
    const cost = await costOf(() => propertiesIn(text, 'b'));
    ledger.add('metadata', cost);
    expect(cost.cpuMs).toBeLessThanOrEqual(limits.cpuMs);
  });

  it.each(['<p>', '<p>x</p>', '&amp;', '<', '<!--', '<a b="', '</', '&#'])('rich text of %j', async (unit) => {
    const text = `<p>${fill(unit, MB)}`;
    const cost = await costOf(() => wordsOf(text));
    ledger.add('rich text', cost);
    expect(cost.cpuMs).toBeLessThanOrEqual(limits.cpuMs);
  });
});
