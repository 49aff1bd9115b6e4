import type { Role, Series } from '../series/series.ts';
import { quantileOfSorted, smoothed, sorted } from '../statistics/summaries.ts';
import { type Baseline, baselineOf, directed } from './baseline.ts';
import { isFromLog } from './log-series.ts';
import { canMatter, leastRise, leastSeconds, smoothSamples, smoothSeconds } from './materiality.ts';

/** Hysteresis in spreads over the baseline (method.md 3.4): two samples above ENTER, or one above AT_ONCE. */
const ENTER_SPREADS = 4;
const ENTER_AT_ONCE_SPREADS = 8;
const ENTER_SAMPLES = 2;
/** A window ends when so many samples are below this share of its rise and of the spreads. */
const LEAVE_SPREADS = 2;
const LEAVE_SHARE_OF_RISE = 0.2;
const LEAVE_SAMPLES = 3;

/** What adds up without anybody noticing; the others come and go. */
const CREEPING: ReadonlySet<Role> = new Set<Role>(['memory', 'swap', 'threads', 'processes']);
/** A series has left its baseline when it is up by this share of the rise that matters. */
const DEPARTED_SHARE = 0.6;

/** A stretch in which one series was off its baseline. Indices into the series; `to` is exclusive. */
export interface Window {
  readonly series: Series;
  readonly from: number;
  readonly to: number;
  readonly startMs: number;
  readonly endMs: number;
  /** Level before, and highest value inside, in the series' unit and own direction. */
  readonly baseline: number;
  readonly peak: number;
  /** The rise as a multiple of the least that matters. */
  readonly strength: number;
  /** The first sample behind the window before it: it cannot have begun earlier. The first of all where nothing is said. */
  readonly after?: number;
}

/** A window with less than this share of the largest one's area is one of the series' ordinary bursts. */
const LEAST_SHARE_OF_LARGEST = 0.25;

/** The windows of a series that stand out among its own, in order of time. */
export function windowsOf(series: Series): Window[] {
  if (!canMatter(series)) return [];
  const values = smoothed(directed(series), smoothSamples(series));
  const baseline = baselineOf(series, values);
  const excursions = excursionsOf(series, values, baseline);
  const lasting = excursions.filter(lastsEnough);
  // What is cut short by the end of the series is nothing that it does now and then.
  const cutShort = excursions.filter(({ to }) => to === values.length);
  const outside = heightsOutside(values, baseline, [...lasting, ...cutShort]);
  const windows = lasting.filter((one) => heightOf(one) >= leastHeight(one, outside));
  const largest = Math.max(...windows.map(areaOf));
  return windows
    .filter((window) => areaOf(window) >= LEAST_SHARE_OF_LARGEST * largest)
    .map((window, at, all) => ({ ...window, after: all[at - 1]?.to ?? 0 }));
}

/** A window is higher by this factor than what the series does all the time. */
const OVER_USUAL = 1.7;
/** How high that is: the height that all but this share of the samples outside windows have at most. */
const USUAL_QUANTILE = 0.98;
/** A window of one sample is higher by this factor than the series is now and then, for a sample: the third time it was so. */
const OVER_SPIKES = 3;
const SPIKES = 3;
/** Fewer samples outside windows, and near to none, tell nothing of the sort. */
const LEAST_OUTSIDE = 40;
const NEAR_SAMPLES = 4;

/** How far a series stands above its baseline outside its windows, ascending. */
function heightsOutside(
  values: Float64Array,
  baseline: Baseline,
  windows: readonly Window[],
): Float64Array {
  const heights = values.map((value, at) => value - (baseline.level[at] ?? 0));
  return sorted(
    heights.filter((_, at) =>
      windows.every(({ from, to }) => at < from - NEAR_SAMPLES || at >= to + NEAR_SAMPLES),
    ),
  );
}

/**
 * How high a window has to be beside what its series does now and then though nothing is wrong; 0 where that cannot be told.
 * Noise that lasts has only a few ups and downs in an hour, however many samples: a spread of few of them is too small. What
 * large responses take for a moment has no spread at all: some are many times as large as most.
 */
function leastHeight({ from, to }: Window, outside: Float64Array): number {
  if (outside.length < LEAST_OUTSIDE) return 0;
  const usual = OVER_USUAL * Math.max(0, quantileOfSorted(outside, USUAL_QUANTILE));
  return to - from > 1 ? usual : Math.max(usual, OVER_SPIKES * (outside.at(-SPIKES) ?? 0));
}

