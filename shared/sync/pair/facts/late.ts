// The time that a run waits for a write of unknown outcome. docs/sync.md section 5, "Settling an intent".

/** Milliseconds after which such a write has landed or never will: more than the lease and a request's timeout together. */
export const LATE_MS = 7 * 60_000;
/** Milliseconds until a pair that waits for such a write is looked at again. */
export const LOOK_AGAIN_MS = 60_000;
