import { directed } from '../incidents/baseline.ts';
import type { IncidentSpan, IncidentWindow } from '../incidents/incident.ts';
import type { DurationSource, Tier } from '../incidents/tier.ts';
import type { Cost } from '../rollup/cost.ts';
import type { TimeSpan } from '../rollup/grid.ts';
import type { Rollup } from '../rollup/rollup.ts';
import type { SliceView } from '../rollup/slice-view.ts';
import type { Series } from '../series/series.ts';
import { meanBetween } from '../statistics/summaries.ts';
import { type Bins, binAt, binsOf, valuesIn } from './bins.ts';
import { isLevel } from './cost-kind.ts';
import { type Edges, edgesOf } from './edges.ts';
import { heldUntilLetGo } from './let-go.ts';
import { logBeginMs } from './log-begin.ts';
import { missingInFlight } from './missing-lines.ts';
import { findPlateau, highest } from './plateau.ts';
import { atOnce, cutAt, felt, hasOwnShape, type Response, responseKey } from './response.ts';
import { findRestarts } from './restarts.ts';
import { Traffic } from './traffic.ts';

/** Around an incident of length L the span from 3 L or 4 h before to L / 2 or 6 bins after (method.md 3.5). */
const BEFORE_LENGTHS = 3;
const BEFORE_MS = 4 * 3_600_000;
const AFTER_BINS = 6;
/** Fewer bins than this inside or outside the incident cannot be fitted. */
export const LEAST_BINS = 3;

/** What both have risen by is told where the resource has risen by this share or more. */
const HIGH_SHARE = 0.5;

/** What is left out of other rises is so many bins longer than they: the way back. */
const COMING_BACK_BINS = 1;

/**
 * One incident laid out for fitting: the resource and the traffic in the same bins, and which of them are
 * before, inside and usable.
 */
export class Scene {
  readonly incident: IncidentWindow;
  readonly bins: Bins;
  readonly traffic: Traffic;
  readonly rollup: Rollup;
  readonly tier: Tier;
  /** The primary series in the bins, bad direction up; NaN where it has a gap. */
  readonly resource: Float64Array;
  /** Other rises of the series, which are not fitted. */
  readonly others: readonly IncidentSpan[];
  /** By how much the resource is set against the traffic of an earlier time: 0 but in a placebo. */
  readonly shiftMs: number;
  /** Bins with a sample and with log coverage. */
  readonly usable: readonly number[];
  /** First and past-last bin of the incident. */
  readonly from: number;
  readonly to: number;
  /** Bins in which the primary series fell like after a restart. */
  readonly resets: readonly number[];
  /** The bin from which on the primary series stays at its highest; undefined where it has no such plateau. */
  readonly fullFrom: number | undefined;
  /** When the resource went up and came back. */
  readonly edges: Edges | undefined;
  readonly #feltByAll = new Map<string, Float64Array>();
  /** Of one slice, which is asked for again and again before the next. */
  #feltBySlice = new Map<string, Float64Array>();
  #latest: SliceView | undefined;
  /** The rise of the resource at its highest, over its mean before. */
  readonly rise: number;
  /** The bins of the incident in which the resource was highest, and its rise in them and on the whole. */
  readonly #high: readonly number[];
  readonly #highRise: number;
  readonly #wholeRise: number;

