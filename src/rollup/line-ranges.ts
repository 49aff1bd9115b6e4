import { copiedInto, grownLength, valuesAt } from './columns.ts';
import type { TimeSpan } from './grid.ts';
import type { RequestBatch } from './request-batch.ts';

/** Blocks that one input is divided into at most: above it blocks get twice as wide. */
export const MAX_BLOCKS = 4096;
/** Bytes of the narrowest block. */
export const LEAST_BLOCK_BYTES: number = 16 * 1024;

/** Bytes of an input, `[from, to)`; `from` is where a line begins, `to` is infinite where nothing is known behind. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** What is remembered of one input, as plain columns: its blocks that hold lines of requests. */
export interface BlockSpans {
  readonly source: number;
  readonly blockBytes: number;
  /** Offset of the first line of a request. */
  readonly firsts: Float64Array;
  /** Epoch milliseconds: the first start and the last end of its requests. */
  readonly startsMs: Float64Array;
  readonly endsMs: Float64Array;
}

/**
 * Which bytes of which input hold the lines of requests that touch a span of time. For each block of an input's bytes it
 * keeps the first start and the last end of the requests that are logged in it: lines come nearly in order of time, so
 * that few blocks touch a span, and a request that lasted for hours is found where it is logged. Never misses a
 * line. The order of requests and merges does not matter, and its size does not depend on the length of the log.
 */
export class LineRanges {
  /** By source; with holes. */
  readonly #inputs: Blocks[] = [];

  /** Adds the request of the line at `offset`; times are epoch milliseconds, in either order. */
  observe(source: number, offset: number, startMs: number, endMs: number): void {
    this.#input(source).observe(offset, startMs, endMs);
  }

  /** Adds all requests of a batch. */
  observeBatch(batch: RequestBatch): void {
    const { length, sources } = batch;
    for (let from = 0; from < length; ) {
      const source = sources[from] ?? 0;
      let to = from + 1;
      while (to < length && sources[to] === source) to += 1;
      this.#input(source).observeBatch(batch, from, to);
      from = to;
    }
  }

  /** Adds all that another has seen. */
  merge(other: LineRanges): void {
    for (const spans of other.spans()) this.addSpans(spans);
  }

  /** What it remembers, by source: to be sent from one thread to another. */
  spans(): readonly BlockSpans[] {
    return this.#inputs.flatMap((input, source) => input.spans(source));
  }

  addSpans(spans: BlockSpans): void {
    this.#input(spans.source).merge(spans);
  }

  /** The bytes of an input whose lines may touch a span, both ends of which count; ascending, apart from each other. */
  ranges(source: number, span: TimeSpan): readonly ByteRange[] {
    return this.#inputs[source]?.ranges(span) ?? [];
  }

  #input(source: number): Blocks {
    const known = this.#inputs[source];
    if (known !== undefined) return known;
    const input = new Blocks();
    this.#inputs[source] = input;
    return input;
  }
}

/** The columns of spans: what moves to another thread instead of being copied. */
export function columnsOf({ firsts, startsMs, endsMs }: BlockSpans): ArrayBuffer[] {
  return [firsts, startsMs, endsMs].map(({ buffer }) => buffer as ArrayBuffer);
}

/** The blocks of one input. How wide they are depends on nothing but the greatest offset. */
class Blocks {
  #blockBytes = LEAST_BLOCK_BYTES;
  #length = 0;
  #firsts = new Float64Array(0);
  #startsMs = new Float64Array(0);
  #endsMs = new Float64Array(0);
  /** The block of the line before, which most lines share, and its bytes. */
  #block = 0;
  #from = 0;
  #to = 0;

