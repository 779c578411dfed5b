// A short hash, for where a collision costs a read and nothing else. The full names would fill the memory.

/** FNV-1a of 32 bits over UTF-16 code units, http://www.isthe.com/chongo/tech/comp/fnv/ */
export function shortHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash | 0;
}
