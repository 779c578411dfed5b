// One way to change a stored value. A change names the version that its author saw. So nobody overwrites a value that
// somebody else has just saved (RFC 9110 section 13.1).
import type { ProblemCode } from '../problems.ts';
import type { Decision } from '../state/decision.ts';
import type { Resource } from '../state/directory.ts';
import { type Refusal, refused } from './refusal.ts';

export type Precondition =
  /** Only where nothing is stored: a change without a version. */
  | { readonly kind: 'none' }
  /** Nothing is stored. */
  | { readonly kind: 'absent' }
  /** Something is stored, in whatever version. */
  | { readonly kind: 'any' }
  | { readonly kind: 'version'; readonly version: string };

export type Admission =
  /** `version` undefined inserts. */
  { readonly ok: true; readonly version: string | undefined } | { readonly ok: false; readonly problem: ProblemCode };

/** Admits a write or refuses it. `stored` is the version that is stored now, undefined where nothing is. */
export function admit(precondition: Precondition, stored: string | undefined): Admission {
  const refuse = (problem: ProblemCode) => ({ ok: false, problem }) as const;
  switch (precondition.kind) {
    case 'none':
      return stored === undefined ? { ok: true, version: undefined } : refuse('version-required');
    case 'absent':
      return stored === undefined ? { ok: true, version: undefined } : refuse('already-exists');
    case 'any':
      return stored === undefined ? refuse('version-stale') : { ok: true, version: stored };
    case 'version':
      return stored === precondition.version ? { ok: true, version: stored } : refuse('version-stale');
  }
}

export interface Change<T> {
  /** The new value; it may need the stored one. */
  readonly value: (stored: T | undefined) => { readonly value: T } | Refusal;
  /** The decision that goes on record; undefined where nothing was changed. */
  readonly decision?: (stored: T | undefined, value: T) => Decision | undefined;
}

export interface Saved<T> {
  readonly value: T;
  readonly version: string;
  /** Nothing was stored before. */
  readonly isNew: boolean;
}

export async function saveResource<T>(
  resource: Resource<T>,
  precondition: Precondition,
  change: Change<T>,
): Promise<Saved<T> | Refusal> {
  const stored = await resource.get();
  const admitted = admit(precondition, stored?.etag);
  if (!admitted.ok) return refused(admitted.problem);
  const changed = change.value(stored?.value);
  if ('problem' in changed) return changed;
  const decision = change.decision?.(stored?.value, changed.value);
  const written = await resource.put(changed.value, admitted.version, decision);
  if (!written.ok) return refused('version-stale');
  return { value: changed.value, version: written.etag, isNew: stored === undefined };
}
