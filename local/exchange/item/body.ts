// Bodies: one text in its original format, converted when the other format is asked for.

import type { Body } from '../store/item.ts';
import { attributes, escapeXml } from '../xml/write.ts';

export type BodyTypeAsked = 'Best' | 'HTML' | 'Text';

/** The element `name` for a body. An item without a body shows an empty text. */
export function writeBody(name: string, body: Body | undefined, asked: BodyTypeAsked): string {
  const type = asked === 'Best' ? (body?.type ?? 'Text') : asked;
  return `<t:${name}${attributes({ BodyType: type })}>${escapeXml(bodyAs(body, type))}</t:${name}>`;
}

/** The text of a body in one of the formats. */
export function bodyAs(body: Body | undefined, type: Body['type']): string {
  const stored = body ?? { type: 'Text', text: '' };
  if (type === stored.type) return stored.text;
  return type === 'HTML' ? htmlOf(stored.text) : textOf(stored.text);
}

/** Plain text in the HTML frame that Exchange adds. */
function htmlOf(text: string): string {
  const lines = escapeXml(text).replaceAll('&#xD;', '').split('\n').join('<br>\r\n');
  return (
    '<html><head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\r\n' +
    '<meta name="Generator" content="Microsoft Exchange Server">\r\n<!-- converted from text -->\r\n' +
    '<style><!-- .EmailQuote { margin-left: 1pt; padding-left: 4pt; border-left: #800000 2px solid; } --></style></head>\r\n' +
    `<body>\r\n<font size="2"><span style="font-size:11pt;"><div class="PlainText">${lines}</div></span></font>\r\n</body>\r\n</html>\r\n`
  );
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/**
 * Converts an HTML body to text as Exchange does. Paragraphs are separated by an empty line, except Outlook's own
 * (MsoNormal). A link's address follows its text. All lines end with CRLF, the last one too.
 */
function textOf(html: string): string {
  const text = html
    .replace(/<!--[\s\S]*?-->|<(head|style|script)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/[ \t\r\n]+/g, ' ')
    .replace(/<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)<\/a>/gi, (_, address: string, words: string) =>
      words === address ? words : `${words}&lt;${address}&gt;`,
    )
    .replace(/ ?<p\b[^>]*\bMsoNormal\b[^>]*>(.*?)<\/p> ?/gi, '$1<br>')
    .replace(/ ?<\/(p|h[1-6])> ?/gi, '\n\n')
    .replace(/ ?<img\b([^>]*)> ?/gi, (_, more: string) => shownPicture(more))
    .replace(/<\/t([dh])>\s*<t[dh]\b/gi, '</t$1>\t<td')
    .replace(/ ?<hr\b[^>]*> ?/gi, `\n${'_'.repeat(32)}\n`)
    .replace(/ ?<li\b[^>]*> ?/gi, '\n  *   ')
    .replace(/ ?<br\s*\/?> ?| ?<\/(div|tr|ul|ol)> ?/gi, '\n')
    .replace(/ ?<[^>]*>/g, (tag) => (tag.startsWith(' ') ? ' ' : ''))
    .replace(/\n{3,}/g, '\n\n')
    .replace(/&(#x?[0-9a-f]+|\w+);/gi, (entity, name: string) => characterOf(name) ?? entity)
    .replace(/^ *\n+|^ (?! )|[ \n]+$/g, '');
  return text === '' ? '' : `${text}\n`.replaceAll('\n', '\r\n');
}

/** The alternative text of a picture, or its address. */
function shownPicture(attributesOfTag: string): string {
  const shown = /\balt="([^"]+)"/i.exec(attributesOfTag) ?? /\bsrc="([^"]+)"/i.exec(attributesOfTag);
  return shown?.[1] === undefined ? '' : `[${shown[1]}]`;
}

function characterOf(entity: string): string | undefined {
  if (!entity.startsWith('#')) return ENTITIES[entity.toLowerCase()];
  const code = /^#x/i.test(entity) ? Number.parseInt(entity.slice(2), 16) : Number.parseInt(entity.slice(1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
