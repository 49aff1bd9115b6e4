import { rungWithin } from '../rollup/grid.ts';
import type { RollupLimits } from '../rollup/limits.ts';
import type { RolledBatch } from '../rollup/rolled-batch.ts';
import { Rollup } from '../rollup/rollup.ts';
import { RungsAhead } from '../segments/rungs-ahead.ts';

/** Parts of a window that are dropped one by one. */
export const PANES = 4;

/** A rollup of the requests that came from one time on until the next pane's. */
interface Pane {
  readonly beginMs: number;
  readonly rollup: Rollup;
  readonly rungs: RungsAhead;
  /** Where the lines stand that a report may show; known once nothing more comes. */
  largest?: ReadonlySet<number>;
}

/**
 * Rollups of the last requests, one behind another: the first holds a whole window, so that a log that fits in is rolled up
 * as a batch run does it, each of the next a part. A pane is dropped as a whole, with all that was folded in it and the
 * bounds of what that missed, when the next one reaches back a window. So memory is that of two windows at most, and of
 * little more than one later, however long a log goes on. What is dropped goes into one more rollup where it is asked for.
 */
export class RollupWindow {
  readonly #limits: RollupLimits;
  readonly #windowMs: number;
  readonly #panes: Pane[];
  #newest: Pane;
  /** What was before the panes, where it is kept. */
  #past: Pick<Pane, 'rollup' | 'largest'> | undefined;

  constructor(limits: RollupLimits, windowMs: number) {
    this.#limits = limits;
    this.#windowMs = windowMs;
    this.#newest = pane({ beginMs: Number.NEGATIVE_INFINITY, limits, rung: 0 });
    this.#panes = [this.#newest];
  }

  /** The panes, the oldest first. */
  get rollups(): readonly Rollup[] {
    return this.#panes.map(({ rollup }) => rollup);
  }

  /** The offsets of the lines that a report may show. */
  get offsetsOfLargest(): ReadonlySet<number> {
    const all = this.#past === undefined ? this.#panes : [this.#past, ...this.#panes];
    const sets = all.map((one) => one.largest ?? one.rollup.offsetsOfLargest());
    return new Set(sets.flatMap((offsets) => [...offsets]));
  }

  /** The least rung that the next batch is to be rolled up in. */
  nextRung(): number {
    return this.#newest.rungs.next();
  }

  /** Adds a batch that was rolled up; it is given away. */
  add(rolled: RolledBatch): void {
    const { rollup, rungs } = this.#newest;
    rollup.addRolled(rolled);
    rungs.note(rollup.rung);
  }

  /**
   * Begins another pane at a time, epoch milliseconds, and drops those that hold only what was before the window: into the
   * past, as long as that is kept.
   */
  beginPane(beginMs: number, keepsPast: boolean): void {
    const limits = paneLimits(this.#limits);
    this.#newest.largest = this.#newest.rollup.offsetsOfLargest();
    // Buckets as narrow as those of a shorter time would be made wide again when all is looked at together.
    const rung = rungWithin(0, this.#windowMs * 1000, limits);
    this.#newest = pane({ beginMs, limits, rung });
    this.#panes.push(this.#newest);
    const isOver = (next: Pane | undefined): boolean =>
      next !== undefined && next.beginMs < beginMs - this.#windowMs;
    if (!keepsPast) this.#past = undefined;
    while (isOver(this.#panes[1])) {
      const dropped = this.#panes.shift();
      if (keepsPast && dropped !== undefined) this.#keep(dropped);
    }
  }

  /** All that it holds, the past included, in one rollup. Nothing comes behind it. */
  end(): Rollup {
    const rollups = this.rollups;
    const [oldest = this.#newest.rollup, ...others] =
      this.#past === undefined ? rollups : [this.#past.rollup, ...rollups];
    for (const rollup of others) oldest.merge(rollup);
    return oldest;
  }

  #keep({ rollup }: Pane): void {
    const past = this.#past?.rollup ?? rollup;
    if (past !== rollup) past.merge(rollup);
    this.#past = { rollup: past, largest: past.offsetsOfLargest() };
  }
}

/** A pane is much shorter than a window: half the room of one is enough, and bounds what all take. */
function paneLimits(limits: RollupLimits): RollupLimits {
  const { maxCells, maxSketchSlots } = limits;
  return { ...limits, maxCells: maxCells / 2, maxSketchSlots: maxSketchSlots / 2 };
}

function pane({
  beginMs,
  limits,
  rung,
}: {
  readonly beginMs: number;
  readonly limits: RollupLimits;
  readonly rung: number;
}): Pane {
  return { beginMs, rollup: new Rollup(limits), rungs: new RungsAhead(rung) };
}