  /**
   * `shiftMs` sets the resource against the traffic of an earlier (positive) or later time: a placebo, in
   * which no slice can be the cause. Other rises of the series (`others`) are left out of the fit: each is explained by itself,
   * and one that had another cause, or was held for another while, is no evidence (method.md 3.4: excluding earlier windows).
   */
  constructor(
    incident: IncidentWindow,
    tier: Tier,
    {
      shiftMs = 0,
      others = [],
    }: { readonly shiftMs?: number; readonly others?: readonly IncidentSpan[] } = {},
  ) {
    const { rollup } = tier;
    const series = incident.primary.window.series;
    const lengthMs = Math.max(incident.endMs - incident.startMs, series.stepSeconds * 1000);
    const beforeMs = Math.max(BEFORE_LENGTHS * lengthMs, BEFORE_MS);
    const afterMs = Math.max(lengthMs / 2, AFTER_BINS * series.stepSeconds * 1000);
    const fromMs = Math.max(incident.startMs - beforeMs, (logBeginMs(rollup) ?? 0) + shiftMs);
    const toMs = Math.min(incident.endMs + afterMs, (rollup.span?.toMs ?? 0) + shiftMs);
    this.incident = incident;
    this.shiftMs = shiftMs;
    this.rollup = rollup;
    this.tier = tier;
    this.bins = binsOf(series, fromMs, toMs);
    const shifted = { ...this.bins, startMs: this.bins.startMs - shiftMs };
    const apart = others.map((other) => untilBack(other, this.bins));
    this.traffic = new Traffic(rollup, shifted, series.sampling, {
      apart: apart.map((span) => earlierBy(span, shiftMs)),
    });
    this.resource = valuesIn(this.bins, { ...series, values: directed(series) });
    const whole = this.resource.slice();
    this.others = others;
    for (const span of apart) leaveOut(span, this.bins, this.resource);
    this.usable = Array.from(this.resource.keys()).filter((bin) =>
      Number.isFinite(this.resource[bin]),
    );
    this.from = Math.max(0, binAt(this.bins, incident.startMs));
    this.to = Math.min(this.bins.length, binAt(this.bins, incident.endMs) + 1);
    const before = this.#outside(this.resource);
    this.rise = highest(this.resource.subarray(this.from, this.to)) - before;
    const high = before + HIGH_SHARE * this.rise;
    this.#high = this.usable.filter(
      (bin) => bin >= this.from && bin < this.to && (this.resource[bin] ?? 0) >= high,
    );
    this.#highRise = this.#highMean(this.resource) - before;
    this.#wholeRise = this.excess(this.resource);
    // What leaked in another rise was given back at its end, too.
    this.resets = findRestarts(whole, this.rise);
    this.fullFrom = findPlateau(this);
    this.edges = edgesOf(this);
  }

  get series(): Series {
    return this.incident.primary.window.series;
  }

  /**
   * What the log tells of durations. Where its times are said to be of starts, but no line is later than those behind it, they
   * may as well be of ends (a format can be that of several servers), and imply nothing.
   */
  get durations(): DurationSource {
    const { durations } = this.tier;
    if (durations !== 'implied') return durations;
    return this.rollup.total('in-flight').some((level) => level > 0) ? 'implied' : 'none';
  }

  /** The times in which the resource was up, in bins; `to` is exclusive. */
  get episodes(): readonly { readonly from: number; readonly to: number }[] {
    return this.incident.episodes.map(({ startMs, endMs }) => ({
      from: binAt(this.bins, startMs),
      to: binAt(this.bins, endMs) + 1,
    }));
  }

  /** Bins that can be fitted lie both inside and outside the incident. */
  get fits(): boolean {
    const inside = this.usable.filter((bin) => bin >= this.from && bin < this.to).length;
    return (
      inside >= 1 &&
      this.usable.length - inside >= LEAST_BINS &&
      this.usable.length >= 2 * LEAST_BINS
    );
  }

  /**
   * Whether the incident has so few samples that whatever else happened then fits as well (method.md 3.10); one that
   * came and went has them from all its times together.
   */
  get isThin(): boolean {
    const inside = this.usable.filter((bin) => bin >= this.from && bin < this.to).length;
    return inside < LEAST_BINS && this.incident.episodes.length < LEAST_BINS;
  }

  /** Whether the log has a time before the incident: else what came with it looks like what was always there. */
  get hasBefore(): boolean {
    return this.usable.some((bin) => bin < this.from);
  }

  /** The activity of a slice as the resource would feel it. Only all traffic's and the last slice's is remembered. */
  felt(slice: SliceView | undefined, cost: Cost, response: Response): Float64Array {
    const key = `${cost} ${responseKey(response)}`;
    const remembered = this.#rememberedOf(slice);
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const result = this.#respond(slice, cost, response);
    remembered.set(key, result);
    return result;
  }

  /** What a slice did by an explanation, whatever the resource remembers of it. */
  done(slice: SliceView | undefined, cost: Cost, response: Response): Float64Array {
    return hasOwnShape(response) || response.missing
      ? this.felt(slice, cost, atOnce(response))
      : this.activity(slice, cost);
  }

  #respond(slice: SliceView | undefined, cost: Cost, response: Response): Float64Array {
    if (response.missing) return missingInFlight(this, slice);
    if (response.letsGo) return heldUntilLetGo(this, slice, response.letsGo);
    const activity = this.traffic.done(slice, cost, response);
    if (hasOwnShape(response)) return activity;
    if (response.saturates) return cutAt(activity, activity[this.fullFrom ?? 0] ?? 0);
    return felt(activity, response, {
      stepSeconds: this.bins.stepMs / 1000,
      level: isLevel(cost),
      resets: this.resets,
    });
  }

  #rememberedOf(slice: SliceView | undefined): Map<string, Float64Array> {
    if (slice === undefined) return this.#feltByAll;
    if (slice !== this.#latest) this.#feltBySlice = new Map();
    this.#latest = slice;
    return this.#feltBySlice;
  }

  /** What the log tells of a cost. */
  activity(slice: SliceView | undefined, cost: Cost): Float64Array {
    return this.traffic.activity(slice, cost);
  }

  /** Mean of a column over the incident, less its mean before (after it, where nothing is before). */
  excess(column: Float64Array): number {
    return meanBetween(column, this.from, this.to) - this.#outside(column);
  }

  /**
   * Which share of the resource's rise a column has made, by a slope: where the resource was highest, or on the whole,
   * whichever is more. What came back slowly says nothing of what took it there, and spikes that do not meet to the
   * sample are still the same on the whole.
   */
  explainedShare(column: Float64Array, slope: number): number {
    const outside = this.#outside(column);
    const high = (this.#highMean(column) - outside) / this.#highRise;
    const whole = (meanBetween(column, this.from, this.to) - outside) / this.#wholeRise;
    return slope * Math.max(high, Number.isFinite(whole) ? whole : 0);
  }

  /** The usable bins of a column, in the order of time; the column itself where all are. */
  usableOf(column: Float64Array): Float64Array {
    const { usable } = this;
    if (usable.length === column.length) return column;
    const picked = new Float64Array(usable.length);
    for (let i = 0; i < usable.length; i++) picked[i] = column[usable[i] ?? 0] ?? 0;
    return picked;
  }

  /** Mean of a column over the bins in which the resource was highest. */
  #highMean(column: Float64Array): number {
    let sum = 0;
    for (const bin of this.#high) sum += column[bin] ?? 0;
    return sum / this.#high.length;
  }

  /**
   * Mean of a column before the incident, what is not fitted left out: what came with other rises of the series is not
   * usual. NaN where nothing is before.
   */
  usual(column: Float64Array): number {
    return this.#meanOf(column, 0, this.from);
  }

  /** The same; after the incident, where nothing is before. */
  #outside(column: Float64Array): number {
    const before = this.usual(column);
    return Number.isFinite(before) ? before : this.#meanOf(column, this.to, column.length);
  }

  #meanOf(column: Float64Array, from: number, to: number): number {
    let sum = 0;
    let count = 0;
    for (const bin of this.usable) {
      if (bin < from || bin >= to) continue;
      sum += column[bin] ?? 0;
      count += 1;
    }
    return sum / count;
  }
}

/** The time of a rise, and of its way back. */
function untilBack({ startMs, endMs }: IncidentSpan, { stepMs }: Bins): TimeSpan {
  return { fromMs: startMs, toMs: endMs + (1 + COMING_BACK_BINS) * stepMs };
}

function earlierBy({ fromMs, toMs }: TimeSpan, shiftMs: number): TimeSpan {
  return { fromMs: fromMs - shiftMs, toMs: toMs - shiftMs };
}

/** Makes a span of a column a gap. */
function leaveOut({ fromMs, toMs }: TimeSpan, bins: Bins, column: Float64Array): void {
  column.fill(Number.NaN, Math.max(0, binAt(bins, fromMs)), Math.max(0, binAt(bins, toMs)));
}