function heightOf({ baseline, peak }: Window): number {
  return Math.abs(peak - baseline);
}

/** Rise times duration: a short spike weighs less than an hour at half its height. */
function areaOf({ startMs, endMs, series, strength }: Window): number {
  return strength * (endMs - startMs + series.stepSeconds * 1000);
}

/** Every stretch off the baseline, in order of time. */
function excursionsOf(series: Series, values: Float64Array, baseline: Baseline): Window[] {
  const windows: Window[] = [];
  let from = 0;
  for (;;) {
    const entered = findEntry(values, baseline, series, from);
    if (entered === undefined) return windows;
    const to = findExit(values, baseline, entered);
    const left = CREEPING.has(series.role)
      ? findDeparture(values, baseline, { series, entered, after: from })
      : entered;
    windows.push(describe(series, values, { baseline, from: left, to }));
    from = to;
  }
}

/**
 * Whether a rise lasts as long as it has to, to matter. One that goes on at the end of its series cannot have lasted any
 * longer yet: it has to be as much in rise times duration, so that the higher it is the sooner it counts. That is not said
 * of what is judged by its means, nor of logs by themselves, where a harmless burst may be as high.
 */
function lastsEnough(window: Window): boolean {
  const { series, to, startMs, endMs, strength } = window;
  const goesOn = to === series.values.length && smoothSeconds(series) === 0 && !isFromLog(series);
  const seconds = leastSeconds(series) / (goesOn ? Math.max(1, strength) : 1);
  return endMs - startMs >= seconds * 1000;
}

function findEntry(
  values: Float64Array,
  baseline: Baseline,
  series: Series,
  from: number,
): number | undefined {
  let first: number | undefined;
  let count = 0;
  for (let i = from; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    const level = baseline.level[i] ?? 0;
    const rise = value - level;
    const spreads = rise / (baseline.spread[i] ?? 1);
    if (spreads < ENTER_SPREADS || rise < leastRise(series, level)) {
      first = undefined;
      count = 0;
      continue;
    }
    first ??= i;
    count += 1;
    if (count >= ENTER_SAMPLES || spreads >= ENTER_AT_ONCE_SPREADS) return first;
  }
  return undefined;
}

/** Where a series left its baseline for good before it entered a window: what creeps up is off long before it matters. */
function findDeparture(
  values: Float64Array,
  baseline: Baseline,
  {
    series,
    entered,
    after,
  }: { readonly series: Series; readonly entered: number; readonly after: number },
): number {
  let first = entered;
  for (let i = entered - 1; i >= after; i--) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    const level = baseline.level[i] ?? 0;
    const least = DEPARTED_SHARE * leastRise(series, level);
    if (value - level < Math.max(LEAVE_SPREADS * (baseline.spread[i] ?? 1), least)) break;
    first = i;
  }
  return first;
}

function findExit(values: Float64Array, baseline: Baseline, from: number): number {
  const level = baseline.level[from] ?? 0;
  let peak = values[from] ?? 0;
  let quiet = 0;
  for (let i = from; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    peak = Math.max(peak, value);
    const spread = baseline.spread[i] ?? 1;
    const left =
      value - level < Math.max(LEAVE_SPREADS * spread, LEAVE_SHARE_OF_RISE * (peak - level));
    quiet = left ? quiet + 1 : 0;
    if (quiet >= LEAVE_SAMPLES) return i + 1 - LEAVE_SAMPLES;
  }
  return values.length;
}

/** A stretch of a series, samples `from` to before `to`, as a window. */
export function describe(
  series: Series,
  values: Float64Array,
  stretch: { readonly baseline: Baseline; readonly from: number; readonly to: number },
): Window {
  const { baseline, from, to } = stretch;
  const level = baseline.level[from] ?? 0;
  let peak = level;
  for (let i = from; i < to; i++) {
    const value = values[i] ?? Number.NaN;
    if (value > peak) peak = value;
  }
  const sign = series.direction;
  return {
    series,
    from,
    to,
    startMs: series.times[from] ?? 0,
    endMs: series.times[Math.min(to, series.times.length) - 1] ?? 0,
    baseline: level * sign,
    peak: peak * sign,
    strength: (peak - level) / leastRise(series, level),
  };
}
