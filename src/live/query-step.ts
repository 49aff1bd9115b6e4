/** Points asked for of one series at most. Prometheus gives 11,000 (`web/api/v1/api.go`). */
export const MAX_POINTS = 10_000;
/** Samples asked for in all: as JSON they come to some 300 MB. */
export const MAX_SAMPLES = 10_000_000;

/** Steps that people can divide time by, in seconds; further ones are whole days. */
const steps = [
  1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200,
] as const;
const DAY_SECONDS = 86_400;

/**
 * The distance of the points to ask for: that of the scrapes, unless they are too many for `series` series over the
 * span; then the smallest round step that keeps within the limits.
 */
export function queryStepSeconds(
  spanSeconds: number,
  scrapeSeconds: number,
  series: number,
): number {
  const points = Math.max(2, Math.min(MAX_POINTS, Math.floor(MAX_SAMPLES / Math.max(1, series))));
  const least = spanSeconds / points;
  if (scrapeSeconds >= least) return scrapeSeconds;
  return steps.find((step) => step >= least) ?? Math.ceil(least / DAY_SECONDS) * DAY_SECONDS;
}
