import type { Cost } from '../rollup/cost.ts';
import type { Grid } from '../rollup/grid.ts';
import type { Rollup } from '../rollup/rollup.ts';

/** What all requests of a log cost between any two times; requests are counted when they end, as servers count them. */
export class LoggedSums {
  readonly #grid: Grid;
  /** What the log has up to the start of each bucket. */
  readonly #cumulative: Float64Array;

  constructor(rollup: Rollup, cost: Cost) {
    this.#grid = rollup.grid;
    const total = rollup.total(cost, 'end');
    this.#cumulative = new Float64Array(total.length + 1);
    for (const [index, value] of total.entries()) {
      this.#cumulative[index + 1] = (this.#cumulative[index] ?? 0) + value;
    }
  }

  /** NaN where one of the times, epoch milliseconds, lies outside of the log. */
  between(fromMs: number, toMs: number): number {
    return this.#until(toMs) - this.#until(fromMs);
  }

  #until(timeMs: number): number {
    const { originMs, widthMs, length } = this.#grid;
    const place = (timeMs - originMs) / widthMs;
    if (!(place >= 0 && place <= length)) return Number.NaN;
    const bucket = Math.floor(place);
    const before = this.#cumulative[bucket] ?? Number.NaN;
    const after = this.#cumulative[Math.min(bucket + 1, length)] ?? Number.NaN;
    return before + (after - before) * (place - bucket);
  }
}
