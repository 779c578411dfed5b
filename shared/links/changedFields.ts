// Which fields of stored settings a request changed, by their names and without a value: what an audit row tells.

/** Filled in by people as a whole: their inner names could be ids that somebody chose. */
const WHOLE: ReadonlySet<string> = new Set(['rules', 'entryTypes', 'calendar']);

/** How secrets are named where people write them. */
const WRITTEN_AS: Readonly<Record<string, string>> = {
  sealedPassword: 'password',
  sealedSecret: 'secret',
  sealedPrivateKey: 'privateKey',
};

/** Paths such as `signIn.account`, in alphabetical order; a field that is new or gone has changed, too. */
export function changedFields(before: object | undefined, after: object): string[] {
  const [then, now] = [leavesOf(before ?? {}), leavesOf(after)];
  const names = new Set([...then.keys(), ...now.keys()]);
  return [...names].filter((name) => then.get(name) !== now.get(name)).sort();
}

function leavesOf(value: object, path: readonly string[] = []): Map<string, string> {
  const leaves = new Map<string, string>();
  for (const [name, field] of Object.entries(value)) {
    const at = [...path, WRITTEN_AS[name] ?? name];
    const isInner = typeof field === 'object' && field !== null && !Array.isArray(field) && !WHOLE.has(name);
    if (!isInner) leaves.set(at.join('.'), JSON.stringify(field));
    else for (const [inner, text] of leavesOf(field, at)) leaves.set(inner, text);
  }
  return leaves;
}
