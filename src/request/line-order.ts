/** How far the times of a part of a log ascend; plain data. */
export interface LineOrderPart {
  readonly lines: number;
  readonly backwards: number;
  readonly largestBackMs: number;
  /** The times of its first and last line; NaN where it has no lines. */
  readonly firstMs: number;
  readonly lastMs: number;
}

/** Counts how far the times of a log ascend from line to line. */
export class LineOrder {
  /** Lines observed. */
  lines = 0;
  /** Lines that are older than the line before. */
  backwards = 0;
  /** The largest step back from one line to the next, milliseconds. */
  largestBackMs = 0;
  #firstMs = Number.NaN;
  #previousMs = Number.NaN;

  /** Takes the time of the next line, epoch milliseconds. */
  observe(timeMs: number): void {
    if (this.lines === 0) this.#firstMs = timeMs;
    this.lines += 1;
    const backMs = this.#previousMs - timeMs;
    this.#previousMs = timeMs;
    if (backMs > 0) this.#stepBack(backMs);
  }

  /** Takes the times of the next lines, from the place `from` to the one before `to`. */
  observeAll(timesMs: Float64Array, from: number, to: number): void {
    for (let line = from; line < to; line++) this.observe(timesMs[line] ?? Number.NaN);
  }

  /** Adds the lines that come next. */
  append(part: LineOrderPart): void {
    if (part.lines === 0) return;
    this.observe(part.firstMs);
    this.lines += part.lines - 1;
    this.backwards += part.backwards;
    this.largestBackMs = Math.max(this.largestBackMs, part.largestBackMs);
    this.#previousMs = part.lastMs;
  }

  get part(): LineOrderPart {
    const { lines, backwards, largestBackMs } = this;
    return { lines, backwards, largestBackMs, firstMs: this.#firstMs, lastMs: this.#previousMs };
  }

  /** The share of lines that are older than the line before, 0 to 1. */
  get backwardsShare(): number {
    return this.lines === 0 ? 0 : this.backwards / this.lines;
  }

  #stepBack(backMs: number): void {
    this.backwards += 1;
    if (backMs > this.largestBackMs) this.largestBackMs = backMs;
  }
}
