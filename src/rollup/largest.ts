import type { BatchLines } from './batch-lines.ts';
import { copiedInto, grownLength } from './columns.ts';
import { NO_BYTES, type RequestBatch, TIMED } from './request-batch.ts';

/** One request that a report can show: where its line stands, and what made it large. */
export interface LargeRequest {
  readonly source: number;
  readonly offset: number;
  /** Epoch milliseconds UTC. */
  readonly startMs: number;
  readonly endMs: number;
  readonly bytes: number | undefined;
}

export interface LargestRequests {
  /** Most bytes out first; only requests whose bytes are known. */
  readonly byBytes: readonly LargeRequest[];
  /** Longest first; only requests whose duration is known. */
  readonly byDuration: readonly LargeRequest[];
}

/** The lists of many slices as plain data. */
export interface PackedLargest {
  readonly values: Float64Array;
  /** Where a slice's lists stand, + 1; 0 when it has none. */
  readonly slots: Int32Array;
}

/** Requests kept in each of the two lists of a slice. */
export const LARGEST_KEPT = 5;

/** An entry: rank (bytes, or microseconds), then what orders equal ranks, then the rest. */
const RANK = 0;
const START = 1;
const SOURCE = 2;
const OFFSET = 3;
const END = 4;
/** NaN when not known. */
const BYTES = 5;
const ENTRY = 6;
const LIST = LARGEST_KEPT * ENTRY;
const STRIDE = 2 * LIST;
/** The rank of an entry that is not taken. */
const EMPTY = -1;

/** The largest single requests of slices: the same ones whatever the order of observation. */
export class Largest {
  #values: Float64Array = new Float64Array(0);
  /** Where a slice's lists stand, + 1; 0 when it has none. */
  #slots: Int32Array = new Int32Array(0);
  readonly #freed: number[] = [];
  #used = 0;
  readonly #entry = new Float64Array(ENTRY);

  /** Takes what `pack` gave. */
  static unpack({ values, slots }: PackedLargest): Largest {
    const largest = new Largest();
    largest.#values = values;
    largest.#slots = slots;
    largest.#used = values.length / STRIDE;
    return largest;
  }

