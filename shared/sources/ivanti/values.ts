// Values of a record as Ivanti writes them. A date without a value, a flag without one and an empty text have two forms each.
import { Parser } from 'htmlparser2';
import type { Instant } from '../../calendar/event.ts';
import { htmlText } from '../../calendar/htmlText.ts';
import { normalText } from '../../calendar/text.ts';
import type { Row } from './answers.ts';

export const textIn = (row: Row, name: string | undefined): string => {
  const value = name === undefined ? undefined : row[name];
  return typeof value === 'string' ? value : '';
};

/** Some flags are texts. */
export const flagIn = (row: Row, name: string | undefined): boolean =>
  name !== undefined && `${row[name]}`.toLowerCase() === 'true';

/** Undefined for none: `null`, and the first day of the year 1. */
export function instantIn(row: Row, name: string): Instant | undefined {
  const value = row[name];
  if (typeof value !== 'string' || value.startsWith('0001-01-01')) return undefined;
  const instant = Date.parse(value);
  return Number.isNaN(instant) ? undefined : instant;
}

const TAG = /<\/?[a-z][^>]*>/i;
const BLOCKS: ReadonlySet<string> = new Set(['p', 'div', 'li', 'tr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const UNSEEN: ReadonlySet<string> = new Set(['script', 'style', 'head', 'title']);

/** The words of a rich text, which Ivanti renders anew. A text without a tag is its own words. */
export function wordsOf(rich: string): string {
  if (!TAG.test(rich)) return normalText(rich);
  const words: string[] = [];
  let isLineEnd = true;
  let hidden = 0;
  let isNewBlock = false;
  const add = (text: string): void => {
    if (isNewBlock && !isLineEnd) words.push('\n');
    isNewBlock = false;
    if (text === '') return;
    words.push(text);
    isLineEnd = text.endsWith('\n');
  };
  const parser = new Parser({
    onopentagname(name) {
      if (UNSEEN.has(name)) hidden += 1;
      if (name === 'br') add('\n');
      if (BLOCKS.has(name)) isNewBlock = true;
    },
    onclosetag(name) {
      if (UNSEEN.has(name)) hidden -= 1;
      if (BLOCKS.has(name)) isNewBlock = true;
    },
    ontext(text) {
      if (hidden === 0) add(text);
    },
  });
  parser.end(rich);
  return normalText(words.join(''));
}

/** Words as rich text. The gate of HTML escapes them. */
export const richOf = (words: string): string => htmlText(words).replaceAll('\n', '<br>');
