import { dimensions } from '../rollup/dimension.ts';
import type { LargeRequest } from '../rollup/largest.ts';
import { NO_BYTES, NO_KEY, type RequestBatch, TIMED } from '../rollup/request-batch.ts';
import { type LineBlock, lineAt } from './line-blocks.ts';

/** By what requests are large: the bytes sent, or how long they took. */
export type Largeness = 'bytes' | 'duration';

/** A large request and its line; the line is undefined where it stood in another block. */
export interface LargeLine extends LargeRequest {
  readonly line: string | undefined;
  readonly client: string | undefined;
}

interface Entry extends LargeLine {
  readonly rank: number;
}

/** The largest requests: of equal ones the earlier, whatever the order they come in. */
export class LargestLines {
  readonly #by: Largeness;
  readonly #most: number;
  readonly #otherwise: LargestLines | undefined;
  #entries: Entry[] = [];
  /** What a request must reach once all places are taken. */
  #least = Number.NEGATIVE_INFINITY;

  /** `otherwise` is by what they are large where no request has the first. */
  constructor(by: Largeness, most: number, otherwise?: Largeness) {
    this.#by = by;
    this.#most = most;
    this.#otherwise = otherwise === undefined ? undefined : new LargestLines(otherwise, most);
  }

  get largest(): readonly LargeLine[] {
    return this.#entries.length === 0 ? (this.#otherwise?.largest ?? []) : this.#entries;
  }

  add(batch: RequestBatch, at: number, block: LineBlock): void {
    const rank = this.#rank(batch, at);
    if (rank < 0 && this.#entries.length === 0) this.#otherwise?.add(batch, at, block);
    if (rank < 0 || rank < this.#least) return;
    const offset = batch.offsets[at] ?? 0;
    const isInBlock = offset >= block.offset && offset < block.offset + block.bytes.length;
    const bytes = batch.bytesOut[at] ?? NO_BYTES;
    const entry = {
      rank,
      startMs: (batch.startUs[at] ?? 0) / 1000,
      endMs: (batch.endUs[at] ?? 0) / 1000,
      bytes: bytes === NO_BYTES ? undefined : bytes,
      client: clientOf(batch, at),
      source: batch.sources[at] ?? 0,
      offset,
      line: isInBlock ? lineAt(block, offset) : undefined,
    };
    this.#entries = [...this.#entries, entry].sort(inOrder).slice(0, this.#most);
    if (this.#entries.length === this.#most) this.#least = this.#entries.at(-1)?.rank ?? 0;
  }

  /** Below 0 where it is not known. */
  #rank({ bytesOut, flags, startUs, endUs }: RequestBatch, at: number): number {
    if (this.#by === 'bytes') return bytesOut[at] ?? -1;
    return ((flags[at] ?? 0) & TIMED) === 0 ? -1 : (endUs[at] ?? 0) - (startUs[at] ?? 0);
  }
}

const CLIENT = dimensions.indexOf('client');

function clientOf({ keys, names }: RequestBatch, at: number): string | undefined {
  const key = keys[CLIENT]?.[at] ?? NO_KEY;
  return key === NO_KEY ? undefined : names[CLIENT]?.text(key);
}

function inOrder(a: Entry, b: Entry): number {
  return b.rank - a.rank || a.startMs - b.startMs || a.source - b.source || a.offset - b.offset;
}
