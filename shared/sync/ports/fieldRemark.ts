// A field of a pair that is not in step though the pair takes part, and why. The other fields go across.
import type { EventField, Instant } from '../../calendar/event.ts';
import type { Side } from './remote.ts';

/**
 * `unreadable`: the value of `side` is none that we know. `notHeld`: `side` does not take the other side's value.
 * `unrecordable`: the value of `side` would be lost, and no row can hold it. `print`: of the other side's value that
 * waits. With another value it is tried again.
 */
export type FieldRemark =
  | { readonly side: Side; readonly field: EventField; readonly why: 'unreadable' }
  | {
      readonly side: Side;
      readonly field: EventField;
      readonly why: 'notHeld' | 'unrecordable';
      readonly print: string;
    }
  /** `print`: of the value as it was sent. `side` answered the write with another one. */
  | {
      readonly side: Side;
      readonly field: EventField;
      readonly why: 'storedOtherwise';
      readonly print: string;
      readonly at: Instant;
    };
