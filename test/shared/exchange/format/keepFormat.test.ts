// Words of a plain text in an HTML body. The text of the HTML is the local Exchange's, which reads HTML by other code.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyAs } from '../../../../local/exchange/item/body.ts';
import { canonicalField } from '../../../../shared/calendar/canonical/canonical.ts';
import { htmlText } from '../../../../shared/calendar/htmlText.ts';
import { withoutUnwritable } from '../../../../shared/calendar/text.ts';
import { keepFormat } from '../../../../shared/exchange/format/keepFormat.ts';

const textOf = (html: string): string => bodyAs({ type: 'HTML', text: html }, 'Text');
const canonical = (text: string): string => canonicalField('description', text);

/** The HTML after a change of its text, as the server gives it. */
const edited = (html: string, change: (text: string) => string): string | undefined => {
  const from = textOf(html);
  return keepFormat(html, { from, to: change(from) });
};
const replaced = (html: string, from: string, to: string): string | undefined =>
  edited(html, (text) => text.replaceAll('\r\n', '\n').replace(from, to));

const BODY =
  '<html><head><title>No text</title><style>p{}</style></head><body><h1>Agenda</h1><p>Bring the <b>old</b> plan, see ' +
  '<a href="https://x.example/">the page</a>.</p><ul><li>one</li><li>two</li><li>three</li></ul>' +
  '<table><tr><td>Mo</td><td>Tu</td></tr></table><div>Bye<br>Ann</div><img src="cid:l" alt="Logo"></body></html>';

