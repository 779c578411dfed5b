// The one gate through which a value gets into PowerShell that somebody will run as an administrator.

/**
 * A value as a literal of PowerShell, in which nothing is expanded (about_Quoting_Rules: single-quoted strings).
 * Typographic quotes end a literal as ' does (the language specification, section 2.3.5.2: single-quote-character), so
 * each is doubled. Characters that no name has are left out: control characters, invisible ones, separators of lines.
 */
export const literal = (value: string): string =>
  `'${value.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '').replaceAll(/['\u2018\u2019\u201A\u201B]/g, '$&$&')}'`;
