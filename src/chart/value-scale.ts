/** Evenly spaced labels of values, the lowest and the highest among them. */
export interface ValueScale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** Steps that people count in. */
const ROUND_STEPS = [1, 2, 5, 10] as const;

/** A scale begins at 0 unless all values lie so near to each other: then the rise would be too flat to be seen. */
const NARROW_SHARE = 0.3;

/** A scale of at most `most` steps that holds all values; of 0 to 1 where there are none. */
export function valueScale(values: readonly number[], most: number): ValueScale {
  const highest = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const lowest = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  if (!(highest >= lowest)) return { min: 0, max: 1, step: 1 };
  const isNarrow = highest - lowest < NARROW_SHARE * Math.max(Math.abs(highest), Math.abs(lowest));
  const low = isNarrow && highest > lowest ? lowest : Math.min(0, lowest);
  const high = isNarrow && highest > lowest ? highest : Math.max(0, highest);
  if (high === low) return { min: 0, max: 1, step: 1 };
  const magnitude = 10 ** Math.floor(Math.log10((high - low) / most));
  for (const round of [...ROUND_STEPS, 20, 50]) {
    const step = round * magnitude;
    // Whole numbers of steps: multiples of a tenth are not exact.
    const from = Math.floor(low / step + ROUNDING);
    const to = Math.ceil(high / step - ROUNDING);
    if (to - from <= most) return { min: from * step, max: to * step, step };
  }
  return { min: low, max: high, step: high - low };
}

const ROUNDING = 1e-9;
