// The sentences of a file: those of its comments, or for Markdown those of its text.
import { commentsOf, lineAt, type SourceFile } from './sourceFile.ts';

export interface Sentence {
  /** 1 for the first line. */
  readonly line: number;
  /** With code and addresses replaced by one word each. */
  readonly text: string;
}

interface Line {
  readonly line: number;
  readonly text: string;
}

/** Every sentence with the line where it begins. A heading, a cell of a table and an item of a list end a sentence. */
export const sentencesOf = (file: SourceFile): Sentence[] => paragraphsOf(file).flatMap(sentencesIn);

/** The lines of text, a comment or a paragraph each. */
function paragraphsOf(file: SourceFile): Line[][] {
  if (file.tree) return commentLines(file).flatMap(split);
  return file.path.endsWith('.md') ? split(markdownLines(file.text)) : [];
}

/** The lines of each comment; line comments that follow each other are one. */
function commentLines(file: SourceFile): Line[][] {
  const comments: { readonly lines: Line[]; end: number }[] = [];
  for (const { at, text } of commentsOf(file).toSorted((a, b) => a.at - b.at)) {
    const first = lineAt(file, at);
    const lines = text.split('\n').map((each, index) => ({ line: first + index, text: withoutMarks(each) }));
    const before = comments.at(-1);
    const follows = before && text.startsWith('//') && /^[ \t]*\n[ \t]*$/.test(file.text.slice(before.end, at));
    if (follows) before.lines.push(...lines);
    else comments.push({ lines, end: 0 });
    const last = comments.at(-1);
    if (last) last.end = at + text.length;
  }
  return comments.map(({ lines }) => lines);
}

const withoutMarks = (line: string): string =>
  line
    .replace(/^\s*(\/\/+|\/\*+|\*+\/|\*)?\s?/, '')
    .replace(/\s*\*\/\s*$/, '')
    .trimEnd();

/** Without code blocks; each cell of a table on its own. */
function markdownLines(text: string): Line[] {
  let inCode = false;
  return text.split('\n').flatMap((each, index): Line[] => {
    const line = index + 1;
    if (each.trim().startsWith('```')) inCode = !inCode;
    if (inCode || each.startsWith('#') || each.trim().startsWith('```')) return [{ line, text: '' }];
    if (!each.trim().startsWith('|')) return [{ line, text: each }];
    return each.split('|').flatMap((cell) => [
      { line, text: cell.trim() },
      { line, text: '' },
    ]);
  });
}

const BEGINS_ANEW = /^\s*([-*>]|\d+\.|@\w+)\s/;

function split(lines: readonly Line[]): Line[][] {
  const paragraphs: Line[][] = [[]];
  for (const each of lines) {
    if (each.text.trim() === '') paragraphs.push([]);
    else if (BEGINS_ANEW.test(each.text)) paragraphs.push([{ ...each, text: each.text.replace(BEGINS_ANEW, '') }]);
    else paragraphs.at(-1)?.push(each);
  }
  return paragraphs.filter((paragraph) => paragraph.length > 0);
}

function sentencesIn(lines: readonly Line[]): Sentence[] {
  const text = lines.map((each) => inWords(each.text)).join('\n');
  const sentences: Sentence[] = [];
  // The next one begins with a capital letter, a digit, a quotation mark or a bracket.
  for (const { 0: sentence, index } of text.matchAll(
    /\S[\s\S]*?(?:[.!?]["')\]]*(?=\s+["'([]?[A-Z0-9])|$(?![\s\S]))/g,
  )) {
    const line = lines[text.slice(0, index).split('\n').length - 1]?.line ?? 1;
    sentences.push({ line, text: sentence.replaceAll(/\s+/g, ' ').trim() });
  }
  return sentences;
}

/** Code, links and addresses count as a word each. */
const inWords = (line: string): string =>
  line
    .replaceAll(/`[^`]*`/g, 'Code')
    .replaceAll(/\]\([^)]*\)/g, ']')
    .replaceAll(/https?:\/\/\S+[\w/]/g, 'Address')
    .trim();
