// The words of a plain text put into an HTML body: only words that have changed are written, and all tags stay. Each
// result is proven before it is given: its words are those of the HTML with the changes, and no others.
import { withoutUnwritable } from '../../calendar/text.ts';
import { type Body, bodyOf } from './body.ts';
import { type BodyEdits, changeBlank, changeWords } from './changeWords.ts';
import { applied, type Edit } from './edits.ts';
import { encodeText } from './encodeText.ts';
import { type RenderedHtml, renderHtml } from './renderHtml.ts';
import { type Change, isBlank, isMark, wordsOf } from './words.ts';

/** The longest HTML and the longest text that are looked through, in characters. */
export const HTML_MAX = 1_000_000;
export const TEXT_MAX = 200_000;

/** `from`: the text that the server shows for the HTML. `to`: the text that it shall show. */
export interface TextChange {
  readonly from: string;
  readonly to: string;
}

/**
 * Returns the HTML with the words of the new text. Undefined where a change cannot be placed without harm to what stands
 * around it, and where no text is left. The work is linear in the size of the input.
 */
export function keepFormat(html: string, change: TextChange): string | undefined {
  if (html.length > HTML_MAX || Math.max(change.from.length, change.to.length) > TEXT_MAX) return undefined;
  const [from, to] = [plainOf(change.from), plainOf(change.to)];
  if (to === '') return undefined;
  const rendered = renderHtml(html);
  if (rendered.text.length > TEXT_MAX) return undefined;
  const found = bodyOf(rendered, { from, to });
  if (!found) return undefined;
  if (from === '') return append(html, rendered, to);
  const edits = [...editsOf(found.body, found.changes)];
  const htmlEdits: Edit[] = [];
  const textEdits: Edit[] = [];
  for (const edit of edits) {
    if (!edit) return undefined;
    htmlEdits.push(...edit.html);
    textEdits.push(...edit.text);
  }
  return proven(applied(html, htmlEdits), applied(rendered.text, textEdits));
}

/** The edits of changed words, and of white space between the others, in order. */
function* editsOf(body: Body, changes: readonly Change[]): Generator<BodyEdits | undefined> {
  let [at, newAt] = [0, 0];
  const end = {
    from: body.before.length,
    to: body.before.length,
    newFrom: body.after.length,
    newTo: body.after.length,
  };
  for (const change of [...changes, end]) {
    for (; at < change.from; at += 1, newAt += 1) {
      const blank = body.after[newAt];
      if (blank && blank.text !== body.before[at]?.text) yield changeBlank(body, at, blank);
    }
    if (change !== end) yield changeWords(body, change);
    at = change.to;
    newAt = change.newTo;
  }
}

function proven(html: string | undefined, expected: string | undefined): string | undefined {
  if (html === undefined || expected === undefined) return undefined;
  return folded(renderHtml(html).text) === folded(expected) ? html : undefined;
}

/** A body without text, for example a picture: the text gets a paragraph of its own below it. */
function append(html: string, { end, text }: RenderedHtml, to: string): string | undefined {
  if (wordsOf(text).some((word) => !isBlank(word) && !isMark(word))) return undefined;
  const written = applied(html, [{ start: end, end, text: `<div>${encodeText(to, true)}</div>` }]);
  return proven(written, `${text}\n${to}`);
}

const plainOf = (text: string): string => withoutUnwritable(text).replaceAll(/\r\n?/g, '\n').trim();

/** As HTML shows it: a run of white space is a blank or the end of a line. */
const folded = (text: string): string => text.replaceAll(/\s+/g, (blank) => (blank.includes('\n') ? '\n' : ' ')).trim();
