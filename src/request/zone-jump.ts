const MINUTE_MS = 60_000;

/** Zones differ by whole half hours but for a handful of quarters. */
const ZONE_STEP_MS = 30 * MINUTE_MS;
/** A clock can be put back by a day at most: zones span -12 to +14 hours. */
const MAX_JUMP_MS = 26 * 60 * MINUTE_MS;
/** Lines in a row that must follow the new clock: a request that hung is one line. */
export const LINES_TO_CONFIRM = 20;
/** What may have passed between the last line before a jump and the first after it: a restart, or no request. */
export const MAX_PAUSE_MS: number = 5 * MINUTE_MS;
/** How many times the usual distance of two lines a pause may be, and what is granted in any case. */
const PAUSE_GAPS = 20;
const MIN_PAUSE_MS = 30_000;
/** Weight of the newest distance in the usual one. */
const GAP_WEIGHT = 0.05;

/** A place in a log from which on its clock shows another zone. */
export interface ZoneJump {
  /** Offset of the first line behind it. */
  readonly offset: number;
  /** The stamps before and behind it, epoch milliseconds as the log has them. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Change of the clock's offset to UTC, minutes, a multiple of 30; always negative. */
  readonly minutes: number;
}

/**
 * Notices where a log without zones goes on under another one, as after a restart with another `TZ`: the stamps fall back
 * by whole half hours, but for the pause between, and stay there. A clock put forward looks like hours without
 * requests, and is not told. A second log that begins, at any distance, is no jump.
 */
export class ZoneJumpDetector {
  readonly jumps: ZoneJump[] = [];
  #newestMs = Number.NEGATIVE_INFINITY;
  #usualGapMs = 0;
  #candidate: ZoneJump | undefined;
  #newestBehindMs = Number.NEGATIVE_INFINITY;
  #confirming = 0;

  /** Takes the stamp of the next line, and where the line stands. */
  observe(stampMs: number, offset: number): void {
    if (stampMs > this.#newestMs - ZONE_STEP_MS + MAX_PAUSE_MS) {
      this.#follow(stampMs);
      return;
    }
    this.#candidate ??= this.#jumpTo(stampMs, offset);
    if (this.#candidate === undefined) {
      this.#rest(stampMs);
      return;
    }
    this.#confirming += 1;
    this.#newestBehindMs = Math.max(this.#newestBehindMs, stampMs);
    if (this.#confirming < LINES_TO_CONFIRM) return;
    this.jumps.push(this.#candidate);
    this.#begin(this.#newestBehindMs);
  }

  /** A line of the same clock as before: what looked like a jump was a request that hung. */
  #follow(stampMs: number): void {
    const gapMs = stampMs - this.#newestMs;
    if (gapMs > 0 && gapMs < Number.POSITIVE_INFINITY) {
      this.#usualGapMs += GAP_WEIGHT * (gapMs - this.#usualGapMs);
    }
    this.#begin(Math.max(stampMs, this.#newestMs));
  }

  /** A line far back by what is no change of zones; so many in a row are another log. */
  #rest(stampMs: number): void {
    this.#confirming += 1;
    this.#newestBehindMs = Math.max(this.#newestBehindMs, stampMs);
    if (this.#confirming >= LINES_TO_CONFIRM) this.#begin(this.#newestBehindMs);
  }

  #begin(newestMs: number): void {
    this.#newestMs = newestMs;
    this.#newestBehindMs = Number.NEGATIVE_INFINITY;
    this.#candidate = undefined;
    this.#confirming = 0;
  }

  #jumpTo(stampMs: number, offset: number): ZoneJump | undefined {
    // Only the first line back tells the distance: the pause is shortest there.
    if (this.#confirming > 0) return undefined;
    const backMs = this.#newestMs - stampMs;
    const jumpMs = Math.ceil(backMs / ZONE_STEP_MS) * ZONE_STEP_MS;
    const pauseMs = jumpMs - backMs;
    const grantedMs = Math.min(MAX_PAUSE_MS, Math.max(MIN_PAUSE_MS, PAUSE_GAPS * this.#usualGapMs));
    if (jumpMs > MAX_JUMP_MS || pauseMs > grantedMs) return undefined;
    return { offset, fromMs: this.#newestMs, toMs: stampMs, minutes: -jumpMs / MINUTE_MS };
  }
}
