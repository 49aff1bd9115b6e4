/** Counts how far the times of a log ascend from line to line. */
export class LineOrder {
  /** Lines observed. */
  lines = 0;
  /** Lines that are older than the line before. */
  backwards = 0;
  /** The largest step back from one line to the next, milliseconds. */
  largestBackMs = 0;
  #previousMs = Number.NEGATIVE_INFINITY;

  /** Takes the time of the next line, epoch milliseconds. */
  observe(timeMs: number): void {
    this.lines += 1;
    const backMs = this.#previousMs - timeMs;
    this.#previousMs = timeMs;
    if (backMs <= 0) return;
    this.backwards += 1;
    if (backMs > this.largestBackMs) this.largestBackMs = backMs;
  }

  /** The share of lines that are older than the line before, 0 to 1. */
  get backwardsShare(): number {
    return this.lines === 0 ? 0 : this.backwards / this.lines;
  }
}
