const MINUTE_MS = 60_000;

/** Most zones differ by whole half hours, a handful by quarters; none changes by less than half an hour. */
const HALF_HOUR_MS = 30 * MINUTE_MS;
const QUARTER_MS = 15 * MINUTE_MS;
/** A clock can be put back by a day at most: zones span -12 to +14 hours. */
const MAX_JUMP_MS = 26 * 60 * MINUTE_MS;
/** Lines in a row that must follow the new clock: a request that hung is one line. */
export const LINES_TO_CONFIRM = 20;
/** What may have passed between the last line before a jump and the first after it: a restart, or no request. */
export const MAX_PAUSE_MS: number = 5 * MINUTE_MS;
/** Lines that are older than the newest one by less than this follow the same clock. */
export const LOOKS_BACK_MS: number = HALF_HOUR_MS - MAX_PAUSE_MS;
/** How many times the usual distance of two lines a pause may be, and what is granted in any case. */
const PAUSE_GAPS = 20;
const MIN_PAUSE_MS = 30_000;
/** Stamps are whole seconds, and lines of several workers cross. */
const CROSSING_MS = 2000;
/** Weight of the newest distance in the usual one. */
const GAP_WEIGHT = 0.05;
/** A leap ahead is told only behind so many lines without any pause nearly as long: else it is sooner a pause. */
export const LINES_BEFORE_LEAP = 1000;
const LEAP_PAUSES = 10;

/** A place in a log from which on its clock shows another zone. */
export interface ZoneJump {
  /** Offset of the first line behind it. */
  readonly offset: number;
  /** The times before and behind it, epoch milliseconds as the log has them. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Change of the clock's offset to UTC, minutes, a multiple of 15; ahead it may be a time without requests. */
  readonly minutes: number;
}

/**
 * How a line goes on from those before: `doubtful` ones may stand behind a jump, which later lines decide: the first that
 * is not doubtful `jumped` with them, or `follows` as they did.
 */
export type Sequel = 'follows' | 'doubtful' | 'jumped';

/**
 * Notices where a log goes on under another zone, as after a restart with another `TZ`: the times fall back by whole
 * quarters of an hour, but for the pause between, and stay there. A clock put forward looks like a time without requests. A
 * second log that begins, at any distance, is no jump.
 */
export class ZoneJumpDetector {
  readonly jumps: ZoneJump[] = [];
  #newestMs = Number.NEGATIVE_INFINITY;
  #usualGapMs = 0;
  #back: ZoneJump | undefined;
  #newestBehindMs = Number.NEGATIVE_INFINITY;
  #linesBehind = 0;
  #lines = 0;
  #longestGapMs = 0;
  #ahead: ZoneJump | undefined;
  #linesAhead = 0;

  /** Whether a line of this time follows the clock for sure; false for NaN. */
  isFollowing(timeMs: number): boolean {
    return timeMs > this.#newestMs - LOOKS_BACK_MS;
  }

  /** Takes the time of the next line, epoch milliseconds as the log has it, and where the line stands. */
  observe(timeMs: number, offset: number): Sequel {
    if (this.isFollowing(timeMs)) {
      this.#follow(timeMs, offset);
      return 'follows';
    }
    if (this.#returns(timeMs)) return 'follows';
    this.#back ??= this.#jumpBack(timeMs, offset);
    this.#linesBehind += 1;
    this.#newestBehindMs = Math.max(this.#newestBehindMs, timeMs);
    const isSure = this.#linesBehind >= LINES_TO_CONFIRM;
    if (this.#back === undefined) {
      if (isSure) this.#begin(this.#newestBehindMs);
      return 'follows';
    }
    if (!isSure) return 'doubtful';
    this.jumps.push(this.#back);
    this.#begin(this.#newestBehindMs);
    return 'jumped';
  }

  /** A line of the same clock as before: what looked like a jump was a request that hung. */
  #follow(timeMs: number, offset: number): void {
    const gapMs = timeMs - this.#newestMs;
    this.#lines += 1;
    if (gapMs > HALF_HOUR_MS - CROSSING_MS) this.#leap(timeMs, offset);
    if (gapMs > 0 && gapMs < Number.POSITIVE_INFINITY) {
      this.#usualGapMs += GAP_WEIGHT * (gapMs - this.#usualGapMs);
      this.#longestGapMs = Math.max(this.#longestGapMs, gapMs);
    }
    if (this.#ahead !== undefined && ++this.#linesAhead > LINES_TO_CONFIRM) {
      this.jumps.push(this.#ahead);
      this.#ahead = undefined;
    }
    this.#begin(Math.max(timeMs, this.#newestMs));
  }

  #begin(newestMs: number): void {
    this.#newestMs = newestMs;
    this.#newestBehindMs = Number.NEGATIVE_INFINITY;
    this.#back = undefined;
    this.#linesBehind = 0;
  }

  #leap(timeMs: number, offset: number): void {
    const fromMs = this.#newestMs;
    const jumpMs = sizeOf(timeMs - fromMs, MIN_PAUSE_MS, Math.floor);
    const isUnusual =
      this.#lines > LINES_BEFORE_LEAP && timeMs - fromMs > LEAP_PAUSES * this.#longestGapMs;
    this.#ahead =
      jumpMs === undefined || !isUnusual
        ? undefined
        : { offset, fromMs, toMs: timeMs, minutes: jumpMs / MINUTE_MS };
    this.#linesAhead = 0;
  }

  /** Whether the lines that leapt ahead were a few with a wrong time, and this one goes on where they left. */
  #returns(timeMs: number): boolean {
    const beforeMs = this.#ahead?.fromMs ?? Number.NaN;
    if (!(Math.abs(timeMs - beforeMs) < MAX_PAUSE_MS)) return false;
    this.#ahead = undefined;
    this.#begin(timeMs);
    return true;
  }

  #jumpBack(timeMs: number, offset: number): ZoneJump | undefined {
    // Only the first line back tells the distance: the pause is shortest there.
    if (this.#linesBehind > 0) return undefined;
    const fromMs = this.#newestMs;
    const jumpMs = sizeOf(fromMs - timeMs, this.#grantedMs(), Math.ceil);
    if (jumpMs === undefined) return undefined;
    return { offset, fromMs, toMs: timeMs, minutes: -jumpMs / MINUTE_MS };
  }

  #grantedMs(): number {
    return Math.min(MAX_PAUSE_MS, Math.max(MIN_PAUSE_MS, PAUSE_GAPS * this.#usualGapMs));
  }
}

/** The change of zones that explains a distance but for a pause; undefined where none does. */
function sizeOf(
  distanceMs: number,
  grantedMs: number,
  whole: (steps: number) => number,
): number | undefined {
  for (const stepMs of [HALF_HOUR_MS, QUARTER_MS]) {
    const crossingMs = whole === Math.ceil ? -CROSSING_MS : CROSSING_MS;
    const sizeMs = whole((distanceMs + crossingMs) / stepMs) * stepMs;
    // Quarters are rare: what looks like one is sooner chance.
    const pauseMs = stepMs === HALF_HOUR_MS ? grantedMs : MIN_PAUSE_MS;
    const isOne = sizeMs >= HALF_HOUR_MS && sizeMs <= MAX_JUMP_MS;
    if (isOne && Math.abs(sizeMs - distanceMs) <= pauseMs) return sizeMs;
  }
  return undefined;
}