  observe(offset: number, startMs: number, endMs: number): void {
    if (offset < this.#from || offset >= this.#to) this.#enter(offset);
    const at = this.#block;
    if (offset < (this.#firsts[at] ?? 0)) this.#firsts[at] = offset;
    const first = Math.min(startMs, endMs);
    const last = Math.max(startMs, endMs);
    if (first < (this.#startsMs[at] ?? 0)) this.#startsMs[at] = first;
    if (last > (this.#endsMs[at] ?? 0)) this.#endsMs[at] = last;
  }

  /** Adds the requests `[from, to)` of a batch: those that stand in one block together. */
  observeBatch({ offsets, startUs, endUs }: RequestBatch, from: number, to: number): void {
    let at = from;
    while (at < to) {
      let first = offsets[at] ?? 0;
      this.#enter(first);
      const blockFrom = this.#from;
      const blockTo = this.#to;
      let startsUs = Number.POSITIVE_INFINITY;
      let endsUs = Number.NEGATIVE_INFINITY;
      for (; at < to; at++) {
        const offset = offsets[at] ?? 0;
        if (offset < blockFrom || offset >= blockTo) break;
        first = Math.min(first, offset);
        startsUs = Math.min(startsUs, startUs[at] ?? 0);
        endsUs = Math.max(endsUs, endUs[at] ?? 0);
      }
      this.observe(first, startsUs / 1000, endsUs / 1000);
    }
  }

  spans(source: number): BlockSpans {
    const held = this.#held();
    return {
      source,
      blockBytes: this.#blockBytes,
      firsts: valuesAt(this.#firsts, held),
      startsMs: valuesAt(this.#startsMs, held),
      endsMs: valuesAt(this.#endsMs, held),
    };
  }

  /** The blocks that hold lines of requests. */
  #held(): readonly number[] {
    const held: number[] = [];
    for (let at = 0; at < this.#length; at++) {
      if (this.#firsts[at] !== Number.POSITIVE_INFINITY) held.push(at);
    }
    return held;
  }

  merge({ blockBytes, firsts, startsMs, endsMs }: BlockSpans): void {
    while (this.#blockBytes < blockBytes) this.#coarsen();
    for (let at = 0; at < firsts.length; at++) {
      this.observe(firsts[at] ?? 0, startsMs[at] ?? 0, endsMs[at] ?? 0);
    }
  }

  ranges({ fromMs, toMs }: TimeSpan): ByteRange[] {
    const ranges: ByteRange[] = [];
    let from: number | undefined;
    for (let at = 0; at < this.#length; at++) {
      const first = this.#firsts[at] ?? 0;
      // Between the requests of one range and those of another there may be blocks without any.
      if (first === Number.POSITIVE_INFINITY) continue;
      const touches = (this.#startsMs[at] ?? 0) <= toMs && (this.#endsMs[at] ?? 0) >= fromMs;
      if (touches) from ??= first;
      else if (from !== undefined) {
        ranges.push({ from, to: first });
        from = undefined;
      }
    }
    if (from !== undefined) ranges.push({ from, to: Number.POSITIVE_INFINITY });
    return ranges;
  }

  /** Makes the block of an offset the one in hand. */
  #enter(offset: number): void {
    while (offset >= MAX_BLOCKS * this.#blockBytes) this.#coarsen();
    this.#block = Math.floor(offset / this.#blockBytes);
    this.#from = this.#block * this.#blockBytes;
    this.#to = this.#from + this.#blockBytes;
    if (this.#block >= this.#length) this.#grow(this.#block + 1);
  }

  #grow(length: number): void {
    if (length > this.#firsts.length) {
      const room = Math.min(MAX_BLOCKS, grownLength(this.#firsts.length, length));
      this.#firsts = copiedInto(new Float64Array(room), this.#firsts);
      this.#startsMs = copiedInto(new Float64Array(room), this.#startsMs);
      this.#endsMs = copiedInto(new Float64Array(room), this.#endsMs);
    }
    this.#clear(this.#length, length);
    this.#length = length;
  }

  #clear(from: number, to: number): void {
    this.#firsts.fill(Number.POSITIVE_INFINITY, from, to);
    this.#startsMs.fill(Number.POSITIVE_INFINITY, from, to);
    this.#endsMs.fill(Number.NEGATIVE_INFINITY, from, to);
  }

  /** Makes one block of every two. */
  #coarsen(): void {
    const length = Math.ceil(this.#length / 2);
    for (let at = 0; at < length; at++) {
      const one = 2 * at;
      const two = Math.min(one + 1, this.#length - 1);
      this.#firsts[at] = Math.min(this.#firsts[one] ?? 0, this.#firsts[two] ?? 0);
      this.#startsMs[at] = Math.min(this.#startsMs[one] ?? 0, this.#startsMs[two] ?? 0);
      this.#endsMs[at] = Math.max(this.#endsMs[one] ?? 0, this.#endsMs[two] ?? 0);
    }
    this.#length = length;
    this.#blockBytes *= 2;
    this.#to = this.#from;
  }
}
