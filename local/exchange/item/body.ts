// Bodies: one text in the format in which it was written, converted when it is asked for in the other one.
import { attributes, escapeXml } from '../soap/write.ts';
import type { Body } from './item.ts';

export type BodyTypeAsked = 'Best' | 'HTML' | 'Text';

/** The element `name` for a body; an item without one shows an empty text. */
export function writeBody(name: string, body: Body | undefined, asked: BodyTypeAsked): string {
  const stored = body ?? { type: 'Text', text: '' };
  const type = asked === 'Best' ? stored.type : asked;
  const text = type === stored.type ? stored.text : type === 'HTML' ? htmlOf(stored.text) : textOf(stored.text);
  return `<t:${name}${attributes({ BodyType: type })}>${escapeXml(text)}</t:${name}>`;
}

/** Plain text in the frame that Exchange puts around it. */
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

/** The words of an HTML body, a line per paragraph, row or break. */
function textOf(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->|<(head|style|script)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/\s*\r?\n\s*/g, ' ')
    .replace(/<br\s*\/?>\s*|<\/(p|div|tr|li|h[1-6])>\s*/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#x?[0-9a-f]+|\w+);/gi, (entity, name: string) => characterOf(name) ?? entity)
    .trim();
}

function characterOf(entity: string): string | undefined {
  if (!entity.startsWith('#')) return ENTITIES[entity.toLowerCase()];
  const code = /^#x/i.test(entity) ? Number.parseInt(entity.slice(2), 16) : Number.parseInt(entity.slice(1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
