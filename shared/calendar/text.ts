// The one form that texts have in this product, wherever they come from. It holds what XML 1.0 allows (section 2.2,
// production Char), and its lines end in a line feed. EWS uses XML 1.0, so it cannot store a text with any other
// character, not even escaped.

// In Unicode mode a surrogate pair is one character. A lone surrogate is a character outside of all these ranges.
const UNWRITABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/**
 * Returns the text without the characters that XML 1.0 forbids: C0 controls except tab, line feed and carriage return,
 * U+FFFE, U+FFFF and lone surrogates.
 */
export function withoutUnwritable(text: string): string {
  return text.replace(UNWRITABLE, '');
}

/** Returns the text as it is read, kept and written on every side. */
export function normalText(text: string): string {
  return withoutUnwritable(text).replace(/\r\n?/g, '\n');
}
