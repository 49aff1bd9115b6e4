/** A level over buckets that is the sum of steps and of even climbs; never below 0. */
export class Ramps {
  readonly #length: number;
  readonly #steps: Float64Array;
  readonly #slopes: Float64Array;

  constructor(length: number) {
    this.#length = length;
    this.#steps = new Float64Array(length + 1);
    this.#slopes = new Float64Array(length + 1);
  }

  /** So much more from a bucket on. */
  step(at: number, amount: number): void {
    this.#steps[at] = (this.#steps[at] ?? 0) + amount;
  }

  /** So much more, evenly, from a bucket to a later one. */
  ramp(from: number, to: number, amount: number): void {
    const perBucket = amount / (to - from);
    this.#slopes[from] = (this.#slopes[from] ?? 0) + perBucket;
    this.#slopes[to] = (this.#slopes[to] ?? 0) - perBucket;
  }

  values(): Float64Array {
    const result = new Float64Array(this.#length);
    let value = 0;
    let slope = 0;
    for (let bucket = 0; bucket < result.length; bucket++) {
      value += slope + (this.#steps[bucket] ?? 0);
      slope += this.#slopes[bucket] ?? 0;
      // What is left of sums that cancel is rounding.
      result[bucket] = Math.max(0, value);
    }
    return result;
  }
}
