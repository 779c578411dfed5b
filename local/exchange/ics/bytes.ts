// The text of a .ics file. Lines are folded by bytes (RFC 5545 section 3.1), which can cut a character in two, so they
// are joined again before the bytes are read as text.

/** Reads UTF-8, UTF-16 with a byte order mark, and what is neither as Windows-1252. */
export function decodeIcs(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const unfolded = Buffer.from(
    Buffer.from(bytes)
      .toString('latin1')
      .replaceAll(/\r?\n[ \t]/g, ''),
    'latin1',
  );
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(unfolded);
  } catch {
    return new TextDecoder('windows-1252').decode(unfolded);
  }
}
