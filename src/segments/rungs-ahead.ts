/** Segments that may be read or wait to be rolled up at once: each takes memory. */
export const MAX_AHEAD = 5;

/**
 * Tells how coarse buckets a segment may be rolled up in: as those of the rollup were `MAX_AHEAD` segments before, which
 * is known however few or many segments are read ahead.
 */
export class RungsAhead {
  /** The rollup's rung at the beginning, and after each segment. */
  readonly #rungs: number[];
  #asked = 0;

  constructor(rung: number) {
    this.#rungs = [rung];
  }

  /** The least rung of the next segment. */
  next(): number {
    return this.#rungs[Math.max(0, this.#asked++ - MAX_AHEAD)] ?? 0;
  }

  /** Takes the rung of the rollup behind the next segment that it took. */
  note(rung: number): void {
    this.#rungs.push(rung);
  }
}
