// Which characters XML 1.0 can carry. EWS speaks XML 1.0, so a text with any other character cannot be stored there,
// not even escaped (XML 1.0 section 2.2: Char).

// Unicode mode: a surrogate pair is one character, a lone surrogate stands for itself and is outside of every range.
const UNWRITABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const EVERY_UNWRITABLE = new RegExp(UNWRITABLE, 'gu');

/**
 * The index (in UTF-16 code units) of the first character that XML 1.0 cannot carry: C0 controls except tab, line feed
 * and carriage return, U+FFFE, U+FFFF, lone surrogates. `undefined` when all can be written.
 */
export function unwritableCharacter(text: string): number | undefined {
  const index = text.search(UNWRITABLE);
  return index === -1 ? undefined : index;
}

/** The text without the characters that XML 1.0 cannot carry; everything else stays as it is. */
export function withoutUnwritable(text: string): string {
  return text.replace(EVERY_UNWRITABLE, '');
}
