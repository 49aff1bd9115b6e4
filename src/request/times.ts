/** The end of a request that a log writes the time of. */
export type Stamp = 'start' | 'end';

/** What a line tells of its request's times, epoch milliseconds UTC. */
export interface LoggedTimes {
  readonly startMs?: number | undefined;
  readonly endMs?: number | undefined;
  readonly durationMs?: number | undefined;
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
export class TimeReader {
  #newestStartMs = Number.NEGATIVE_INFINITY;
  #farBackInRow = 0;
  readonly #stamps: Stamp | undefined;

  /** `stamps` says what the time of lines with one time is of, where that is not what they say. */
  constructor(stamps?: Stamp) {
    this.#stamps = stamps;
  }

  /** The times of the next line, or undefined when it carries no time. */
  read(logged: LoggedTimes): RequestTimes | undefined {
    const { durationMs } = logged;
    const { startMs, endMs } = this.#stamps === undefined ? logged : meantBy(this.#stamps, logged);
    if (startMs !== undefined && endMs !== undefined) {
      return { startMs, endMs: Math.max(startMs, endMs), durationKnown: true, implied: false };
    }
    if (startMs !== undefined) return this.#fromStart(startMs, durationMs);
    if (endMs === undefined) return undefined;
    return {
      startMs: endMs - (durationMs ?? 0),
      endMs,
      durationKnown: durationMs !== undefined,
      implied: false,
    };
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

  #fromStart(startMs: number, durationMs: number | undefined): RequestTimes {
    if (durationMs !== undefined) {
      return { startMs, endMs: startMs + durationMs, durationKnown: true, implied: false };
    }
    const lateMs = this.#newestStartMs - startMs;
    this.#farBackInRow = lateMs > MAX_IMPLIED_DURATION_MS ? this.#farBackInRow + 1 : 0;
    if (lateMs <= 0 || this.#farBackInRow >= LINES_OF_A_JUMP) this.#newestStartMs = startMs;
    if (this.#farBackInRow > 0) {
      return { startMs, endMs: startMs, durationKnown: false, implied: true };
    }
    const impliedMs = lateMs <= STAMP_RESOLUTION_MS ? 0 : lateMs;
    return { startMs, endMs: startMs + impliedMs, durationKnown: true, implied: true };
  }
}

function meantBy(stamps: Stamp, { startMs, endMs, durationMs }: LoggedTimes): LoggedTimes {
  if (startMs !== undefined && endMs !== undefined) return { startMs, endMs, durationMs };
  const stampMs = startMs ?? endMs;
  return stamps === 'start' ? { startMs: stampMs, durationMs } : { endMs: stampMs, durationMs };
}
