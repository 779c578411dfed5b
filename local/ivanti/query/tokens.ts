// The words of a `$filter`.
import { refused } from '../http/answer.ts';

export type Token =
  | { readonly kind: 'open' | 'close' }
  | { readonly kind: 'text'; readonly value: string }
  /** A name, an operator, or a literal without quotes. */
  | { readonly kind: 'word'; readonly value: string }
  /** A function with all its arguments. */
  | { readonly kind: 'call' };

const WORD = /[^\s()',]+/y;
const TEXT = /'((?:[^']|'')*)'/y;

/** Throws 400 for a quote or bracket that is left open, and for a literal with a type. */
export function tokensOf(filter: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < filter.length) {
    const character = filter[at] ?? '';
    const text = match(TEXT, filter, at);
    const word = match(WORD, filter, at);
    if (/\s/.test(character)) at += 1;
    else if (character === '(' || character === ')') {
      tokens.push({ kind: character === '(' ? 'open' : 'close' });
      at += 1;
    } else if (text) {
      tokens.push({ kind: 'text', value: (text[1] ?? '').replaceAll("''", "'") });
      at += text[0].length;
    } else if (word) {
      at += word[0].length;
      const next = filter[at];
      // datetime'…', guid'…'
      if (next === "'") throw unreadable();
      const isCall = next === '(' && !isConnective(word[0]);
      if (isCall) at = endOfCall(filter, at);
      tokens.push(isCall ? { kind: 'call' } : { kind: 'word', value: word[0] });
    } else throw unreadable();
  }
  return tokens;
}

export const unreadable = () => refused('Invalid filter.');

const isConnective = (word: string): boolean => /^(and|or|not)$/i.test(word);

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** The place after the bracket that closes the one at `open`. Brackets within quotes are text. */
function endOfCall(filter: string, open: number): number {
  let depth = 0;
  let isQuoted = false;
  for (let at = open; at < filter.length; at += 1) {
    if (filter[at] === "'") isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (filter[at] === '(') depth += 1;
    if (filter[at] === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  throw unreadable();
}
