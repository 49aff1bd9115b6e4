const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Steps of a clock that people read. */
const STEPS_MS = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 7, 14, 28, 91, 364].map((days) => days * DAY_MS),
] as const;

export interface TimeTick {
  readonly ms: number;
  /** `14:03`, `14:03:30` where the steps are that short; `11-21` where a day begins. */
  readonly label: string;
}

/** Times to label: at most `most` of them, at even steps of the clock. Times are local ones (clock.ts). */
export function timeTicks(fromMs: number, toMs: number, most: number): readonly TimeTick[] {
  const spanMs = toMs - fromMs;
  const stepMs = STEPS_MS.find((step) => spanMs / step <= most) ?? Math.ceil(spanMs / most);
  const ticks: TimeTick[] = [];
  for (let ms = Math.ceil(fromMs / stepMs) * stepMs; ms <= toMs; ms += stepMs) {
    ticks.push({ ms, label: labelOf(ms, stepMs) });
  }
  return ticks.slice(0, most);
}

function labelOf(ms: number, stepMs: number): string {
  const iso = new Date(ms).toISOString();
  if (ms % DAY_MS === 0) return iso.slice(5, 10);
  return iso.slice(11, stepMs < MINUTE_MS ? 19 : 16);
}
