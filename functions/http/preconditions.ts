// If-Match and If-None-Match (RFC 9110 section 13.1), and answers with an ETag.
import type { Precondition, Saved } from '../../shared/links/saveResource.ts';
import type { Versioned } from '../../shared/links/settings.ts';
import type { Refusal, Reply } from './answer.ts';

/** Our ETags are strong; the stored version is wrapped, because it may hold characters that an ETag may not. */
export const etagOf = (version: string): string => `"${Buffer.from(version).toString('base64url')}"`;

/** A header that is no ETag of ours names a version that nothing has. `If-None-Match: *` is `absent`. */
export function preconditionOf(header: (name: string) => string | null): Precondition {
  const match = header('if-match')?.trim();
  const absent = header('if-none-match')?.trim() === '*';
  // Both conditions have to hold (section 13.2.2), and they exclude each other.
  if (match !== undefined && absent) return { kind: 'version', version: '' };
  if (match === '*') return { kind: 'any' };
  if (match !== undefined) {
    const quoted = /^"([\w-]*)"$/.exec(match)?.[1] ?? '';
    return { kind: 'version', version: Buffer.from(quoted, 'base64url').toString() };
  }
  return absent ? { kind: 'absent' } : { kind: 'none' };
}

/** 200 with the view of the stored value, and its ETag. */
export function storedReply<T>(stored: Versioned<T> | Refusal, view: (value: T) => object): Reply {
  if ('problem' in stored) return stored;
  return { status: 200, body: view(stored.value), etag: etagOf(stored.etag) };
}

/** 201 when it is new, 200 when it was changed. */
export function savedReply<T>(saved: Saved<T> | Refusal, view: (value: T) => object): Reply {
  if ('problem' in saved) return saved;
  return { status: saved.isNew ? 201 : 200, body: view(saved.value), etag: etagOf(saved.version) };
}
