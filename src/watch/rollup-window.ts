import { rungWithin } from '../rollup/grid.ts';
import type { RollupLimits } from '../rollup/limits.ts';
import type { RequestBatch } from '../rollup/request-batch.ts';
import { BatchRoller } from '../rollup/roll-batch.ts';
import type { RolledBatch } from '../rollup/rolled-batch.ts';
import { Rollup } from '../rollup/rollup.ts';
import { RungsAhead } from '../segments/rungs-ahead.ts';

/** Parts of a window that are dropped one by one. */
export const PANES = 4;

/** A rollup of the requests that came from one time on until the next pane's. */
interface Pane {
  readonly beginMs: number;
  readonly rollup: Rollup;
  /** Buckets are as wide as those of this rung at least. */
  readonly leastRung: number;
  /** Where the lines stand that a report may show; known once nothing more comes. */
  largest?: ReadonlySet<number>;
}

/** All that came, rolled up as a batch run does it. */
interface Whole {
  readonly rollup: Rollup;
  readonly rungs: RungsAhead;
}

const NOTHING = { length: 0, outOfRange: 0 } as const;

/**
 * Rollups of the last requests, one behind another: the first holds a whole window, each of the next a part. A pane is
 * dropped as a whole, with all that was folded in it and the bounds of what that missed, when the next one reaches back a
 * window. So memory is that of two windows at most, and of little more than one later, however long a log goes on.
 *
 * What a batch run tells of all lines is one more rollup, which takes whole segments: the first pane as long as it is the
 * only one, then one beside the panes, while that is asked for.
 */
export class RollupWindow {
  readonly #limits: RollupLimits;
  readonly #windowMs: number;
  readonly #roller: BatchRoller;
  readonly #panes: Pane[];
  #newest: Pane;
  #whole: Whole | undefined;
  /** How much of the segment that comes is in a pane that ended. */
  #inPanes: Pick<RequestBatch, 'length' | 'outOfRange'> = NOTHING;

  constructor(limits: RollupLimits, windowMs: number) {
    this.#limits = limits;
    this.#windowMs = windowMs;
    this.#roller = new BatchRoller(limits);
    this.#whole = { rollup: new Rollup(limits), rungs: new RungsAhead(0) };
    this.#newest = {
      ...{ beginMs: Number.NEGATIVE_INFINITY, leastRung: 0 },
      rollup: this.#whole.rollup,
    };
    this.#panes = [this.#newest];
  }

  /** The offsets of the lines that a report may show. */
  get offsetsOfLargest(): ReadonlySet<number> {
    const sets = this.#panes.map((one) => one.largest ?? one.rollup.offsetsOfLargest());
    if (this.#isApart) sets.push(this.#whole?.rollup.offsetsOfLargest() ?? new Set());
    return new Set(sets.flatMap((offsets) => [...offsets]));
  }

  /** Adds the requests of a segment, which ends here. */
  addSegment(batch: RequestBatch): void {
    const whole = this.#whole;
    if (whole === undefined || this.#inPanes !== NOTHING) this.#addToPane(batch);
    if (whole !== undefined) {
      const rolled = this.#roller.roll(batch, whole.rungs.next());
      if (this.#isApart && this.#inPanes === NOTHING) this.#newest.rollup.addRolled(copyOf(rolled));
      whole.rollup.addRolled(rolled);
      whole.rungs.note(whole.rollup.rung);
    }
    this.#inPanes = NOTHING;
  }

  /**
   * Begins another pane at a time, epoch milliseconds, behind what has come of a segment, and drops those that hold only
   * what was before the window. What they held is kept for the end only as long as that was asked for each time.
   */
  beginPane(beginMs: number, batch: RequestBatch, keepsPast: boolean): void {
    const limits = paneLimits(this.#limits);
    if (!keepsPast) this.#whole = undefined;
    else if (this.#whole !== undefined && !this.#isApart) this.#setApart();
    this.#addToPane(batch);
    this.#inPanes = { length: batch.length, outOfRange: batch.outOfRange };
    this.#newest.largest = this.#newest.rollup.offsetsOfLargest();
    // Buckets as narrow as those of a shorter time would be made wide again when all is looked at together.
    const leastRung = rungWithin(0, this.#windowMs * 1000, limits);
    this.#newest = { beginMs, leastRung, rollup: new Rollup(limits) };
    this.#panes.push(this.#newest);
    const isOver = (next: Pane | undefined): boolean =>
      next !== undefined && next.beginMs < beginMs - this.#windowMs;
    while (isOver(this.#panes[1])) this.#panes.shift();
  }

  /** All that the window holds, with what has come of a segment, apart from it: taking it changes nothing. */
  snapshot(batch: RequestBatch): Rollup {
    const copy = this.#merged();
    const part = batch.since(this.#inPanes);
    if (part.length > 0) copy.addRolled(this.#roller.roll(part, copy.rung));
    return copy;
  }

  /** All that came, or all that the window holds where that was not kept. */
  end(isWhole: boolean): Rollup {
    return (isWhole ? this.#whole?.rollup : undefined) ?? this.#merged();
  }

  get #isApart(): boolean {
    return this.#whole !== undefined && this.#whole.rollup !== this.#newest.rollup;
  }

  /** Lets the only pane be one of the last requests, beside what holds all. */
  #setApart(): void {
    this.#newest = { ...this.#newest, rollup: this.#merged() };
    this.#panes[0] = this.#newest;
  }

  #addToPane(batch: RequestBatch): void {
    const { rollup, leastRung } = this.#newest;
    const part = batch.since(this.#inPanes);
    rollup.addRolled(this.#roller.roll(part, Math.max(leastRung, rollup.rung)));
  }

  #merged(): Rollup {
    const merged = new Rollup(this.#limits);
    for (const { rollup } of this.#panes) merged.merge(rollup);
    return merged;
  }
}

/** A batch that can be given to another rollup: numbers of slices are put in place, all else is only read. */
function copyOf(rolled: RolledBatch): RolledBatch {
  const { cells } = rolled;
  return { ...rolled, cells: { ...cells, slices: cells.slices.slice() } };
}

/** A pane is much shorter than a window: half the room of one is enough, and bounds what all take. */
function paneLimits(limits: RollupLimits): RollupLimits {
  const { maxCells, maxSketchSlots } = limits;
  return { ...limits, maxCells: maxCells / 2, maxSketchSlots: maxSketchSlots / 2 };
}
