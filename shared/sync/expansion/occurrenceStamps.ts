// The stamp of an entry whose occurrences stand for themselves: the rev of the last update of each occurrence that we
// wrote. With one rev for all, the update of one occurrence could hide that the update of another, whose answer was
// lost, had landed. Pure.

/** The number of revs kept: more occurrences than a person edits while an answer is lost. */
const KEPT = 200;

/** The rev of the last update of the occurrence with this key. */
export const stampOf = (stamps: string | undefined, key: string): string | undefined =>
  pairsIn(stamps).find(([each]) => each === key)?.[1];

/** The stamp with the revs of these occurrences. */
export function stamped(stamps: string | undefined, revs: ReadonlyMap<string, string>): string {
  const kept = pairsIn(stamps).filter(([key]) => !revs.has(key));
  return [...revs, ...kept]
    .slice(0, KEPT)
    .map(([key, rev]) => `${key}=${rev}`)
    .join(' ');
}

/** Newest first. A text that is no such list is the stamp of the whole entry. */
function pairsIn(stamps: string | undefined): [string, string][] {
  return (stamps ?? '').split(' ').flatMap((each): [string, string][] => {
    const at = each.indexOf('=');
    return at < 0 ? [] : [[each.slice(0, at), each.slice(at + 1)]];
  });
}
