// The names of the fields of stored settings that a request changed. An audit row tells names, and never a value.

/** Named as a whole: their inner names can be ids that somebody chose. */
const WHOLE: ReadonlySet<string> = new Set(['rules', 'entryTypes', 'calendar']);

/** Fields with content of the application: its inner names could be ids, too. */
const OF_APPLICATION: ReadonlySet<string> = new Set(['connection', 'secrets']);

/** The names of secrets in requests. */
const WRITTEN_AS: Readonly<Record<string, string>> = {
  sealedPassword: 'password',
  sealedSecret: 'secret',
  sealedPrivateKey: 'privateKey',
};

/** Paths such as `signIn.account`, in alphabetical order. A field that is new or gone counts as changed. */
export function changedFields(before: object | undefined, after: object): string[] {
  const [then, now] = [leavesOf(before ?? {}), leavesOf(after)];
  const names = new Set([...then.keys(), ...now.keys()]);
  return [...names].filter((name) => then.get(name) !== now.get(name)).sort();
}

function leavesOf(value: object, path: readonly string[] = []): Map<string, string> {
  const leaves = new Map<string, string>();
  for (const [name, field] of Object.entries(value)) {
    const at = [...path, WRITTEN_AS[name] ?? name];
    const isInner = isObject(field) && !WHOLE.has(name) && !OF_APPLICATION.has(path.join('.'));
    if (!isInner) leaves.set(at.join('.'), JSON.stringify(field));
    else for (const [inner, text] of leavesOf(field, at)) leaves.set(inner, text);
  }
  return leaves;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
