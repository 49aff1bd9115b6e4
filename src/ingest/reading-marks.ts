import type { LineOrderState } from '../request/times.ts';

/** Marks that are kept of one log; above it every second one goes. */
export const MAX_MARKS = 4096;
/** Bytes between two marks, at least. */
export const LEAST_MARK_BYTES: number = 1024 * 1024;

/** A place from which a log can be read again: the line that begins there, and what those before it decide of it. */
export interface ReadingMark {
  readonly offset: number;
  readonly order: LineOrderState;
}

/** Places of a log from which it can be read again without what stands before them. */
export class ReadingMarks {
  /** By offset. */
  #marks: ReadingMark[] = [];
  #spacing = LEAST_MARK_BYTES;

  /** The next mark is due at the first line from this offset on. */
  due = 0;

  get all(): readonly ReadingMark[] {
    return this.#marks;
  }

  /** Adds one behind all others. */
  add(mark: ReadingMark): void {
    this.#marks.push(mark);
    if (this.#marks.length > MAX_MARKS) {
      this.#marks = this.#marks.filter((_, at) => at % 2 === 0);
      this.#spacing *= 2;
    }
    this.due = mark.offset + this.#spacing;
  }
}
