import { hashOfPair } from './batch-keys.ts';
import {
  type BatchLines,
  RARE_ABORT,
  RARE_BYTES_IN,
  RARE_ERROR,
  RARE_SPAN,
} from './batch-lines.ts';
import {
  ABORTS,
  BYTES_IN,
  BYTES_OUT,
  CELL_STRIDE,
  ENDED,
  ERRORS,
  HELD_OFFSET_KIB,
  HELD_OFFSET_REST,
  HELD_STEP,
  IN_FLIGHT_OFFSET,
  IN_FLIGHT_STEP,
  RARE_COLUMNS,
  STARTED,
} from './cell.ts';
import { add, copiedInto, grownLength, raise } from './columns.ts';
import { KIB, wholeMs } from './observation.ts';
import { type RequestBatch, TIMED } from './request-batch.ts';

/** What needs no more slots than this, one for each slice and bucket, is laid out by them; other slots are hashed. */
const FIRST_SLOTS = 65_536;

/** The cells (cell.ts) of some slices of a batch, slice by bucket, as they come. */
export class BatchCells {
  /** Cell `c` is `values[c * CELL_STRIDE, (c + 1) * CELL_STRIDE)`. */
  values: Float64Array = new Float64Array(0);
  slices: Int32Array = new Int32Array(0);
  /** Buckets, counted from the batch's first. */
  buckets: Int32Array = new Int32Array(0);
  /** 1 where a cell has one of the rare columns. */
  hasRare: Uint8Array = new Uint8Array(0);
  size = 0;
  /** The slices are `[from, end)`. */
  from = 0;
  end = 0;
  /** Every bucket is below this. */
  bucketCount = 0;
  /** The longest request of each slice, microseconds; that of `from` first. */
  longestUs: Float64Array = new Float64Array(0);
  /** The cell that a slice used last + 1; its next request is mostly in the same bucket. */
  #last = new Int32Array(0);
  /** Cell + 1 by slice and bucket; 0 is an empty slot. */
  #slots = new Int32Array(FIRST_SLOTS);
  /** Slots are one for each slice and bucket in turn, which lie close together; otherwise they are hashed, a power of two. */
  #isLaidOut = true;

  /** Begins anew, without any cells, for slices `[from, end)` and so many buckets. */
  open(from: number, end: number, bucketCount: number): void {
    this.values.fill(0, 0, this.size * CELL_STRIDE);
    this.hasRare.fill(0, 0, this.size);
    this.size = 0;
    this.from = from;
    this.end = end;
    this.bucketCount = bucketCount;
    const slices = end - from;
    this.#layOut(slices * bucketCount);
    if (slices > this.#last.length) {
      this.#last = new Int32Array(grownLength(this.#last.length, slices));
      this.longestUs = new Float64Array(this.#last.length);
    }
    this.#last.fill(0, 0, slices);
    this.longestUs.fill(0, 0, slices);
  }

  #layOut(slots: number): void {
    this.#isLaidOut = slots <= FIRST_SLOTS;
    this.#slots.fill(0, 0, this.#isLaidOut ? slots : this.#slots.length);
  }

  /** Adds each request of a batch to the slice at its place, but for those of `rest`; below 0 stands for none. */
  add(batch: RequestBatch, lines: BatchLines, sliceOf: Int32Array, rest: number): void {
    const { endBuckets, durationsUs, bytesOut, rare, length } = lines;
    if (rest >= 0) this.longestUs[rest - this.from] = lines.longestIn(sliceOf, rest);
    for (let i = 0; i < length; i++) {
      const slice = sliceOf[i] ?? -1;
      if (slice < 0 || slice === rest) continue;
      raise(this.longestUs, slice - this.from, durationsUs[i] ?? 0);
      const cell = this.#cellFor(slice, endBuckets[i] ?? 0);
      const at = cell * CELL_STRIDE;
      add(this.values, at + ENDED, 1);
      add(this.values, at + BYTES_OUT, bytesOut[i] ?? 0);
      const bits = rare[i] ?? 0;
      if ((bits & RARE_SPAN) === 0) this.#addWithin(lines, i, at);
      else this.#addSpan(batch, lines, i, slice, cell);
      if ((bits & ~RARE_SPAN) !== 0) this.#addRare(batch, bits, i, cell);
    }
  }

