// Repairs of the library's types, which admit less than its code takes. Each one ends with the `@ts-expect-error` in
// types.test.ts.
import type { Weekday } from '../../../calendar/event.ts';

/** Setters and parameters take null and mean something by it; the types do not admit null. */
export const NULL = null as unknown as never;

/** Constructs a recurrence pattern. The types declare these constructors without their parameters. */
export const construct = <T>(pattern: new () => T, ...parameters: readonly unknown[]): T =>
  new (pattern as new (...each: readonly unknown[]) => T)(...parameters);

/** The values of DayOfWeek, which the library exports as a type only. */
export const DAY_OF_WEEK: Readonly<Record<Weekday, number>> = { su: 0, mo: 1, tu: 2, we: 3, th: 4, fr: 5, sa: 6 };
