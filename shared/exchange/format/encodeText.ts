// New text of a body as HTML: escaped, a line break as `<br>`, blanks that HTML would fold as no-break spaces.
import { htmlText } from '../../calendar/htmlText.ts';

/** `text` has no character that XML forbids. `beginsLine`: the text stands at the beginning of a line, where HTML does not show blanks. */
export function encodeText(text: string, beginsLine: boolean): string {
  const lines = text.split('\n');
  return lines.map((line, at) => encodeLine(line, beginsLine || at > 0)).join('<br>');
}

function encodeLine(line: string, beginsLine: boolean): string {
  const escaped = htmlText(line.replaceAll('\t', ' '));
  return escaped.replaceAll(/ {2,}|^ /g, (blanks, at: number) => {
    if (at === 0 && beginsLine) return '&nbsp;'.repeat(blanks.length);
    return ` ${'&nbsp;'.repeat(blanks.length - 1)}`;
  });
}