  /** The cell of a slice and bucket: mostly the one that the slice used last. */
  #cellFor(slice: number, bucket: number): number {
    const place = slice - this.from;
    const last = (this.#last[place] ?? 0) - 1;
    if (last >= 0 && this.buckets[last] === bucket) return last;
    const cell = this.cellOf(slice, bucket);
    this.#last[place] = cell + 1;
    return cell;
  }

  /** Adds the start of a request, and its occupancy, that starts and ends in one bucket. */
  #addWithin({ durationsUs, heldKib, heldRest }: BatchLines, i: number, at: number): void {
    const { values } = this;
    add(values, at + STARTED, 1);
    add(values, at + IN_FLIGHT_OFFSET, durationsUs[i] ?? 0);
    add(values, at + HELD_OFFSET_KIB, heldKib[i] ?? 0);
    add(values, at + HELD_OFFSET_REST, heldRest[i] ?? 0);
  }

  /** Adds the cells of each slice of `other`, which begin at 0, to the slice at its place, but for `rest`; below 0 is none. */
  pour(other: BatchCells, sliceOf: Int32Array, rest: number): void {
    this.#raiseLongest(other, sliceOf);
    for (let cell = 0; cell < other.size; cell++) {
      const slice = sliceOf[other.slices[cell] ?? 0] ?? -1;
      if (slice < 0 || slice === rest) continue;
      const to = this.#cellFor(slice, other.buckets[cell] ?? 0);
      const isRare = other.hasRare[cell] === 1;
      if (isRare) this.hasRare[to] = 1;
      const from = { values: other.values, at: cell * CELL_STRIDE };
      addColumns(this.values, to * CELL_STRIDE, from, isRare ? CELL_STRIDE : RARE_COLUMNS);
    }
  }

  #raiseLongest(other: BatchCells, sliceOf: Int32Array): void {
    for (let place = 0; place < other.end; place++) {
      const slice = sliceOf[place] ?? -1;
      if (slice >= 0) raise(this.longestUs, slice - this.from, other.longestUs[place] ?? 0);
    }
  }

  #addRare({ bytesIn }: RequestBatch, bits: number, i: number, cell: number): void {
    const { values } = this;
    const at = cell * CELL_STRIDE;
    this.hasRare[cell] = 1;
    if ((bits & RARE_BYTES_IN) !== 0) {
      values[at + BYTES_IN] = (values[at + BYTES_IN] ?? 0) + (bytesIn[i] ?? 0);
    }
    if ((bits & RARE_ABORT) !== 0) values[at + ABORTS] = (values[at + ABORTS] ?? 0) + 1;
    if ((bits & RARE_ERROR) !== 0) values[at + ERRORS] = (values[at + ERRORS] ?? 0) + 1;
  }

  /** Adds the start of a request, and its occupancy, that reaches over several buckets to its last one. */
  #addSpan(batch: RequestBatch, lines: BatchLines, i: number, slice: number, end: number): void {
    const { widthMs, firstBucket } = lines;
    const startBucket = lines.startBuckets[i] ?? 0;
    const start = this.cellOf(slice, startBucket);
    // Read after both cells are there: a new one may have replaced the array.
    const { values } = this;
    add(values, start * CELL_STRIDE + STARTED, 1);
    if (((batch.flags[i] ?? 0) & TIMED) === 0) return;
    this.hasRare[start] = 1;
    this.hasRare[end] = 1;
    const bytes = lines.bytesOut[i] ?? 0;
    const startUs = batch.startUs[i] ?? 0;
    const endUs = batch.endUs[i] ?? 0;
    const startMs = (firstBucket + startBucket) * widthMs;
    const endMs = (firstBucket + (lines.endBuckets[i] ?? 0)) * widthMs;
    addOccupancy(values, start * CELL_STRIDE, {
      weight: 1,
      bytes,
      us: startMs * 1000 - startUs,
      ms: startMs - wholeMs(startUs),
    });
    addOccupancy(values, end * CELL_STRIDE, {
      weight: -1,
      bytes,
      us: endUs - endMs * 1000,
      ms: wholeMs(endUs) - endMs,
    });
  }

  /** The cell of a slice and bucket; a new one is all zero. */
  cellOf(slice: number, bucket: number): number {
    let slot = this.#homeOf(slice, bucket);
    for (;;) {
      const cell = (this.#slots[slot] ?? 0) - 1;
      if (cell < 0) break;
      if (this.slices[cell] === slice && this.buckets[cell] === bucket) return cell;
      slot = (slot + 1) & (this.#slots.length - 1);
    }
    if (!this.#isLaidOut && this.size * 2 >= this.#slots.length) {
      this.#rehash();
      slot = this.#emptySlot(slice, bucket);
    }
    const cell = this.size++;
    this.#slots[slot] = cell + 1;
    if (cell >= this.slices.length) this.#grow();
    this.slices[cell] = slice;
    this.buckets[cell] = bucket;
    return cell;
  }

  #homeOf(slice: number, bucket: number): number {
    if (this.#isLaidOut) return (slice - this.from) * this.bucketCount + bucket;
    return hashOfPair(slice, bucket) & (this.#slots.length - 1);
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let cell = 0; cell < this.size; cell++) {
      const slice = this.slices[cell] ?? 0;
      if (slice >= this.from)
        this.#slots[this.#emptySlot(slice, this.buckets[cell] ?? 0)] = cell + 1;
    }
  }

  #emptySlot(slice: number, bucket: number): number {
    let slot = this.#homeOf(slice, bucket);
    while (this.#slots[slot] !== 0) slot = (slot + 1) & (this.#slots.length - 1);
    return slot;
  }

  #grow(): void {
    const length = grownLength(this.slices.length, this.size);
    this.slices = copiedInto(new Int32Array(length), this.slices);
    this.buckets = copiedInto(new Int32Array(length), this.buckets);
    this.hasRare = copiedInto(new Uint8Array(length), this.hasRare);
    this.values = copiedInto(new Float64Array(length * CELL_STRIDE), this.values);
  }
}

