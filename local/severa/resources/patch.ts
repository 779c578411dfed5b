// JSON Patch as Severa takes it: Replace only.
import { badField, objectIn, Refusal } from '../http/answer.ts';
import type { SeveraBehaviour } from '../http/behaviour.ts';
import type { Fields } from '../records/fields.ts';

/** The fields that the operations replace. Throws 400 for any other operation. */
export function patchedFields(body: unknown, behaviour: SeveraBehaviour): Fields {
  if (!Array.isArray(body)) throw badField('body');
  const fields = new Map<string, unknown>();
  for (const operation of body) {
    const { op, path, value = null } = objectIn(operation, 'body');
    const isReplace = op === 'Replace' || (!behaviour.strictOpCase && `${op}`.toLowerCase() === 'replace');
    if (!isReplace) throw new Refusal(400, 'InvalidOperation', { type: 'RequestBody', name: 'op' });
    if (behaviour.stringValuesOnly && value !== null && typeof value !== 'string') throw badField('value');
    const [outer = '', inner] = `${path}`.split('/').slice(1);
    if (outer === '') throw badField('path');
    const object = outer === 'recurrence' && typeof value === 'string' ? objectOf(value) : value;
    fields.set(outer, inner === undefined ? object : { [inner]: value });
  }
  return Object.fromEntries(fields);
}

/** An object that was sent as text. */
function objectOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badField('value');
  }
}
