// The part that is left out of an answer changes nothing of what is read in it, whether the answer is whole or not.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readXml } from '../../../../../shared/exchange/ews/xml/reader.ts';
import { withoutRepeatedZones } from '../../../../../shared/exchange/ews/xml/repeatedZones.ts';

const rules = (bias: string) =>
  `<t:Periods><t:Period Bias="${bias}" Name="Standard"/></t:Periods><t:Transitions><t:To Kind="Group">0</t:To></t:Transitions>`;
const zone = (content: string, id = 'FLE Standard Time') => `<t:StartTimeZone Id="${id}">${content}</t:StartTimeZone>`;
const item = (subject: string, own: string) =>
  `<t:CalendarItem><t:Subject>${subject}</t:Subject>${own}</t:CalendarItem>`;
const answer = (...items: string[]) =>
  `<?xml version="1.0" encoding="utf-8"?><m:Items xmlns:m="m" xmlns:t="t">${items.join('')}</m:Items>`;

const HELSINKI = zone(rules('-PT2H'));
const joined = (xml: string) => withoutRepeatedZones(xml).join('');
/** With something after its end because of which nothing is left out. */
const readInFull = (xml: string) => readXml(`${xml}<?in full?>`);

describe('withoutRepeatedZones', () => {
  it('what comes again stands once, whatever stands between', () => {
    const own = zone(rules('PT8H'), 'Pacific Standard Time');
    const xml = answer(item('a', HELSINKI), item('b', own), item('c', HELSINKI), item('d', own));
    const expected = answer(
      item('a', HELSINKI),
      item('b', own),
      item('c', zone('')),
      item('d', zone('', 'Pacific Standard Time')),
    );
    expect(joined(xml)).toBe(expected);
    expect(readXml(xml)).toEqual(readInFull(xml));
  });

  it.each([
    ['without a zone', answer(item('a', ''), item('b', ''))],
    ['with other rules in each', answer(item('a', HELSINKI), item('b', zone(rules('PT1H'))))],
    ['with a text that looks like one', answer(item(`<![CDATA[${HELSINKI}]]>`, HELSINKI), item('c', HELSINKI))],
    ['with a comment', answer(`<!--${HELSINKI}-->`, item('a', HELSINKI))],
    ['with an instruction', answer(`<?x ${HELSINKI}?>`, item('a', HELSINKI))],
    [
      'with zones that have no rules',
      answer(item('a', '<t:StartTimeZone Id="x"/>'), item('b', '<t:StartTimeZone Id="x"/>')),
    ],
    ['with an attribute that holds the end of a tag', answer(item('a', zone('', 'a>b')), item('b', zone('', 'a>b')))],
    ['with zones in zones', answer(item('a', zone(HELSINKI)))],
    ['that is no XML', '<t:StartTimeZone '],
  ])('an answer %s stays whole', (_, xml) => {
    expect(joined(xml)).toBe(xml);
  });

  it('an answer that is damaged anywhere is read, or refused, as if nothing were left out', () => {
    const good = answer(...['a', 'b', 'c'].map((name) => item(name, HELSINKI)));
    const pieces = fc.constantFrom(
      '',
      '<',
      '>',
      '"',
      '/',
      'x',
      ' ',
      HELSINKI,
      rules('-PT2H'),
      '</t:StartTimeZone>',
      '<t:x>',
    );
    const damage = fc.record({ at: fc.nat(good.length), drops: fc.nat(40), puts: pieces });
    let refused = 0;
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 2 }), (damages) => {
        let xml = good;
        for (const { at, drops, puts } of damages) xml = xml.slice(0, at) + puts + xml.slice(at + drops);
        const read = readXml(xml);
        if (!read) refused += 1;
        expect(read).toEqual(readInFull(xml));
      }),
      { seed: 20261121, numRuns: 3000 },
    );
    expect(refused).toBeGreaterThan(1000);
    expect(refused).toBeLessThan(3000);
  });
});
