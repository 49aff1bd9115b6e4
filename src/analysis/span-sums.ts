import type { Grid } from '../rollup/grid.ts';
import { type Bins, binEndMs } from './bins.ts';

/** Sums columns of a grid over the spans of time of one length that end with the bins. */
export class SpanSums {
  /** How many whole buckets lie before each border, and the share of the next that does: all starts, then all ends. */
  readonly #whole: Int32Array;
  readonly #share: Float64Array;
  readonly #bins: number;
  readonly #running: Float64Array;

  constructor({ originMs, widthMs, length }: Grid, bins: Bins, spanMs: number) {
    this.#bins = bins.length;
    this.#whole = new Int32Array(2 * bins.length);
    this.#share = new Float64Array(2 * bins.length);
    this.#running = new Float64Array(length + 1);
    for (let border = 0; border < this.#whole.length; border++) {
      const isStart = border < bins.length;
      const endMs = binEndMs(bins, isStart ? border : border - bins.length);
      const timeMs = isStart ? endMs - spanMs : endMs;
      const place = Math.min(length, Math.max(0, (timeMs - originMs) / widthMs));
      this.#whole[border] = Math.floor(place);
      this.#share[border] = place - Math.floor(place);
    }
  }

  /** The sum of a column over each bin's span times `scale`; a bucket that a border cuts counts by its share. */
  of(column: Float64Array, scale: number): Float64Array {
    const running = this.#running;
    for (let i = 0; i < column.length; i++) running[i + 1] = (running[i] ?? 0) + (column[i] ?? 0);
    const sums = new Float64Array(this.#bins);
    for (let bin = 0; bin < sums.length; bin++) {
      sums[bin] = (this.#until(column, bin + sums.length) - this.#until(column, bin)) * scale;
    }
    return sums;
  }

  #until(column: Float64Array, border: number): number {
    const whole = this.#whole[border] ?? 0;
    // Behind the last bucket there is none to take a share of.
    const cut = whole < column.length ? (column[whole] ?? 0) : 0;
    return (this.#running[whole] ?? 0) + (this.#share[border] ?? 0) * cut;
  }
}
