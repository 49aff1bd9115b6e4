import type { RollupLimits } from '../rollup/limits.ts';
import type { RolledBatch } from '../rollup/rolled-batch.ts';
import { Rollup } from '../rollup/rollup.ts';
import { RungsAhead } from '../segments/rungs-ahead.ts';

/** A rollup of all requests since its begin. */
interface Generation {
  readonly rollup: Rollup;
  readonly rungs: RungsAhead;
}

/**
 * Rollups of the last requests: each holds all since its begin, and a new one begins with each window. The older one, which
 * is looked at, reaches back one window at least and two at most; what was before is dropped as a whole, with all that was
 * folded in it and the bounds of what that missed. So the first window is rolled up as a batch run does it, and memory is
 * that of two rollups however long a log goes on.
 */
export class RollupWindow {
  readonly #limits: RollupLimits;
  #older: Generation;
  #newer: Generation | undefined;

  constructor(limits: RollupLimits) {
    this.#limits = limits;
    this.#older = this.#generation();
  }

  /** The rollup that reaches back furthest. */
  get oldest(): Rollup {
    return this.#older.rollup;
  }

  get rollups(): readonly Rollup[] {
    return this.#newer === undefined
      ? [this.#older.rollup]
      : [this.#older.rollup, this.#newer.rollup];
  }

  /** The least rung that the next batch is to be rolled up in. */
  nextRung(): number {
    const rung = this.#older.rungs.next();
    return this.#newer === undefined ? rung : this.#newer.rungs.next();
  }

  /** Adds a batch that was rolled up; it is given away. */
  add(rolled: RolledBatch): void {
    // Its cells are given away, all else stays as it is.
    if (this.#newer !== undefined) {
      addTo(this.#newer, { ...rolled, cells: structuredClone(rolled.cells) });
    }
    addTo(this.#older, rolled);
  }

  /** Begins another rollup: what the one before the last holds is dropped. */
  beginGeneration(): void {
    if (this.#newer !== undefined) this.#older = this.#newer;
    this.#newer = this.#generation();
  }

  #generation(): Generation {
    const rollup = new Rollup(this.#limits);
    return { rollup, rungs: new RungsAhead(rollup.rung) };
  }
}

function addTo({ rollup, rungs }: Generation, rolled: RolledBatch): void {
  rollup.addRolled(rolled);
  rungs.note(rollup.rung);
}
