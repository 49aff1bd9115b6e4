import type { Cost } from '../rollup/cost.ts';
import type { Subject } from '../rollup/dimension.ts';
import type { SliceView } from '../rollup/slice-view.ts';
import { isSpecific } from './broad-subject.ts';
import { isLevel } from './cost-kind.ts';
import { type Explanation, explanationKey, explanationsFor } from './explanations.ts';
import {
  explainedWeight,
  type Factors,
  type FactorWeights,
  innocenceWeight,
  orderWeight,
  product,
  repetitionWeight,
  supportWeight,
} from './factors.ts';
import { leadOf, risenBin, toleranceOf } from './lead.ts';
import { isFromLog } from './log-series.ts';
import { plausibility } from './plausibility.ts';
import { Controls, partialFit } from './regression.ts';
import { repetitionOf } from './repetition.ts';
import { atOnce, isLeak, type Response } from './response.ts';
import type { Scene } from './scene.ts';
import { changeOf, commonSlowdown, isVictim } from './slowdown.ts';
import { meanBetween, sumBetween } from './statistics.ts';

/** One slice with one explanation of an incident. `slice` undefined is all traffic. */
export interface Fit extends Explanation {
  readonly slice: SliceView | undefined;
  readonly subject: Subject;
  readonly factors: Factors;
  /** Coverage is 1 here: it is known only when all slices are fitted. */
  readonly weights: FactorWeights;
  /** The activity's excess over what was before, in the cost's unit. */
  readonly excess: number;
}

/** From this common slowdown on, time in flight tells victims rather than traffic. */
const VICTIMS_SLOWDOWN = 1.5;

/** The factor of a slice that only suffered. */
const VICTIM = 0.1;

/** Rivals fit at least this share as well (method.md 3.6). */
const NEAR_SHARE = 0.5;

/** How well an explanation fits by itself, whoever else fits too. */
function rawOf(weights: Pick<FactorWeights, 'fit' | 'explained' | 'plausibility'>): number {
  return weights.fit * weights.explained * weights.plausibility;
}

/** How well a slice fits by one explanation, and what it did beyond before. */
interface Rival {
  readonly raw: number;
  readonly surplus: number;
}

/** Fits one slice after another against the resource of a scene. */
export class FitContext {
  readonly #scene: Scene;
  readonly #candidates: number;
  readonly #response: Float64Array;
  readonly #requests: Float64Array;
  /** Of a slice that is all traffic, or that suffers like the others. */
  readonly #onlyLevel: Controls;
  readonly #onlyRequests: Controls;
  readonly #ones: Float64Array;
  /** The bin in which the resource has risen. */
  readonly #risen: number;
  readonly #explanations: readonly Explanation[];
  readonly #commonSlowdown: number;
  /** By explanation: how well each slice fits, and its surplus. */
  readonly #rivals = new Map<string, Rival[]>();
  readonly #victims = new Map<SliceView | undefined, boolean>();
  /** Of the slice that was asked for last: all its explanations follow each other. */
  #arrivals: { readonly whole: SliceView; readonly outside: Float64Array } | undefined;

  constructor(scene: Scene, candidates: readonly SliceView[]) {
    this.#scene = scene;
    this.#candidates = candidates.length;
    this.#response = this.#pick(scene.resource);
    this.#requests = this.#pick(scene.activity(undefined, 'requests'));
    this.#ones = new Float64Array(this.#response.length).fill(1);
    this.#onlyLevel = new Controls([this.#ones]);
    this.#onlyRequests = new Controls([this.#ones, this.#requests]);
    this.#risen = risenBin(scene.resource, scene);
    this.#explanations = explanationsFor(scene);
    this.#commonSlowdown = commonSlowdown(scene, candidates);
  }

  /**
   * The best explanation by a slice over all costs and responses, or undefined when none goes its way; those that score
   * below `least` may be passed over.
   */
  best(slice: SliceView | undefined, least = 0): Fit | undefined {
    let best: Fit | undefined;
    for (const { cost, response } of this.#explanations) {
      const surplus = this.#surplus(slice, { cost, response });
      if (!(surplus > 0)) continue;
      const atLeast = best === undefined ? 0 : product(best.weights);
      const fit = this.fit(slice, cost, response, { atLeast, least, surplus });
      if (fit !== undefined && product(fit.weights) > atLeast) best = fit;
    }
    return best;
  }

