// XML Schema's simple types in requests. A value of another form violates the schema.

import type { XmlElement } from '../xml/xml.ts';
import { schemaViolation } from './errors.ts';

const invalid = (name: string, value: string) =>
  schemaViolation(`The '${name}' element is invalid - The value '${value}' is invalid.`);

export function readBoolean(element: XmlElement): boolean {
  const value = element.text.trim();
  if (value === 'true' || value === '1') return true;
  if (value === 'false' || value === '0') return false;
  throw invalid(element.name, value);
}

export function readInteger(
  name: string,
  text: string,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  const value = Number(text.trim());
  if (!/^[+-]?\d+$/.test(text.trim()) || value < min || value > max) throw invalid(name, text);
  return value;
}

/** One of `allowed`. */
export function readChoice<T extends string>(name: string, text: string | undefined, allowed: readonly T[]): T {
  const found = allowed.find((choice) => choice === text?.trim());
  if (found === undefined) throw invalid(name, text ?? '');
  return found;
}

const DATE_TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/;

/** An xs:dateTime: an instant where it has an offset, else a local time. */
export function readDateTime(name: string, text: string): { readonly instant: number } | { readonly local: string } {
  const match = DATE_TIME.exec(text.trim());
  const local = match?.[1];
  if (!local || Number.isNaN(Date.parse(`${local}Z`))) throw invalid(name, text);
  return match[3] === undefined ? { local } : { instant: Date.parse(`${local}${match[3]}`) };
}

/** Refuses children outside `names` or in another order: EWS types are sequences. */
export function expectSequence(element: XmlElement, names: readonly string[]): void {
  let reached = 0;
  for (const { name } of element.children) {
    const at = names.indexOf(name, reached);
    if (at < 0) throw schemaViolation(`The element '${element.name}' has invalid child element '${name}'.`);
    reached = at;
  }
}
