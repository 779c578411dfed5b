// A request as the routes read it.
import type { Asked } from './answer.ts';

interface Raw extends Pick<Asked, 'method' | 'text' | 'headers'> {
  readonly url: URL;
}

/** Undefined for an address that cannot be decoded. */
export function askedOf({ method, url, text, headers }: Raw): Asked | undefined {
  try {
    const segments = url.pathname.slice(1).split('/').map(decodeURIComponent);
    const isHeat = segments[0]?.toLowerCase() === 'heat';
    return { method, path: isHeat ? segments.slice(1) : segments, isHeat, query: url.searchParams, text, headers };
  } catch {
    // A percent sign that begins no character.
    return undefined;
  }
}
