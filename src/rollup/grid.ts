/** Equal buckets of time. Bucket `i` is `[originMs + i * widthMs, originMs + (i + 1) * widthMs)`. */
export interface Grid {
  /** Epoch milliseconds UTC of the first bucket's start; a multiple of `widthMs`. */
  readonly originMs: number;
  readonly widthMs: number;
  /** How many buckets; 0 when there is no data. */
  readonly length: number;
}

/** A span of time, epoch milliseconds UTC; `toMs` is exclusive. */
export interface TimeSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The bucket widths a rollup can have, in seconds, from fine to coarse. Each divides the next, so that
 * coarsening merges whole buckets. Those above a day are there for the bound alone: the last is
 * wider than the whole range of times, so that climbing always ends.
 */
const widthsSeconds = [
  1, 5, 10, 30, 60, 300, 900, 3600, 21_600, 86_400, 604_800, 2_419_200, 31_449_600, 4_402_944_000,
] as const;

/** The coarsest rung of the ladder. Rung 0 is the finest. */
export const topRung: number = widthsSeconds.length - 1;

const MINUTE_RUNG = widthsSeconds.indexOf(60);

/** Bucket width at a rung in milliseconds; rungs beyond the ladder have the coarsest width. */
export function widthMsAt(rung: number): number {
  return (widthsSeconds[Math.min(rung, topRung)] ?? 1) * 1000;
}

/** The rung with this bucket width, milliseconds. */
export function rungOf(widthMs: number): number {
  return widthsSeconds.findIndex((seconds) => seconds * 1000 === widthMs);
}

/**
 * Times a rollup takes: `0 <= ms < RANGE_END_MS`, from 1970 to 2106-02-07. A bucket number, counted from
 * the epoch, then fits 32 bits at every width. Anything outside is a broken clock, not an incident.
 */
export const RANGE_END_MS: number = 2 ** 32 * 1000;

/** Where a time lies on a grid; may be below 0 or beyond the length. */
export function bucketAt(grid: Grid, timeMs: number): number {
  return Math.floor((timeMs - grid.originMs) / grid.widthMs);
}

/** The part of a grid that a span reaches into. */
export function partWithin(grid: Grid, { fromMs, toMs }: TimeSpan): Grid {
  const { originMs, widthMs } = grid;
  const first = Math.min(grid.length, Math.max(0, bucketAt(grid, fromMs)));
  const past = Math.min(grid.length, Math.max(first, Math.ceil((toMs - originMs) / widthMs)));
  return { originMs: originMs + first * widthMs, widthMs, length: past - first };
}

/** The finest rung, not below `least`, at which a span has at most `maxBuckets` buckets. */
export function rungFor(fromUs: number, toUs: number, maxBuckets: number, least = 0): number {
  let rung = least;
  while (bucketCount(fromUs, toUs, widthMsAt(rung)) > maxBuckets) rung += 1;
  return rung;
}

/** How many buckets a rollup may have: `fineBuckets` while they are below a minute, `maxBuckets` above. */
export interface BucketBounds {
  readonly fineBuckets: number;
  readonly maxBuckets: number;
}

/** The finest rung, not below `least`, at which a span keeps the bounds. */
export function rungWithin(
  fromUs: number,
  toUs: number,
  { fineBuckets, maxBuckets }: BucketBounds,
  least = 0,
): number {
  const fine = rungFor(fromUs, toUs, Math.min(fineBuckets, maxBuckets), least);
  return fine < MINUTE_RUNG
    ? fine
    : rungFor(fromUs, toUs, maxBuckets, Math.max(least, MINUTE_RUNG));
}

function bucketCount(fromUs: number, toUs: number, widthMs: number): number {
  const widthUs = widthMs * 1000;
  return Math.floor(toUs / widthUs) - Math.floor(fromUs / widthUs) + 1;
}
