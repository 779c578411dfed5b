// Every key is derived from ENCRYPTION_KEY, or from one that was it before, for one purpose (HKDF-SHA-256, RFC 5869), so
// that a value made for one purpose, company or link means nothing under another. What is made names its key by its id.
import { hkdfSync } from 'node:crypto';

/** What a key is for. The names are part of the derivation: renaming one makes what it protects unreadable. */
export type KeyPurpose = 'secrets' | 'fingerprints' | 'losers' | 'consent';

/** A key with the id by which what was made with it names it. */
export interface NamedKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** The key in use first, then the former ones, the newest first: what is made is made with the first, and read with all. */
export type KeyRing = readonly [NamedKey, ...NamedKey[]];

const ID_CHARACTERS = 8;

/** `scope`, mostly company and link, makes the key theirs alone. Returns 32 bytes. */
export const deriveKey = (master: Uint8Array, purpose: KeyPurpose, scope: readonly string[] = []): Uint8Array =>
  derived(master, [purpose, ...scope]);

/** The setting ENCRYPTION_KEY and those that were it before. */
export const keyRing = (inUse: Uint8Array, former: readonly Uint8Array[]): KeyRing => [
  named(inUse),
  ...former.map(named),
];

/** The keys of one purpose and scope, under the ids of those that they come from. */
export function deriveKeys([inUse, ...former]: KeyRing, purpose: KeyPurpose, scope: readonly string[] = []): KeyRing {
  const derive = ({ id, key }: NamedKey): NamedKey => ({ id, key: deriveKey(key, purpose, scope) });
  return [derive(inUse), ...former.map(derive)];
}

/** The id is derived as the keys are: it tells nothing of them, and is the same wherever the key is. */
const named = (key: Uint8Array): NamedKey => ({
  id: Buffer.from(derived(key, ['id']))
    .toString('base64url')
    .slice(0, ID_CHARACTERS),
  key,
});

const derived = (master: Uint8Array, info: readonly string[]): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', master, 'exchange-calendar-sync', JSON.stringify(info), 32));
