// The answer of a benchmark: one row a figure.

export interface Figure {
  /** Begins with the measure's number: `P1.5000.exchange`. */
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  /** As it stands in the table: `at most 4`, or empty where nothing is promised. */
  readonly target: string;
  readonly met: boolean;
}

type Measured = Pick<Figure, 'id' | 'value' | 'unit'>;

export const atMost = (target: number, { id, value, unit }: Measured): Figure => ({
  id,
  value: rounded(value),
  unit,
  target: `at most ${target}`,
  met: value <= target,
});

export const atLeast = (target: number, { id, value, unit }: Measured): Figure => ({
  id,
  value: rounded(value),
  unit,
  target: `at least ${target}`,
  met: value >= target,
});

/** For the reader's information: nothing is promised of it. */
export const shown = (id: string, value: number, unit: string): Figure => ({
  id,
  value: rounded(value),
  unit,
  target: '',
  met: true,
});

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Of an odd number of values the middle one. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
