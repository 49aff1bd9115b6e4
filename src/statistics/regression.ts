import { dot } from './summaries.ts';

/** What is left of a column after its projections: below this share of its length it is rounding. */
const RANK_TOLERANCE = 1e-9;

/**
 * Columns to be held constant, as an orthonormal basis (modified Gram-Schmidt). Columns that add nothing to those before
 * them are dropped. Other columns of the same length can take their place, and their memory.
 */
export class Controls {
  readonly #axes: Float64Array[] = [];
  #held = 0;

  constructor(columns: readonly Float64Array[] = []) {
    this.hold(columns);
  }

  /** Holds these constant in place of those before. */
  hold(columns: readonly Float64Array[]): this {
    this.#held = 0;
    for (const column of columns) {
      const axis = this.#axes[this.#held] ?? new Float64Array(column.length);
      this.#axes[this.#held] = axis;
      this.#leave(column, axis);
      const length = norm(axis);
      if (length <= RANK_TOLERANCE * Math.max(norm(column), Number.MIN_VALUE)) continue;
      for (let i = 0; i < axis.length; i++) axis[i] = (axis[i] ?? 0) / length;
      this.#held += 1;
    }
    return this;
  }

  /** What the controls leave of a column, as a new array. */
  residual(column: Float64Array): Float64Array {
    const rest = new Float64Array(column.length);
    this.#leave(column, rest);
    return rest;
  }

  #leave(column: Float64Array, rest: Float64Array): void {
    rest.set(column);
    for (let place = 0; place < this.#held; place++) {
      const axis = this.#axes[place] ?? rest;
      const share = dot(axis, rest);
      for (let i = 0; i < rest.length; i++) rest[i] = (rest[i] ?? 0) - share * (axis[i] ?? 0);
    }
  }
}

/** How one column moves with another, given the controls. */
export interface PartialFit {
  /** Partial correlation, -1 to 1; 0 when the controls explain either column wholly. */
  readonly correlation: number;
  /** Change of the response per unit of the activity. */
  readonly slope: number;
}

/** Fits `response` by `activity` with the controls held constant. */
export function partialFit(
  response: Float64Array,
  activity: Float64Array,
  controls: Controls,
): PartialFit {
  const y = controls.residual(response);
  const x = controls.residual(activity);
  const lengthX = norm(x);
  const lengthY = norm(y);
  const movesX = lengthX > RANK_TOLERANCE * norm(activity);
  const movesY = lengthY > RANK_TOLERANCE * norm(response);
  if (!movesX || !movesY) return { correlation: 0, slope: 0 };
  const together = dot(x, y);
  return { correlation: together / (lengthX * lengthY), slope: together / (lengthX * lengthX) };
}

function norm(column: Float64Array): number {
  return Math.sqrt(dot(column, column));
}
