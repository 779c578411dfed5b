import type { EventField } from './event.ts';

/** Keyed fingerprint of one field's canonical form, per field. */
export type Prints = { readonly [F in EventField]?: string };