function addColumns(
  to: Float64Array,
  at: number,
  from: { readonly values: Float64Array; readonly at: number },
  columns: number,
): void {
  for (let column = 0; column < columns; column++) {
    add(to, at + column, from.values[from.at + column] ?? 0);
  }
}

interface Occupancy {
  /** 1 where it begins, -1 where it ends. */
  readonly weight: number;
  readonly bytes: number;
  /** What the step takes effect later than its bucket begins, negative, or ends later than it. */
  readonly us: number;
  readonly ms: number;
}

function addOccupancy(
  values: Float64Array,
  at: number,
  { weight, bytes, us, ms }: Occupancy,
): void {
  const kib = Math.floor(bytes / KIB);
  values[at + IN_FLIGHT_STEP] = (values[at + IN_FLIGHT_STEP] ?? 0) + weight;
  values[at + IN_FLIGHT_OFFSET] = (values[at + IN_FLIGHT_OFFSET] ?? 0) + us;
  values[at + HELD_STEP] = (values[at + HELD_STEP] ?? 0) + weight * bytes;
  values[at + HELD_OFFSET_KIB] = (values[at + HELD_OFFSET_KIB] ?? 0) + kib * ms;
  values[at + HELD_OFFSET_REST] = (values[at + HELD_OFFSET_REST] ?? 0) + (bytes - kib * KIB) * ms;
}