  /** The largest of all slices below `end` as plain data. */
  pack(end: number): PackedLargest {
    const slots = new Int32Array(end);
    slots.set(this.#slots.subarray(0, end));
    return { values: this.#values.slice(0, this.#used * STRIDE), slots };
  }

  /** Takes each request of a batch into the lists of the slice at its place; below 0 stands for none. */
  observeAll(sliceOf: Int32Array, batch: RequestBatch, { durationsUs, length }: BatchLines): void {
    const { bytesOut, flags } = batch;
    for (let i = 0; i < length; i++) {
      const slice = sliceOf[i] ?? -1;
      if (slice < 0) continue;
      const at = this.#listsOf(slice);
      const bytes = bytesOut[i] ?? NO_BYTES;
      if (bytes >= 0 && bytes >= this.#smallestRank(at)) this.#offer(at, bytes, batch, i);
      if (((flags[i] ?? 0) & TIMED) === 0) continue;
      const durationUs = durationsUs[i] ?? 0;
      if (durationUs >= this.#smallestRank(at + LIST)) {
        this.#offer(at + LIST, durationUs, batch, i);
      }
    }
  }

  /** Adds the largest of `slice` in `other` to those of `toSlice`. `other` may be this. */
  merge(toSlice: number, other: Largest, slice: number): void {
    const slot = (other.#slots[slice] ?? 0) - 1;
    if (slot < 0) return;
    const toAt = this.#listsOf(toSlice);
    this.#mergeList(toAt, other.#values, slot * STRIDE);
    this.#mergeList(toAt + LIST, other.#values, slot * STRIDE + LIST);
  }

  #mergeList(list: number, from: Float64Array, fromList: number): void {
    for (let at = fromList; at < fromList + LIST; at += ENTRY) {
      const rank = from[at + RANK] ?? EMPTY;
      // What is folded is mostly smaller than all that are kept, and so is then what follows it.
      if (rank === EMPTY || rank < this.#smallestRank(list)) return;
      for (let column = 0; column < ENTRY; column++) this.#entry[column] = from[at + column] ?? 0;
      this.#insert(list);
    }
  }

  release(slice: number): void {
    const slot = (this.#slots[slice] ?? 0) - 1;
    if (slot < 0) return;
    this.#freed.push(slot);
    this.#slots[slice] = 0;
  }

  read(slice: number): LargestRequests {
    const slot = (this.#slots[slice] ?? 0) - 1;
    if (slot < 0) return { byBytes: [], byDuration: [] };
    return {
      byBytes: this.#list(slot * STRIDE),
      byDuration: this.#list(slot * STRIDE + LIST),
    };
  }

  /** The offsets of the lines of all that are kept. */
  offsets(): Set<number> {
    const values = this.#values;
    const found = new Set<number>();
    for (const slot of this.#slots) {
      for (let at = (slot - 1) * STRIDE; at < slot * STRIDE; at += ENTRY) {
        if (at >= 0 && values[at + RANK] !== EMPTY) found.add(values[at + OFFSET] ?? 0);
      }
    }
    return found;
  }

  #listsOf(slice: number): number {
    const known = (this.#slots[slice] ?? 0) - 1;
    if (known >= 0) return known * STRIDE;
    const slot = this.#freed.pop() ?? this.#used++;
    if (slot * STRIDE >= this.#values.length) {
      const slots = grownLength(this.#values.length / STRIDE, slot + 1);
      this.#values = copiedInto(new Float64Array(slots * STRIDE), this.#values);
    }
    if (slice >= this.#slots.length) {
      const length = grownLength(this.#slots.length, slice + 1);
      this.#slots = copiedInto(new Int32Array(length), this.#slots);
    }
    for (let at = slot * STRIDE; at < (slot + 1) * STRIDE; at++) this.#values[at] = EMPTY;
    this.#slots[slice] = slot + 1;
    return slot * STRIDE;
  }

  #offer(list: number, rank: number, batch: RequestBatch, i: number): void {
    const startUs = batch.startUs[i] ?? 0;
    // Many requests are as large as those that are kept, and later.
    if (rank === this.#smallestRank(list) && startUs > this.#smallestStart(list)) return;
    const entry = this.#entry;
    const bytes = batch.bytesOut[i] ?? NO_BYTES;
    entry[RANK] = rank;
    entry[START] = startUs;
    entry[SOURCE] = batch.sources[i] ?? 0;
    entry[OFFSET] = batch.offsets[i] ?? 0;
    entry[END] = batch.endUs[i] ?? 0;
    entry[BYTES] = bytes < 0 ? Number.NaN : bytes;
    this.#insert(list);
  }

  /** The rank of a list's last entry; `EMPTY` while there is room. */
  #smallestRank(list: number): number {
    return this.#values[list + LIST - ENTRY + RANK] ?? EMPTY;
  }

  #smallestStart(list: number): number {
    return this.#values[list + LIST - ENTRY + START] ?? EMPTY;
  }

  /** Puts the entry in hand where it belongs in a list, and drops the last one. */
  #insert(list: number): void {
    let at = list + LIST;
    while (at > list && this.#isBefore(at - ENTRY)) at -= ENTRY;
    if (at === list + LIST) return;
    // A few numbers: loops are faster than `copyWithin` and `set`.
    const values = this.#values;
    for (let to = list + LIST - 1; to >= at + ENTRY; to--) values[to] = values[to - ENTRY] ?? 0;
    for (let column = 0; column < ENTRY; column++) values[at + column] = this.#entry[column] ?? 0;
  }

  /** Whether the entry in hand comes before the one at `at`: larger, or as large and earlier. */
  #isBefore(at: number): boolean {
    for (let column = RANK; column <= END; column++) {
      const own = this.#entry[column] ?? 0;
      const kept = this.#values[at + column] ?? 0;
      if (own !== kept) return column === RANK ? own > kept : own < kept;
    }
    return false;
  }

  #list(list: number): LargeRequest[] {
    const requests: LargeRequest[] = [];
    for (let at = list; at < list + LIST && this.#values[at + RANK] !== EMPTY; at += ENTRY) {
      const bytes = this.#values[at + BYTES] ?? 0;
      requests.push({
        source: this.#values[at + SOURCE] ?? 0,
        offset: this.#values[at + OFFSET] ?? 0,
        startMs: (this.#values[at + START] ?? 0) / 1000,
        endMs: (this.#values[at + END] ?? 0) / 1000,
        bytes: Number.isNaN(bytes) ? undefined : bytes,
      });
    }
    return requests;
  }
}