  /**
   * One explanation, or undefined when it is no better than `atLeast`, or below `least`. The traffic outside `whole` is held
   * constant: the slice itself, or a larger set of which it is the better name. With its `surplus` the slice
   * is noted as a rival of the others.
   */
  fit(
    slice: SliceView | undefined,
    cost: Cost,
    response: Response,
    settings: {
      readonly whole?: SliceView | undefined;
      readonly atLeast?: number;
      readonly least?: number;
      readonly surplus?: number;
    } = {},
  ): Fit | undefined {
    const { atLeast = 0, least = 0, surplus } = settings;
    // All traffic is undefined, too.
    const whole = 'whole' in settings ? settings.whole : slice;
    const scene = this.#scene;
    const activity = scene.felt(slice, cost, response);
    if (!(scene.excess(activity) > 0)) return undefined;
    const controls = this.#controls(whole, cost, response);
    const { correlation, slope } = partialFit(this.#response, this.#pick(activity), controls);
    if (correlation <= 0) return undefined;
    const explained = scene.explainedShare(activity, slope);
    if (!(explained > 0)) return undefined;
    const weights = {
      fit: correlation ** 2,
      explained: explainedWeight(explained),
      plausibility: plausibility(scene.series.role, cost, {
        tauSeconds: response.tauSeconds,
        value: slope,
        durations: scene.tier.durations,
      }),
    };
    const raw = rawOf(weights);
    if (surplus !== undefined) this.#noteRival(slice, { cost, response }, { raw, surplus });
    // No other factor is above 1: what is below the best so far by these two cannot pass it.
    if (raw <= atLeast || raw < least) return undefined;
    return this.#weigh({ slice, cost, response, correlation, slope, explained, weights });
  }

  /**
   * The part of the largest surplus that a fit carries, 0 to 1: the largest of those slices that name somebody
   * or some page, are no victims and fit about as well by the same explanation. Known when all were fitted.
   */
  coverageOf(fit: Fit): number {
    const rivals = this.#rivals.get(explanationKey(fit)) ?? [];
    const near = rivals.filter(({ raw }) => raw >= NEAR_SHARE * rawOf(fit.weights));
    const own = this.#surplus(fit.slice, fit);
    return Math.min(1, own / Math.max(own, ...near.map(({ surplus }) => surplus)));
  }

  #noteRival(slice: SliceView | undefined, explanation: Explanation, rival: Rival): void {
    if (slice === undefined || !isSpecific(slice.subject)) return;
    if (this.#ownership(slice, explanation.cost) < 1) return;
    const key = explanationKey(explanation);
    const rivals = this.#rivals.get(key) ?? [];
    this.#rivals.set(key, rivals);
    rivals.push(rival);
  }

  /** What a slice did beyond before, whatever the resource remembers of it. */
  #surplus(slice: SliceView | undefined, { cost, response }: Explanation): number {
    return this.#scene.excess(this.#scene.done(slice, cost, response));
  }

