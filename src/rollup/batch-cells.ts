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
  STARTED,
} from './cell.ts';
import { type CellRun, packRun } from './cell-run.ts';
import { add, copiedInto, grownLength, raise } from './columns.ts';
import { KIB, wholeMs } from './observation.ts';
import { type RequestBatch, TIMED } from './request-batch.ts';

const FIRST_SLOTS = 65_536;

/** The cells (cell.ts) of the slices of one batch, slice by bucket. */
export class BatchCells {
  /** Cell `c` is `values[c * CELL_STRIDE, (c + 1) * CELL_STRIDE)`. */
  values: Float64Array = new Float64Array(0);
  slices: Int32Array = new Int32Array(0);
  /** Buckets, counted from the batch's first. */
  buckets: Int32Array = new Int32Array(0);
  size = 0;
  /** Every slice is below this. */
  end = 0;
  /** The longest request of a slice, microseconds. */
  longestUs: Float64Array = new Float64Array(0);
  /** The cell that a slice used last + 1; its next request is mostly in the same bucket. */
  #last = new Int32Array(0);
  /** Cell + 1 by slice and bucket; 0 is an empty slot. A power of two, at least twice as many as cells. */
  #slots = new Int32Array(FIRST_SLOTS);

  /** The cells as plain data; their buckets are counted from number `firstBucket` since the epoch. */
  run(firstBucket: number, widthMs: number): CellRun {
    const buckets = new Uint32Array(this.size);
    for (let cell = 0; cell < this.size; cell++) {
      buckets[cell] = firstBucket + (this.buckets[cell] ?? 0);
    }
    const slices = this.slices.slice(0, this.size);
    return packRun({ widthMs, slices, buckets, values: this.values });
  }

  /** Begins another batch. */
  clear(): void {
    this.values.fill(0, 0, this.size * CELL_STRIDE);
    this.#slots.fill(0);
    this.#last.fill(0);
    this.longestUs.fill(0);
    this.size = 0;
  }

  /** Makes room for slices below `end`. */
  fitSlices(end: number): void {
    this.end = end;
    if (end <= this.#last.length) return;
    const length = grownLength(this.#last.length, end);
    this.#last = copiedInto(new Int32Array(length), this.#last);
    this.longestUs = copiedInto(new Float64Array(length), this.longestUs);
  }

  /** Adds each request of a batch to the slice at its place; below 0 stands for none. */
  add(batch: RequestBatch, lines: BatchLines, sliceOf: Int32Array): void {
    const { endBuckets, durationsUs, bytesOut, rare, length } = lines;
    for (let i = 0; i < length; i++) {
      const slice = sliceOf[i] ?? -1;
      if (slice < 0) continue;
      const cell = this.#cellFor(slice, endBuckets[i] ?? 0);
      const at = cell * CELL_STRIDE;
      add(this.values, at + ENDED, 1);
      add(this.values, at + BYTES_OUT, bytesOut[i] ?? 0);
      raise(this.longestUs, slice, durationsUs[i] ?? 0);
      const bits = rare[i] ?? 0;
      if ((bits & RARE_SPAN) === 0) this.#addWithin(lines, i, at);
      else this.#addSpan(batch, lines, i, slice, cell);
      if ((bits & ~RARE_SPAN) !== 0) this.#addRare(batch, bits, i, cell);
    }
  }

  /** The cell of a slice and bucket: mostly the one that the slice used last. */
  #cellFor(slice: number, bucket: number): number {
    const last = (this.#last[slice] ?? 0) - 1;
    if (last >= 0 && this.buckets[last] === bucket) return last;
    const cell = this.#cellOf(slice, bucket);
    this.#last[slice] = cell + 1;
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

  /** Adds the cells of each slice in `from` to the slice at its place; below 0 stands for none. */
  pour(from: BatchCells, sliceOf: Int32Array): void {
    for (let cell = 0; cell < from.size; cell++) {
      const slice = sliceOf[from.slices[cell] ?? 0] ?? -1;
      if (slice < 0) continue;
      const to = this.#cellFor(slice, from.buckets[cell] ?? 0);
      addRow(this.values, to * CELL_STRIDE, from.values, cell * CELL_STRIDE);
    }
    for (let other = 0; other < from.end; other++) {
      const slice = sliceOf[other] ?? -1;
      if (slice >= 0) raise(this.longestUs, slice, from.longestUs[other] ?? 0);
    }
  }

  #addRare({ bytesIn }: RequestBatch, bits: number, i: number, cell: number): void {
    const { values } = this;
    const at = cell * CELL_STRIDE;
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
    const start = this.#cellOf(slice, startBucket) * CELL_STRIDE;
    // Read after both cells are there: a new one may have replaced the array.
    const { values } = this;
    values[start + STARTED] = (values[start + STARTED] ?? 0) + 1;
    if (((batch.flags[i] ?? 0) & TIMED) === 0) return;
    const bytes = lines.bytesOut[i] ?? 0;
    const startUs = batch.startUs[i] ?? 0;
    const endUs = batch.endUs[i] ?? 0;
    const startMs = (firstBucket + startBucket) * widthMs;
    const endMs = (firstBucket + (lines.endBuckets[i] ?? 0)) * widthMs;
    addOccupancy(values, start, {
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

  #cellOf(slice: number, bucket: number): number {
    let slots = this.#slots;
    let mask = slots.length - 1;
    let slot = hashOfPair(slice, bucket) & mask;
    for (;;) {
      const cell = (slots[slot] ?? 0) - 1;
      if (cell < 0) break;
      if (this.slices[cell] === slice && this.buckets[cell] === bucket) return cell;
      slot = (slot + 1) & mask;
    }
    if (this.size * 2 >= slots.length) {
      this.#rehash();
      slots = this.#slots;
      mask = slots.length - 1;
      slot = emptySlot(slots, hashOfPair(slice, bucket));
    }
    const cell = this.size++;
    slots[slot] = cell + 1;
    if (cell >= this.slices.length) this.#grow();
    this.slices[cell] = slice;
    this.buckets[cell] = bucket;
    return cell;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let cell = 0; cell < this.size; cell++) {
      const slot = emptySlot(
        this.#slots,
        hashOfPair(this.slices[cell] ?? 0, this.buckets[cell] ?? 0),
      );
      this.#slots[slot] = cell + 1;
    }
  }

  #grow(): void {
    const length = grownLength(this.slices.length, this.size);
    this.slices = copiedInto(new Int32Array(length), this.slices);
    this.buckets = copiedInto(new Int32Array(length), this.buckets);
    this.values = copiedInto(new Float64Array(length * CELL_STRIDE), this.values);
  }
}

function addRow(to: Float64Array, at: number, from: Float64Array, fromAt: number): void {
  for (let column = 0; column < CELL_STRIDE; column++) {
    add(to, at + column, from[fromAt + column] ?? 0);
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

function emptySlot(slots: Int32Array, from: number): number {
  const mask = slots.length - 1;
  let slot = from & mask;
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  return slot;
}
