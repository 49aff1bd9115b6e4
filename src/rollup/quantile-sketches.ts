import { copiedInto, grownLength } from './columns.ts';
import { foldedBin } from './sketch-bins.ts';

/**
 * Values that a sketch keeps one by one; with more of them it counts bins, in a window that begins and ends at a multiple of it:
 * windows seldom grow, and more values never take less room, so that what is too much does not depend on their order.
 */
const FEW = 256;
/** Where a count ends: it stays there, and so merging keeps its laws. */
const MOST: number = 2 ** 32 - 1;
/** The power of two of slots that a sketch has at least: lists of a few values need not move. */
const LEAST_ROOM = 2;
/** Powers of two that a sketch's room can be, up to all bins. */
const ROOMS = 13;

/** Bins side by side with their counts. */
export interface BinCounts {
  readonly bins: Uint16Array;
  readonly counts: Uint32Array;
}

/**
 * How often each bin of values was met (sketch-bins.ts), for many sets of values side by side, each under a small number that is
 * free to choose. A few values are a list of their bins; more of them are counts in the window from the least bin to the
 * greatest one. There are no other fields: count, zeros, least and greatest value are read off the bins, and which bins there
 * are depends on the values alone, not on the order of adding and merging.
 */
export class QuantileSketches {
  /** Of each sketch: its first slot, and the power of two of slots it has + 1; 0 for none. */
  #starts = new Int32Array(0);
  #rooms = new Uint8Array(0);
  /** Slots in use: the values of a list, up to `FEW`, or bins of a window. */
  #lengths = new Uint16Array(0);
  /** The first bin of a window + 1; 0 for a list. */
  #firsts = new Uint16Array(0);
  #slots = new Uint32Array(0);
  /** By power of two: slot + 1 of the first room that was freed, whose first slot tells the next; 0 for none. */
  readonly #freed = new Uint32Array(ROOMS);
  #end = 0;
  #size = 0;

  /** Slots in use, of 4 bytes: at most one for each value, and at most that of all bins for each sketch. */
  get size(): number {
    return this.#size;
  }

