// If-Match and If-None-Match (RFC 9110 section 13.1): what exists is only changed by those who say which version they
// saw, so that nobody overwrites what somebody else just saved.
import type { ProblemCode } from '../../shared/problems.ts';
import type { Decision } from '../../shared/state/decision.ts';
import type { Resource } from '../../shared/state/directory.ts';
import type { Refusal, Reply } from './answer.ts';

export type Precondition =
  | { readonly kind: 'none' }
  /** If-None-Match: * */
  | { readonly kind: 'absent' }
  /** If-Match: * */
  | { readonly kind: 'any' }
  | { readonly kind: 'version'; readonly version: string };

/** Our ETags are strong; the stored version is wrapped, because it may hold characters that an ETag may not. */
export const etagOf = (version: string): string => `"${Buffer.from(version).toString('base64url')}"`;

/** A header that is no ETag of ours names a version that nothing has. */
export function preconditionOf(header: (name: string) => string | null): Precondition {
  const match = header('if-match')?.trim();
  const absent = header('if-none-match')?.trim() === '*';
  // Both have to hold (section 13.2.2): something stands there, and nothing does.
  if (match !== undefined && absent) return { kind: 'version', version: '' };
  if (match === '*') return { kind: 'any' };
  if (match !== undefined) {
    const quoted = /^"([\w-]*)"$/.exec(match)?.[1] ?? '';
    return { kind: 'version', version: Buffer.from(quoted, 'base64url').toString() };
  }
  return absent ? { kind: 'absent' } : { kind: 'none' };
}

/** What a write may go on with: `version` undefined inserts. `stored` is the version that stands there now. */
export function admit(
  precondition: Precondition,
  stored: string | undefined,
): { readonly ok: true; readonly version: string | undefined } | { readonly ok: false; readonly problem: ProblemCode } {
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

/** GET of a resource: its view with its ETag. */
export async function getResource<T>(resource: Resource<T>, view: (value: T) => object): Promise<Reply> {
  const stored = await resource.get();
  if (!stored) return { problem: 'not-found' };
  return { status: 200, body: view(stored.value), etag: etagOf(stored.etag) };
}

/** PUT of a resource: 201 when it is new, 200 when it was changed. */
export async function putResource<T>(
  resource: Resource<T>,
  precondition: Precondition,
  change: {
    readonly value: (stored: T | undefined) => { readonly value: T } | Refusal;
    readonly view: (value: T) => object;
    /** What goes on record with it; undefined when nothing was changed. */
    readonly decision?: (stored: T | undefined, value: T) => Decision | undefined;
  },
): Promise<Reply> {
  const stored = await resource.get();
  const admitted = admit(precondition, stored?.etag);
  if (!admitted.ok) return { problem: admitted.problem };
  const changed = change.value(stored?.value);
  if ('problem' in changed) return changed;
  const decision = change.decision?.(stored?.value, changed.value);
  const written = await resource.put(changed.value, admitted.version, decision);
  if (!written.ok) return { problem: 'version-stale' };
  return { status: stored ? 200 : 201, body: change.view(changed.value), etag: etagOf(written.etag) };
}
