import { isFromLog } from '../incidents/log-series.ts';
import type { Tier } from '../incidents/tier.ts';
import { type Window, windowsOf } from '../incidents/window.ts';
import type { SliceView } from '../rollup/slice-view.ts';
import type { Series } from '../series/series.ts';
import { rankCorrelation } from '../statistics/rank-correlation.ts';
import { median } from '../statistics/summaries.ts';
import { type Bins, binAt, binsOf, valuesIn } from './bins.ts';
import { type Coincidence, coincidenceOf, type Track } from './event-coincidence.ts';
import { type Neighbour, sameSliceIn } from './farm-contrast.ts';
import { burstsOf, LEAST_EPISODES } from './repetition.ts';
import type { Scene } from './scene.ts';
import type { Scored } from './score.ts';
import { Traffic } from './traffic.ts';

/** How all rises of a series in the log, on all hosts that have it, and all bursts of a slice came together (method.md 3.9). */
export interface RepeatedRises extends Coincidence {
  /** Hosts with such a series. */
  readonly hosts: number;
  /** Whether bursts were moved by whole days only: the log is long enough to keep its daily rhythm. */
  readonly byWholeDays: boolean;
  /**
   * Whether a rise was the higher the more of the slice there was: Spearman's rank correlation over the rises. Absent where there
   * are too few of them.
   */
  readonly doseResponse?: number;
}

/** With fewer rises than this, ranks agree by chance more often than once in a hundred times. */
export const LEAST_DOSES = 5;
/** Days of a log from which on bursts are moved by whole days (method.md 3.9): fewer ways to move them show nothing. */
export const LEAST_DAYS = 20;
const DAY_MS = 86_400_000;
/** A burst may be over so many bins before the rise is seen, or as long as the resource remembers it. */
const LEAST_BINS_BEFORE = 2;

/** A slice on one host beside a series there. */
interface Place {
  readonly tier: Tier;
  readonly series: Series;
  /** 'none' where the host's log has no such slice. */
  readonly slice: SliceView | undefined | 'none';
}

/** Undefined where the series rose too seldom to tell repetition from chance, or is of the log itself. */
export function repeatedRisesOf(
  lead: Scored,
  scene: Scene,
  neighbours: readonly Neighbour[],
): RepeatedRises | undefined {
  // What lets go at each fall is told by that alone: where its requests began is not known.
  if (isFromLog(scene.series) || lead.response.letsGo !== undefined) return undefined;
  const laid = placesOf(lead, scene, neighbours).map((place) => laidOut(place, lead));
  const rises = laid.reduce((sum, { track }) => sum + track.rises.length, 0);
  const [{ bins } = { bins: undefined }] = laid;
  if (bins === undefined || rises < LEAST_EPISODES) return undefined;
  const { stepMs } = bins;
  const longest = Math.max(...laid.map(({ track }) => track.length));
  const byWholeDays = longest * stepMs >= LEAST_DAYS * DAY_MS && DAY_MS % stepMs === 0;
  const rho = rises < LEAST_DOSES ? undefined : rankCorrelation(laid.flatMap(({ doses }) => doses));
  return {
    ...coincidenceOf(
      laid.map(({ track }) => track),
      { before: binsBefore(lead, stepMs), stride: byWholeDays ? DAY_MS / stepMs : 1 },
    ),
    hosts: laid.length,
    byWholeDays,
    ...(rho === undefined ? {} : { doseResponse: rho }),
  };
}

function placesOf(
  { slice, subject }: Scored,
  { tier, series }: Scene,
  neighbours: readonly Neighbour[],
): readonly Place[] {
  const here = { tier, series, slice };
  // What is composed of slices is not looked for among those of others.
  if (slice?.parts !== undefined) return [here];
  const there = neighbours.flatMap(({ front, series: others }): Place[] => {
    const alike = others.find(({ name, role }) => name === series.name && role === series.role);
    if (alike === undefined || alike.stepSeconds !== series.stepSeconds) return [];
    const same = slice === undefined ? undefined : (sameSliceIn(front, subject) ?? 'none');
    return [{ tier: front, series: alike, slice: same }];
  });
  return [here, ...there];
}

function laidOut(
  { tier, series, slice }: Place,
  lead: Scored,
): { readonly bins: Bins; readonly track: Track; readonly doses: readonly [number, number][] } {
  const bins = commonBins(tier, series);
  const watched = valuesIn(bins, series);
  const activity =
    slice === 'none'
      ? new Float64Array(bins.length)
      : new Traffic(tier.rollup, bins, series.sampling).done(slice, lead.cost, lead.response);
  const windows = windowsOf(series).filter(({ startMs }) => isIn(binAt(bins, startMs), bins));
  const stretchOf = ({ startMs, endMs }: Window): { from: number; to: number } => ({
    from: binAt(bins, startMs),
    to: Math.min(bins.length, binAt(bins, endMs) + 1),
  });
  const level = median(activity);
  const before = binsBefore(lead, bins.stepMs);
  return {
    bins,
    track: {
      rises: windows.map(stretchOf),
      // In a gap of the series nobody saw whether it rose.
      bursts: burstsOf(activity).filter(({ from, to }) =>
        watched.subarray(from, to + 1).some(Number.isFinite),
      ),
      length: bins.length,
    },
    doses: windows.map((window) => {
      const { from, to } = stretchOf(window);
      const most = Math.max(...activity.subarray(Math.max(0, from - before), to));
      return [most - level, Math.abs(window.peak - window.baseline)];
    }),
  };
}

function isIn(bin: number, { length }: Bins): boolean {
  return bin >= 0 && bin < length;
}

/** The bins in which there are both a log and samples. */
function commonBins({ rollup }: Tier, series: Series): Bins {
  const { fromMs, toMs } = rollup.span ?? { fromMs: 0, toMs: 0 };
  const firstMs = Math.max(fromMs, series.times[0] ?? 0);
  return binsOf(series, firstMs, Math.min(toMs, series.times.at(-1) ?? 0));
}

function binsBefore({ response: { tauSeconds } }: Scored, stepMs: number): number {
  const remembered = Number.isFinite(tauSeconds) ? Math.ceil((tauSeconds * 1000) / stepMs) : 0;
  return Math.max(LEAST_BINS_BEFORE, remembered);
}
