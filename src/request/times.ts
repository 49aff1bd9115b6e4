import type { SettledTimes } from './settled-times.ts';

/** The end of a request that a log writes the time of. */
export type Stamp = 'start' | 'end';

/** What a line tells of its request's times, epoch milliseconds UTC. */
export interface LoggedTimes {
  readonly startMs?: number | undefined;
  readonly endMs?: number | undefined;
  readonly durationMs?: number | undefined;
}

/** The same of many lines, a place for each; what is NaN is absent. */
export interface ScannedTimes {
  readonly startsMs: Float64Array;
  readonly endsMs: Float64Array;
  readonly durationsMs: Float64Array;
}

/** When a request began and ended, epoch milliseconds UTC. */
export interface RequestTimes {
  readonly startMs: number;
  readonly endMs: number;
  /** False when only one of the two was logged: then both are that one. */
  readonly durationKnown: boolean;
  /** True when the duration was read off the order of the lines (method.md, section 2). */
  readonly implied: boolean;
}

/**
 * How long a line older than its predecessors ran is believed up to this; beyond it is not known: a very long
 * download, or, when so many lines in a row are that old, a jump of the clock or another log's beginning.
 */
export const MAX_IMPLIED_DURATION_MS = 3_600_000;

/** Lines in a row from hours ago that begin another log. */
export const LINES_OF_A_JUMP = 20;

/** What the lines before decide of the next one's times. */
export interface LineOrderState {
  readonly newestStartMs: number;
  /** How many lines just before were from hours ago, one after the other. */
  readonly farBackInRow: number;
}

/** Stamps are whole seconds: a line one second older than its predecessor tells nothing. */
const STAMP_RESOLUTION_MS = 1000;

/**
 * Settles the times of one log's records, in file order. Servers write a line when the request ends, so
 * where stamps are starts and no duration is logged, the newest stamp seen so far is a lower bound of
 * the time of writing: a request that hung surfaces as a line older than its neighbours.
 */
export class TimeReader implements RequestTimes {
  /** Those of the last line: one object serves all lines. */
  startMs: number = Number.NaN;
  endMs: number = Number.NaN;
  durationKnown = false;
  implied = false;
  #newestStartMs = Number.NEGATIVE_INFINITY;
  #farBackInRow = 0;
  readonly #stamps: Stamp | undefined;

  /** `stamps` says what the time of lines with one time is of, where that is not what they say. */
  constructor(stamps?: Stamp) {
    this.#stamps = stamps;
  }

  /** The times of the next line, or undefined when it carries no time. */
  read({ startMs, endMs, durationMs }: LoggedTimes): RequestTimes | undefined {
    if (startMs === undefined && endMs === undefined) return undefined;
    this.settle(startMs ?? Number.NaN, endMs ?? Number.NaN, durationMs ?? Number.NaN);
    const { durationKnown, implied } = this;
    return { startMs: this.startMs, endMs: this.endMs, durationKnown, implied };
  }

  /** Settles the times of the next line, which has a start or an end; what is NaN is absent. */
  settle(startMs: number, endMs: number, durationMs: number): void {
    const hasStart = !Number.isNaN(startMs);
    if (hasStart && !Number.isNaN(endMs)) {
      this.#set(startMs, Math.max(startMs, endMs), true);
      return;
    }
    const stampMs = hasStart ? startMs : endMs;
    const isStart = this.#stamps === undefined ? hasStart : this.#stamps === 'start';
    const isTimed = !Number.isNaN(durationMs);
    if (!isStart) this.#set(isTimed ? stampMs - durationMs : stampMs, stampMs, isTimed);
    else if (isTimed) this.#set(stampMs, stampMs + durationMs, true);
    else this.#imply(stampMs);
  }

  /** Settles the times of the next lines, from the one at `from` to the one before `to`. */
  settleAll(
    { startsMs, endsMs, durationsMs }: ScannedTimes,
    from: number,
    to: number,
    settled: SettledTimes,
  ): void {
    for (let line = from; line < to; line++) {
      this.settle(
        startsMs[line] ?? Number.NaN,
        endsMs[line] ?? Number.NaN,
        durationsMs[line] ?? Number.NaN,
      );
      settled.put(line, this);
    }
  }

  /** What the lines so far decide of the next one. */
  get state(): LineOrderState {
    return { newestStartMs: this.#newestStartMs, farBackInRow: this.#farBackInRow };
  }

  /** Goes on as behind the lines that led to this state. */
  resume({ newestStartMs, farBackInRow }: LineOrderState): void {
    this.#newestStartMs = newestStartMs;
    this.#farBackInRow = farBackInRow;
  }

  /** Says that the clock was set back: older lines are not late. */
  restart(): void {
    this.#newestStartMs = Number.NEGATIVE_INFINITY;
    this.#farBackInRow = 0;
  }

  #set(startMs: number, endMs: number, durationKnown: boolean): void {
    this.startMs = startMs;
    this.endMs = endMs;
    this.durationKnown = durationKnown;
    this.implied = false;
  }

  #imply(startMs: number): void {
    const lateMs = this.#newestStartMs - startMs;
    this.#farBackInRow = lateMs > MAX_IMPLIED_DURATION_MS ? this.#farBackInRow + 1 : 0;
    if (lateMs <= 0 || this.#farBackInRow >= LINES_OF_A_JUMP) this.#newestStartMs = startMs;
    const isKnown = this.#farBackInRow === 0;
    const impliedMs = isKnown && lateMs > STAMP_RESOLUTION_MS ? lateMs : 0;
    this.#set(startMs, startMs + impliedMs, isKnown);
    this.implied = true;
  }
}