describe('keepFormat', () => {
  it.each([
    ['a word in a format', 'old', 'new', '<b>old</b>', '<b>new</b>'],
    ['a word over a tag', 'the old', 'no', 'the <b>old</b>', 'no<b></b>'],
    ['a word in a cell', 'Tu', 'We', '<td>Tu', '<td>We'],
    ['a word beside a link', 'page<https://x.example/>.', 'page<https://x.example/> now.', '</a>.', '</a> now.'],
    ['a word in a link', 'the page', 'our page', '>the page', '>our page'],
    ['a line of a list that goes', '  *   two\n', '', '<li>two</li>', ''],
    ['a paragraph more', 'Bring', 'Read.\n\nBring', '<p>Bring', '<p>Read.<br><br>Bring'],
    ['a line at the end of another', 'Ann', 'Ann\nand Joe', 'Ann<', 'Ann<br>and Joe<'],
    ['a line break that goes', 'Bye\nAnn', 'Bye Ann', 'Bye<br>Ann', 'Bye Ann'],
    ['an empty line more', '\nAnn', '\n\nAnn', '<br>Ann', '<br><br>Ann'],
    ['a picture that goes', '[Logo]', '', '<img src="cid:l" alt="Logo">', ''],
    ['blanks that HTML would fold', 'Ann', 'Ann x   y', 'Ann<', 'Ann x &nbsp;&nbsp;y<'],
  ])('%s', (_, from, to, html, changed) => {
    expect(replaced(BODY, from, to)).toBe(BODY.replace(html, changed));
  });

  it.each([
    ['another text', () => 'All is new'],
    ['no text', () => ''],
    ['two paragraphs that become one', (text: string) => text.replace(/Agenda\s+Bring/, 'Agenda Bring')],
    ['another address of a link', (text: string) => text.replace('<https://x.example/>', '<https://y.example/>')],
  ])('%s cannot be placed', (_, change) => {
    expect(edited(BODY, change)).toBeUndefined();
  });

  it('the text of a body that has only a picture gets a paragraph', () => {
    expect(keepFormat('<body><img src="cid:1"></body>', { from: '', to: 'See <this>' })).toBe(
      '<body><img src="cid:1"><div>See &lt;this&gt;</div></body>',
    );
  });

  it('white space alone, as an application may fold it, changes nothing', () => {
    expect(edited(BODY, (text) => text.replaceAll(/\s*\n\s*/g, '\n'))).toBe(BODY);
  });

  it.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    ']]><![CDATA[',
    '--><b>',
    '&lt;b&gt;&#0;&amp;',
    "' onload='x",
    '\u202eabc\u202c \u200f',
    '</p></body></html>',
    '</style><script>',
    'a\u0000b\u0001',
    '<!--',
  ])('hostile words stay words: %j', (words) => {
    for (const word of ['old', 'the page', 'two', 'Tu', 'Ann']) {
      const html = replaced(BODY, word, words) ?? '';
      expect(html).toBe(BODY.replace(`>${word}`, () => `>${htmlText(withoutUnwritable(words))}`));
    }
  });

  it.each([
    ['a script', '<script>old</script><p>text</p>'],
    ['a style', '<style>old</style><p>text</p>'],
    ['a comment', '<!-- old --><p>text</p>'],
    ['an attribute', '<p title="old">text</p>'],
    ['a text field', '<textarea>old</textarea><p>text</p>'],
    ['CDATA', '<![CDATA[old]]><p>text</p>'],
    ['a tag without an end', '<p>text</p><a href="old'],
  ])('nothing is written into %s', (_, html) => {
    expect(keepFormat(html, { from: 'old\n\ntext', to: 'new\n\ntext' })).toBeUndefined();
  });

  const word = fc.stringMatching(/^[a-zäß漢]{1,6}$/);
  const hostile = fc.oneof(
    { weight: 5, arbitrary: word },
    fc.constantFrom('<b>', '&amp;', '"x"', "'", 'R&D', '\u202ex'),
  );
  const inline = fc.letrec<{ node: string; run: string }>((tie) => ({
    node: fc.oneof(
      { weight: 4, arbitrary: word },
      fc
        .tuple(fc.constantFrom('b', 'i', 'span style="a:b"', 'font color=red'), tie('run'))
        .map(([tag, run]) => `<${tag}>${run}</${tag.split(' ')[0]}>`),
      word.map((text) => `<a href="https://${text.length}.example/">${text}</a>`),
      fc.constant('x&nbsp;&#8364;'),
      fc.constant('<!-- c -->y'),
    ),
    run: fc.array(tie('node'), { minLength: 1, maxLength: 4 }).map((nodes) => nodes.join(' ')),
  })).run;
  const block = fc.oneof(
    inline.map((run) => `<p>${run}</p>`),
    inline.map((run) => `<p class="MsoNormal">${run}</p>`),
    inline.map((run) => `<div>${run}</div>`),
    fc.array(inline, { minLength: 1, maxLength: 3 }).map((runs) => `<ul><li>${runs.join('</li><li>')}</li></ul>`),
    fc
      .array(inline, { minLength: 1, maxLength: 3 })
      .map((runs) => `<table><tr><td>${runs.join('</td><td>')}</td></tr></table>`),
    fc.tuple(inline, inline).map((runs) => `<div>${runs.join('<br>')}</div>`),
    inline.map((run) => `<h2>${run}</h2>`),
  );
  const body = fc
    .array(block, { minLength: 1, maxLength: 6 })
    .map((blocks) => `<html><body>${blocks.join('\r\n')}</body></html>`);

  it('of random HTML and changed words, the text is what was wanted, and every tag stays', () => {
    const edits = fc.array(fc.tuple(fc.nat(), hostile), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(body, edits, (html, changes) => {
        const from = textOf(html);
        // Words of the text itself, not the points of lists and addresses that Exchange adds.
        const words = [...from.matchAll(/<[^\s<>]+>|[\p{L}]+/gu)].filter(([found]) => !found.startsWith('<'));
        const wanted = new Map(changes.map(([at, to]) => [words[at % words.length]?.index ?? 0, to]));
        const to = from.replaceAll(/<[^\s<>]+>|[\p{L}]+/gu, (found, at: number) => wanted.get(at) ?? found);
        const written = keepFormat(html, { from, to });
        expect(canonical(textOf(written ?? ''))).toBe(canonical(to));
        expect(tagsOf(written ?? '')).toEqual(tagsOf(html));
      }),
      { numRuns: 300, seed: 8 },
    );
  });

  it('whatever changes, the text that is kept in its format is the text that was wanted', () => {
    fc.assert(
      fc.property(body, fc.array(fc.tuple(fc.nat(), fc.nat(3), hostile), { maxLength: 4 }), (html, changes) => {
        const from = textOf(html).replaceAll('\r\n', '\n');
        let to = from;
        for (const [at, length, words] of changes) {
          const place = at % (to.length + 1);
          to = `${to.slice(0, place)} ${words} ${to.slice(place + length)}`;
        }
        const written = keepFormat(html, { from, to });
        fc.pre(written !== undefined);
        expect(words(textOf(written ?? ''))).toBe(words(to));
      }),
      { numRuns: 300, seed: 8 },
    );
  });

  const size = 1_000_000;
  const fill = (part: string, length = size): string => part.repeat(Math.ceil(length / part.length)).slice(0, length);
  const long = fill('ab cd ef ', 190_000);
  it.each([
    [
      'Outlook’s long markup',
      fill(`<p class="MsoNormal" style="${'x'.repeat(600)}"><span>lorem ipsum</span></p>`),
      'lorem ipsum',
      'lorem',
    ],
    ['angle brackets', fill('<'), 'x', 'y'],
    ['ampersands', fill('&'), 'x', 'y'],
    ['tags that are never closed', fill('<div>'), 'x', 'y'],
    ['nested tags', `${fill('<p>', 400_000)}x${fill('</p>', 500_000)}`, 'x', 'y'],
    ['links', fill('<a href=x>a</a>'), fill('a<x>', 190_000), `${fill('a<x>', 180_000)}b`],
    ['brackets', '<p>a</p>', fill('[', 190_000), fill('[', 190_001)],
    ['words that repeat', `<p>${long}</p>`, long, fill('ab cx ef ', 190_000)],
    ['blanks', `<p>${fill('&nbsp;', 900_000)}</p>`, fill('\u00a0', 150_000), 'b'],
  ])('costs less than 250 ms with %s', (_, html, from, to) => {
    keepFormat(html, { from, to });
    const before = process.cpuUsage();
    keepFormat(html, { from, to });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(250);
  });
});

const tagsOf = (html: string): string[] => html.match(/<!--.*?-->|<[^>]*>/g) ?? [];
const words = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
