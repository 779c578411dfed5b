// Derives every key from ENCRYPTION_KEY or one of FORMER_ENCRYPTION_KEYS with HKDF-SHA-256 (RFC 5869). A derived key has
// one purpose and one scope, so a value of one purpose, company or link is useless elsewhere. Stored values carry the id
// of their key.
import { hkdfSync } from 'node:crypto';

/** The purposes of keys. A name is part of the derivation: a renamed purpose makes stored values unreadable. */
export type KeyPurpose = 'secrets' | 'entries' | 'fingerprints' | 'losers' | 'consent' | 'tags' | 'marks' | 'webhooks';

/** A key and its id. Stored values carry the id, so that the right key can be found. */
export interface NamedKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** The key in use, then the former keys, newest first. New values are made with the first key and read with all. */
export type KeyRing = readonly [NamedKey, ...NamedKey[]];

const ID_CHARACTERS = 8;

/** Returns the key (32 bytes) for one purpose and one scope, mostly a company and a link. */
export const deriveKey = (master: Uint8Array, purpose: KeyPurpose, scope: readonly string[] = []): Uint8Array =>
  derived(master, [purpose, ...scope]);

/** Returns the ring of ENCRYPTION_KEY (`inUse`) and FORMER_ENCRYPTION_KEYS (`former`, newest first). */
export const keyRing = (inUse: Uint8Array, former: readonly Uint8Array[]): KeyRing => [
  withId(inUse),
  ...former.map(withId),
];

/** Returns the keys of one purpose and scope. Each has the id of the master key that it is derived from. */
export function deriveKeys([inUse, ...former]: KeyRing, purpose: KeyPurpose, scope: readonly string[] = []): KeyRing {
  const derive = ({ id, key }: NamedKey): NamedKey => ({ id, key: deriveKey(key, purpose, scope) });
  return [derive(inUse), ...former.map(derive)];
}

/** The id is derived from the key, so it is the same on every machine and reveals nothing about the key. */
const withId = (key: Uint8Array): NamedKey => ({
  id: Buffer.from(derived(key, ['id']))
    .toString('base64url')
    .slice(0, ID_CHARACTERS),
  key,
});

const derived = (master: Uint8Array, info: readonly string[]): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', master, 'exchange-calendar-sync', JSON.stringify(info), 32));
