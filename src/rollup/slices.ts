import { copiedInto, grownLength } from './columns.ts';
import { groupings } from './grouping.ts';
import { Keys } from './keys.ts';
import { PairIndex } from './pair-index.ts';

/** In place of a key: the grouping has no such dimension, or the slice is the OTHER of a grouping. */
const NO_KEY = 0xff_ff_ff_ff;
const FREED = 0xff;

/**
 * Which slices there are, each under a small number that the tables of costs use as owner. A slice is
 * named by a grouping and its keys, or it is the OTHER of the grouping, which takes what is folded.
 */
export class Slices {
  readonly keys: Keys = new Keys();
  readonly #index = new PairIndex();
  /** Grouping of a slice; FREED when there is no slice under the number. */
  #groupings = new Uint8Array(0);
  /** Slices with keys, OTHER not counted, by grouping. */
  readonly #live = new Int32Array(groupings.length);

  /** Slices that were made so far: only where one is, bounds can be passed. */
  created = 0;

  /** Every slice is below this. */
  get end(): number {
    return this.#index.rows;
  }

  liveCount(grouping: number): number {
    return this.#live[grouping] ?? 0;
  }

  /** The slice of these keys, or -1; `second` is absent for a single dimension. */
  find(first: number, second: number = NO_KEY): number {
    return this.#index.find(first, second);
  }

  create(grouping: number, first: number, second: number = NO_KEY): number {
    this.keys.hold(first);
    if (second !== NO_KEY) this.keys.hold(second);
    this.#live[grouping] = this.liveCount(grouping) + 1;
    return this.#insert(grouping, first, second);
  }

  /** The slice that takes what is folded in a grouping, or -1. That of ALL_TRAFFIC is all traffic. */
  findOther(grouping: number): number {
    return this.#index.find(NO_KEY, grouping);
  }

  createOther(grouping: number): number {
    return this.#insert(grouping, NO_KEY, grouping);
  }

  remove(slice: number): void {
    const grouping = this.groupingOf(slice);
    for (const key of this.keysOf(slice)) this.keys.release(key);
    if (!this.isOther(slice)) this.#live[grouping] = this.liveCount(grouping) - 1;
    this.#groupings[slice] = FREED;
    this.#index.remove(slice);
  }

  /** Lets the number of a removed slice be given out again. */
  giveBack(slice: number): void {
    this.#index.giveBack(slice);
  }

  /** The place of the slice's grouping, or -1 when there is no such slice. */
  groupingOf(slice: number): number {
    const grouping = this.#groupings[slice] ?? FREED;
    return grouping === FREED ? -1 : grouping;
  }

  /** Whether the slice has no keys of its own: an OTHER, or all traffic. */
  isOther(slice: number): boolean {
    return this.#index.first(slice) === NO_KEY;
  }

  /** The keys of a slice: none, one or two. */
  keysOf(slice: number): readonly number[] {
    if (this.isOther(slice)) return [];
    const first = this.#index.first(slice);
    const second = this.#index.second(slice);
    return second === NO_KEY ? [first] : [first, second];
  }

  /** The slices of one grouping, its OTHER included. */
  members(grouping: number): number[] {
    const slices: number[] = [];
    for (let slice = 0; slice < this.end; slice++) {
      if (this.#groupings[slice] === grouping) slices.push(slice);
    }
    return slices;
  }

  #insert(grouping: number, first: number, second: number): number {
    this.created += 1;
    const slice = this.#index.insert(first, second);
    if (slice >= this.#groupings.length) {
      const length = grownLength(this.#groupings.length, slice + 1);
      this.#groupings = copiedInto(new Uint8Array(length).fill(FREED), this.#groupings);
    }
    this.#groupings[slice] = grouping;
    return slice;
  }
}
