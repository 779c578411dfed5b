// A reader of PowerShell as far as our commands use it: its string literals, and what stands around them. After the
// language specification: sections 2.3.5.2 (string literals, with the typographic quotes) and 2.2.3 (comments).

const SINGLE = /['\u2018\u2019\u201A\u201B]/;
const DOUBLE = /["\u201C\u201D\u201E]/;

export interface Shell {
  /** Everything but the contents of single-quoted literals; each of those is an ellipsis. */
  readonly shape: string;
  /** The texts of the single-quoted literals, in order. */
  readonly literals: readonly string[];
}

/** Throws where a literal does not end. */
export function readShell(text: string): Shell {
  const literals: string[] = [];
  let shape = '';
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '#') {
      const end = lineEnd(text, at);
      shape += text.slice(at, end);
      at = end;
    } else if (SINGLE.test(character)) {
      const literal = literalAt(text, at + 1, SINGLE);
      literals.push(literal.value);
      shape += '…';
      at = literal.end;
    } else if (DOUBLE.test(character)) {
      const literal = literalAt(text, at + 1, DOUBLE);
      shape += text.slice(at, literal.end);
      at = literal.end;
    } else {
      shape += character;
      at += 1;
    }
  }
  return { shape, literals };
}

const lineEnd = (text: string, from: number): number => {
  const found = text.slice(from).search(/[\r\n]/);
  return found === -1 ? text.length : from + found;
};

/** Two quotes in a row are one. */
function literalAt(text: string, from: number, quote: RegExp): { readonly value: string; readonly end: number } {
  let value = '';
  for (let at = from; at < text.length; at += 1) {
    if (!quote.test(text.charAt(at))) value += text.charAt(at);
    else if (quote.test(text.charAt(at + 1))) {
      value += text.charAt(at);
      at += 1;
    } else return { value, end: at + 1 };
  }
  throw new Error('a literal does not end');
}