  /** What is held constant: the number of requests, and the same activity of the traffic outside `whole`. */
  #controls(whole: SliceView | undefined, cost: Cost, response: Response): Controls {
    // Of what the log itself counts, the rest of the traffic is the rest of the series.
    if (whole === undefined || isFromLog(this.#scene.series)) return this.#onlyLevel;
    // Victims queue up with the resource: their time in flight is an effect, only their arrivals are traffic.
    if (isLevel(cost) && this.#commonSlowdown >= VICTIMS_SLOWDOWN) {
      return this.#onlyRequests;
    }
    const scene = this.#scene;
    const inside = scene.felt(whole, cost, response);
    const all = scene.felt(undefined, cost, response);
    const rest = new Float64Array(all.length);
    for (let bin = 0; bin < rest.length; bin++) rest[bin] = (all[bin] ?? 0) - (inside[bin] ?? 0);
    // Together with the slice's own requests the rest makes all of them: nothing would be left to fit.
    const own = cost === 'requests' && !isLeak(response) ? [] : [this.#arrivalsOutside(whole)];
    return new Controls([this.#ones, this.#pick(rest), ...own]);
  }

  /** The number of requests of the traffic outside `whole`: its own arrivals are no other traffic. */
  #arrivalsOutside(whole: SliceView): Float64Array {
    if (this.#arrivals?.whole !== whole) {
      const own = this.#pick(this.#scene.activity(whole, 'requests'));
      const outside = this.#requests.map((all, bin) => all - (own[bin] ?? 0));
      this.#arrivals = { whole, outside };
    }
    return this.#arrivals.outside;
  }

  #weigh(fit: {
    readonly slice: SliceView | undefined;
    readonly cost: Cost;
    readonly response: Response;
    readonly correlation: number;
    readonly slope: number;
    readonly explained: number;
    readonly weights: Pick<FactorWeights, 'fit' | 'explained' | 'plausibility'>;
  }): Fit {
    const { slice, cost, response, correlation, slope, explained } = fit;
    const scene = this.#scene;
    const now = atOnce(response);
    const repetition = repetitionOf(scene, scene.felt(slice, cost, now));
    const leadSeconds = leadOf(
      scene,
      scene.felt(slice, cost, isLeak(response) ? response : now),
      this.#risen,
    );
    const counts = this.#counts(slice, cost, now);
    const share = shareOf(slice, scene);
    const weights = {
      ...fit.weights,
      order: orderWeight(leadSeconds, { toleranceSeconds: toleranceOf(scene), response }),
      coverage: 1,
      support: Math.max(
        supportWeight(cost, { ...counts, candidates: this.#candidates }),
        repetitionWeight(repetition),
      ),
      innocence: innocenceWeight({ share, ...counts }),
      ownership: this.#ownership(slice, cost),
      recurrence: 1,
    };
    return {
      slice,
      subject: slice?.subject ?? {},
      cost,
      response,
      excess: scene.excess(scene.felt(slice, cost, now)),
      weights,
      factors: {
        correlation,
        slope,
        explained,
        plausibility: weights.plausibility,
        leadSeconds,
        coverage: 1,
        observed: counts.observed,
        expected: counts.expected,
        share,
        ...(repetition === undefined ? {} : { repetition }),
      },
    };
  }

  /** What the slice did in the incident and, by its rate before, would have done; and its requests. */
  #counts(
    slice: SliceView | undefined,
    cost: Cost,
    response: Response,
  ): { observed: number; expected: number; requests: number } {
    const scene = this.#scene;
    const { from, to } = scene;
    const { hold } = response;
    const activity = scene.done(slice, cost, response);
    const observed = sumBetween(activity, from, to);
    const before = from > 0 ? meanBetween(activity, 0, from) : 0;
    // A response that is logged at its end may end after the incident.
    const longer = hold === undefined ? 0 : Math.ceil((hold.seconds * 1000) / scene.bins.stepMs);
    const requests = sumBetween(scene.activity(slice, 'requests'), from, to + longer);
    return { observed, expected: before * (to - from), requests };
  }

  /** Low for a slice that only held workers or bytes for longer because everybody did. */
  #ownership(slice: SliceView | undefined, cost: Cost): number {
    return isLevel(cost) && this.#isVictim(slice) ? VICTIM : 1;
  }

  #isVictim(slice: SliceView | undefined): boolean {
    const known = this.#victims.get(slice);
    if (known !== undefined) return known;
    // All traffic is slow when the machine is: it is the cause only where more of it came.
    const common = slice === undefined ? Number.POSITIVE_INFINITY : this.#commonSlowdown;
    const victim = isVictim(changeOf(this.#scene, slice), common);
    this.#victims.set(slice, victim);
    return victim;
  }

  /** The usable bins of a column, in the order of time; the column itself where all are. */
  #pick(column: Float64Array): Float64Array {
    const { usable } = this.#scene;
    if (usable.length === column.length) return column;
    const picked = new Float64Array(usable.length);
    for (let i = 0; i < usable.length; i++) picked[i] = column[usable[i] ?? 0] ?? 0;
    return picked;
  }
}

function shareOf(slice: SliceView | undefined, scene: Scene): number {
  if (slice === undefined) return 1;
  const all = scene.activity(undefined, 'requests');
  const own = scene.activity(slice, 'requests');
  const total = sumBetween(all, 0, all.length);
  return total === 0 ? 0 : sumBetween(own, 0, own.length) / total;
}
