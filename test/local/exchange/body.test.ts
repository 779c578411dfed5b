import { describe, expect, it } from 'vitest';
import { writeBody } from '../../../local/exchange/item/body.ts';
import { readXml, TYPES } from '../../../local/exchange/xml/xml.ts';

const asText = (html: string) =>
  readXml(writeBody('Body', { type: 'HTML', text: html }, 'Text').replace(' ', ` xmlns:t="${TYPES}" `)).text;

describe('writeBody', () => {
  it.each([
    { what: 'paragraphs apart', html: '<p>one</p>\r\n<p>two</p>', text: 'one\r\n\r\ntwo\r\n' },
    {
      what: "Outlook's paragraphs as lines",
      html: '<p class="MsoNormal">one</p> <p class="MsoNormal">two</p>',
      text: 'one\r\ntwo\r\n',
    },
    {
      what: 'breaks and blocks as lines',
      html: '<div>one<br>two</div>\n<div>three</div>',
      text: 'one\r\ntwo\r\nthree\r\n',
    },
    {
      what: 'an address after its link, unless it is the same',
      html: 'see <a href="https://a.example/">this</a> or <a href="https://b.example/">https://b.example/</a>',
      text: 'see this<https://a.example/> or https://b.example/\r\n',
    },
    {
      what: 'entities as characters',
      html: 'R&amp;D &#8364; &#x1F600; &lt;x&gt; &unknown;',
      text: 'R&D € 😀 <x> &unknown;\r\n',
    },
    {
      what: 'no style, script or comment',
      html: '<style>p{}</style><!-- x --><script>1</script>left',
      text: 'left\r\n',
    },
    { what: 'points of a list', html: '<ul><li>one</li><li>two</li></ul>', text: '  *   one\r\n  *   two\r\n' },
    { what: 'words apart that only tags part', html: 'one <b>two</b> three', text: 'one two three\r\n' },
    { what: 'nothing of an empty body', html: '<p></p>', text: '' },
  ])('leaves $what', ({ html, text }) => {
    expect(asText(html)).toBe(text);
  });

  it('gives plain text as it was written', () => {
    expect(writeBody('Body', { type: 'Text', text: ' a\n<b>' }, 'Text')).toContain('> a\n&lt;b&gt;</t:Body>');
  });
});
