/** The steps in which a simulated machine is looked at, seconds. */
export const GRID_SECONDS = 5;

/** A level over time, kept as its mean in each step of the grid. */
export class GridLevel {
  readonly values: Float64Array;
  /** What begins and ends in steps: their parts, and the difference that goes on behind them. */
  readonly #goesOn: Float64Array;

  constructor(spanSeconds: number) {
    const steps = Math.ceil(spanSeconds / GRID_SECONDS);
    this.values = new Float64Array(steps);
    this.#goesOn = new Float64Array(steps + 1);
  }

  /** Raises the level by `weight` from one time to another, for ever where the other is Infinity. */
  add(from: number, to: number, weight: number): void {
    this.#change(from, weight);
    if (Number.isFinite(to)) this.#change(to, -weight);
  }

  #change(at: number, weight: number): void {
    const place = Math.max(0, at / GRID_SECONDS);
    const step = Math.floor(place);
    if (step >= this.values.length) return;
    this.values[step] = (this.values[step] ?? 0) + weight * (step + 1 - place);
    this.#goesOn[step + 1] = (this.#goesOn[step + 1] ?? 0) + weight;
  }

  /** The means, once all is added. Further calls of `add` are lost on them. */
  means(): Float64Array {
    let level = 0;
    return this.values.map((value, step) => {
      level += this.#goesOn[step] ?? 0;
      return value + level;
    });
  }
}
