/** Raw lines of a pipe that are kept before those are dropped that no report can show. */
export const KEPT_LINE_BYTES: number = 32 * 1024 * 1024;
const FIRST_ARENA_BYTES: number = 64 * 1024;

/**
 * Raw lines of a pipe, which cannot be read again when the report wants to show some. Lines are kept until they
 * are over `limit` bytes; then the caller says which are still wanted. Since those are the largest requests of
 * slices, of which a rollup has a bounded number, so is what is kept.
 */
export class KeptLines {
  #limit: number;
  #arena = new Uint8Array(FIRST_ARENA_BYTES);
  #used = 0;
  /** Ascending, for lines come in their order; `#starts[i]` is where line i begins in the arena. */
  #offsets: number[] = [];
  #starts: number[] = [];

  constructor(limit: number = KEPT_LINE_BYTES) {
    this.#limit = limit;
  }

  /** Whether `keepOnly` is due. */
  get isFull(): boolean {
    return this.#used > this.#limit;
  }

  /** Keeps the line `bytes[start, end)`, which stands further back in the log than those before. */
  keep(bytes: Uint8Array, start: number, end: number, offset: number): void {
    this.#makeRoom(end - start);
    this.#offsets.push(offset);
    this.#starts.push(this.#used);
    this.#arena.set(bytes.subarray(start, end), this.#used);
    this.#used += end - start;
  }

  /** Drops all lines but those at the wanted offsets. Next time is when as much again has come. */
  keepOnly(wanted: ReadonlySet<number>): void {
    const offsets = this.#offsets;
    const starts = this.#starts;
    const end = this.#used;
    this.#offsets = [];
    this.#starts = [];
    this.#used = 0;
    for (const [at, offset] of offsets.entries()) {
      // Lines only move towards the front, so that none is written over before it moved.
      if (wanted.has(offset))
        this.keep(this.#arena, starts[at] ?? 0, starts[at + 1] ?? end, offset);
    }
    this.#limit = Math.max(this.#limit, 2 * this.#used);
  }

  /** The line at an offset, or undefined when it was dropped. */
  line(offset: number): string | undefined {
    const at = this.#offsets.indexOf(offset);
    if (at < 0) return undefined;
    const end = this.#starts[at + 1] ?? this.#used;
    return new TextDecoder().decode(this.#arena.subarray(this.#starts[at] ?? 0, end));
  }

  #makeRoom(length: number): void {
    let size = this.#arena.length;
    while (size < this.#used + length) size *= 2;
    if (size === this.#arena.length) return;
    const larger = new Uint8Array(size);
    larger.set(this.#arena.subarray(0, this.#used));
    this.#arena = larger;
  }
}
