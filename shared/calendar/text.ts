// The characters that XML 1.0 allows (XML 1.0 section 2.2, production Char). EWS uses XML 1.0, so it cannot store a
// text with any other character, not even escaped.

// In Unicode mode a surrogate pair is one character. A lone surrogate is a character outside of all these ranges.
const UNWRITABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const EVERY_UNWRITABLE = new RegExp(UNWRITABLE, 'gu');

/**
 * Returns the index (in UTF-16 code units) of the first character that XML 1.0 forbids. These are C0 controls
 * except tab, line feed and carriage return, U+FFFE, U+FFFF and lone surrogates. Returns undefined where XML 1.0 allows
 * all characters.
 */
export function unwritableCharacter(text: string): number | undefined {
  const index = text.search(UNWRITABLE);
  return index === -1 ? undefined : index;
}

/** Returns the text without the characters that XML 1.0 forbids. */
export function withoutUnwritable(text: string): string {
  return text.replace(EVERY_UNWRITABLE, '');
}
