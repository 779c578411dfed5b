// Reads the body of a request, and stops where it grows too long. Azure lets through 100 MB.
import type { HttpRequest } from '@azure/functions';

/** The longest UTF-8 form of a UTF-16 character. */
const BYTES_PER_CHARACTER = 3;

/** Undefined for a body of more than `charactersMax`. No more than three bytes for each of them are read. */
export async function readText(request: HttpRequest, charactersMax: number): Promise<string | undefined> {
  if (!request.body) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of chunksOf(request.body)) {
    bytes += chunk.length;
    if (bytes > charactersMax * BYTES_PER_CHARACTER) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  text += decoder.decode();
  return text.length > charactersMax ? undefined : text;
}

async function* chunksOf(body: NonNullable<HttpRequest['body']>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
