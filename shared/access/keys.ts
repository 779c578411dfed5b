// Every key is derived from the one ENCRYPTION_KEY for one purpose (HKDF-SHA-256, RFC 5869), so that a value made for
// one purpose, company or link means nothing under another.
import { hkdfSync } from 'node:crypto';

/** What a key is for. The names are part of the derivation: renaming one makes what it protects unreadable. */
export type KeyPurpose = 'secrets' | 'fingerprints' | 'losers' | 'consent';

/** `scope`, mostly company and link, makes the key theirs alone. Returns 32 bytes. */
export function deriveKey(master: Uint8Array, purpose: KeyPurpose, scope: readonly string[] = []): Uint8Array {
  const info = JSON.stringify([purpose, ...scope]);
  return new Uint8Array(hkdfSync('sha256', master, 'exchange-calendar-sync', info, 32));
}