  /** Bytes taken, with those that are kept for later. */
  get byteLength(): number {
    const columns = [this.#starts, this.#rooms, this.#lengths, this.#firsts, this.#slots];
    return columns.reduce((sum, column) => sum + column.byteLength, 0);
  }

  /** Counts values of one bin in a sketch, `times` of them: at least one. */
  add(sketch: number, bin: number, times: number): void {
    if (sketch >= this.#rooms.length) this.#makeSketches(sketch);
    const first = (this.#firsts[sketch] ?? 0) - 1;
    if (first < 0) this.#append(sketch, bin, times);
    else this.#count(sketch, bin, times);
  }

  /** Adds a sketch of `other`, which may be this, to another one here; 2^fold bins there are one here. */
  merge(toSketch: number, other: QuantileSketches, sketch: number, fold: number): void {
    const first = (other.#firsts[sketch] ?? 0) - 1;
    const length = other.#lengths[sketch] ?? 0;
    for (let place = 0; place < length; place++) {
      // Asked for anew each time: adding to this may move the slots.
      const slot = other.#slots[(other.#starts[sketch] ?? 0) + place] ?? 0;
      const bin = first < 0 ? slot : first + place;
      if (first < 0 || slot > 0) this.add(toSketch, foldedBin(bin, fold), first < 0 ? 1 : slot);
    }
  }

  /** Adds the counts of a sketch to `counts`, by bin. */
  addTo(counts: Float64Array, sketch: number): void {
    const first = (this.#firsts[sketch] ?? 0) - 1;
    const start = this.#starts[sketch] ?? 0;
    const length = this.#lengths[sketch] ?? 0;
    for (let place = 0; place < length; place++) {
      const slot = this.#slots[start + place] ?? 0;
      const bin = first < 0 ? slot : first + place;
      counts[bin] = (counts[bin] ?? 0) + (first < 0 ? 1 : slot);
    }
  }

  /**
   * Writes the bins of a sketch and their counts into columns from a place on, and gives the place behind them: `add` makes the
   * same sketch of them. A bin may stand there more than once; all sketches together write no more than `size`.
   */
  copyTo({ bins, counts }: BinCounts, from: number, sketch: number): number {
    const first = (this.#firsts[sketch] ?? 0) - 1;
    const start = this.#starts[sketch] ?? 0;
    const length = this.#lengths[sketch] ?? 0;
    let at = from;
    for (let place = 0; place < length; place++) {
      const slot = this.#slots[start + place] ?? 0;
      if (first >= 0 && slot === 0) continue;
      bins[at] = first < 0 ? slot : first + place;
      counts[at] = first < 0 ? 1 : slot;
      at += 1;
    }
    return at;
  }

  /** Makes a sketch empty. */
  release(sketch: number): void {
    this.#size -= this.#lengths[sketch] ?? 0;
    this.#free(sketch);
    this.#lengths[sketch] = 0;
    this.#firsts[sketch] = 0;
  }

  #append(sketch: number, bin: number, times: number): void {
    const length = this.#lengths[sketch] ?? 0;
    if (length + times > FEW) {
      this.#makeWindow(sketch, bin);
      this.#count(sketch, bin, times);
      return;
    }
    const room = this.#rooms[sketch] ?? 0;
    if (room === 0 || length + times > 1 << (room - 1)) this.#move(sketch, length + times, 0);
    const from = (this.#starts[sketch] ?? 0) + length;
    for (let slot = from; slot < from + times; slot++) this.#slots[slot] = bin;
    this.#lengths[sketch] = length + times;
    this.#size += times;
  }

  #count(sketch: number, bin: number, times: number): void {
    let place = bin + 1 - (this.#firsts[sketch] ?? 0);
    if (place < 0 || place >= (this.#lengths[sketch] ?? 0)) {
      this.#stretch(sketch, bin);
      place = bin + 1 - (this.#firsts[sketch] ?? 0);
    }
    const slot = (this.#starts[sketch] ?? 0) + place;
    this.#slots[slot] = Math.min((this.#slots[slot] ?? 0) + times, MOST);
  }

  /** Makes the list of a sketch a window that reaches to `bin`. */
  #makeWindow(sketch: number, bin: number): void {
    const start = this.#starts[sketch] ?? 0;
    const list = this.#slots.slice(start, start + (this.#lengths[sketch] ?? 0));
    this.release(sketch);
    this.#firsts[sketch] = bin - (bin % FEW) + 1;
    this.#stretch(sketch, bin);
    for (const one of list) this.#count(sketch, one, 1);
  }

  /** Makes a window reach to `bin`. */
  #stretch(sketch: number, bin: number): void {
    const first = (this.#firsts[sketch] ?? 0) - 1;
    const length = this.#lengths[sketch] ?? 0;
    const from = Math.min(first, bin - (bin % FEW));
    const to = Math.max(first + length, bin - (bin % FEW) + FEW);
    const room = this.#rooms[sketch] ?? 0;
    if (room === 0 || from < first || to - from > 1 << (room - 1)) {
      this.#move(sketch, to - from, first - from);
    }
    this.#firsts[sketch] = from + 1;
    this.#lengths[sketch] = to - from;
    this.#size += to - from - length;
  }

  /** Gives a sketch room for so many slots, and puts what it has behind the first `shift` of them. */
  #move(sketch: number, length: number, shift: number): void {
    const room = Math.max(LEAST_ROOM, 32 - Math.clz32(length - 1));
    const start = this.#take(room);
    const from = this.#starts[sketch] ?? 0;
    const used = this.#lengths[sketch] ?? 0;
    const slots = this.#slots;
    for (let place = 0; place < used; place++) {
      slots[start + shift + place] = slots[from + place] ?? 0;
    }
    this.#free(sketch);
    this.#starts[sketch] = start;
    this.#rooms[sketch] = room + 1;
  }

  /** The first of 2^room slots that nobody uses, all zero. */
  #take(room: number): number {
    const freed = (this.#freed[room] ?? 0) - 1;
    if (freed >= 0) {
      this.#freed[room] = this.#slots[freed] ?? 0;
      this.#slots[freed] = 0;
      return freed;
    }
    const start = this.#end;
    this.#end += 1 << room;
    if (this.#end > this.#slots.length) {
      const length = grownLength(this.#slots.length, this.#end);
      this.#slots = copiedInto(new Uint32Array(length), this.#slots);
    }
    return start;
  }

  /** Gives the slots of a sketch back. */
  #free(sketch: number): void {
    const room = (this.#rooms[sketch] ?? 0) - 1;
    if (room < 0) return;
    const start = this.#starts[sketch] ?? 0;
    // Mostly a few slots: a loop is faster than `fill`.
    for (let slot = start; slot < start + (1 << room); slot++) this.#slots[slot] = 0;
    this.#slots[start] = this.#freed[room] ?? 0;
    this.#freed[room] = start + 1;
    this.#rooms[sketch] = 0;
  }

  #makeSketches(sketch: number): void {
    const length = grownLength(this.#rooms.length, sketch + 1);
    this.#starts = copiedInto(new Int32Array(length), this.#starts);
    this.#rooms = copiedInto(new Uint8Array(length), this.#rooms);
    this.#lengths = copiedInto(new Uint16Array(length), this.#lengths);
    this.#firsts = copiedInto(new Uint16Array(length), this.#firsts);
  }
}
