import type { Cost } from '../rollup/cost.ts';
import type { Subject } from '../rollup/dimension.ts';
import type { SliceView } from '../rollup/slice-view.ts';
import { isBroadDimension } from './broad-subject.ts';
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
import { leadOf } from './lead.ts';
import { plausibility } from './plausibility.ts';
import { Controls, partialFit } from './regression.ts';
import { repetitionOf } from './repetition.ts';
import { isLeak, type Response } from './response.ts';
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

function isTelling(dimension: string): boolean {
  return !isBroadDimension(dimension);
}

/** A slice may seem to begin so much later than the resource: single samples of either are noisy. */
const LEAST_TOLERANCE_SECONDS = 60;

/** The factor of a slice that only suffered. */
const VICTIM = 0.1;

/** Fits one slice after another against the resource of a scene. */
export class FitContext {
  readonly #scene: Scene;
  readonly #candidates: number;
  readonly #response: Float64Array;
  readonly #requests: Float64Array;
  readonly #explanations: readonly Explanation[];
  readonly #commonSlowdown: number;
  readonly #largest = new Map<string, number>();

  constructor(scene: Scene, candidates: readonly SliceView[]) {
    this.#scene = scene;
    this.#candidates = candidates.length;
    this.#response = this.#pick(scene.resource);
    this.#requests = this.#pick(scene.activity(undefined, 'requests'));
    this.#explanations = explanationsFor(scene);
    this.#commonSlowdown = commonSlowdown(scene, candidates);
  }

  /** The best explanation by a slice over all costs and responses, or undefined when none goes its way. */
  best(slice: SliceView | undefined): Fit | undefined {
    let best: Fit | undefined;
    for (const { cost, response } of this.#explanations) {
      if (!this.#hasRisen(slice, cost, response)) continue;
      const atLeast = best === undefined ? 0 : product(best.weights);
      const fit = this.fit(slice, cost, response, { atLeast });
      if (fit !== undefined && product(fit.weights) > atLeast) best = fit;
    }
    return best;
  }

  /**
   * One explanation, or undefined when it is no better than `atLeast`. The traffic outside `whole` is held
   * constant: the slice itself, or a larger set of which it is the better name.
   */
  fit(
    slice: SliceView | undefined,
    cost: Cost,
    response: Response,
    settings: { readonly whole?: SliceView | undefined; readonly atLeast?: number } = {},
  ): Fit | undefined {
    const whole = settings.whole ?? slice;
    const scene = this.#scene;
    const activity = scene.felt(slice, cost, response);
    const excess = scene.excess(activity);
    if (!(excess > 0)) return undefined;
    this.#noteExcess(slice, { cost, response }, excess);
    const controls = this.#controls(whole, cost, response);
    const { correlation, slope } = partialFit(this.#response, this.#pick(activity), controls);
    if (correlation <= 0) return undefined;
    const explained = (slope * scene.lateExcess(activity)) / scene.lateExcess(scene.resource);
    if (!(explained > 0)) return undefined;
    // No other factor is above 1: what is below the best so far by these two cannot pass it.
    if (correlation ** 2 * explainedWeight(explained) <= (settings.atLeast ?? 0)) return undefined;
    return this.#weigh({ slice, cost, response, correlation, slope, explained });
  }

  /**
   * The part of the largest surplus that a fit carries, 0 to 1: the largest that any slice which names somebody
   * or some page, and is no victim, showed under the same explanation. Known when all slices were fitted.
   */
  coverageOf({ slice, cost, response }: Fit): number {
    const own = this.#scene.excess(this.#scene.felt(slice, cost, response));
    const largest = this.#largest.get(explanationKey({ cost, response })) ?? own;
    return Math.min(1, own / largest);
  }

  #noteExcess(slice: SliceView | undefined, explanation: Explanation, excess: number): void {
    if (slice === undefined || !Object.keys(slice.subject).every(isTelling)) return;
    if (this.#ownership(slice, explanation.cost) < 1) return;
    const key = explanationKey(explanation);
    this.#largest.set(key, Math.max(excess, this.#largest.get(key) ?? 0));
  }

  /** Whether the slice did more than before at all; asked first, since most slices did not. */
  #hasRisen(slice: SliceView | undefined, cost: Cost, { hold }: Response): boolean {
    const scene = this.#scene;
    if (hold === undefined) return scene.excess(scene.activity(slice, cost)) > 0;
    return scene.activity(slice, 'bytes-out').some((bytes) => bytes > 0);
  }

  /** What is held constant: the number of requests, and the same activity of the traffic outside `whole`. */
  #controls(whole: SliceView | undefined, cost: Cost, response: Response): Controls {
    const ones = new Float64Array(this.#response.length).fill(1);
    if (whole === undefined) return new Controls([ones]);
    // Victims queue up with the resource: their time in flight is an effect, only their arrivals are traffic.
    if (isLevel(cost) && this.#commonSlowdown >= VICTIMS_SLOWDOWN) {
      return new Controls([ones, this.#requests]);
    }
    const scene = this.#scene;
    const inside = scene.felt(whole, cost, response);
    const all = scene.felt(undefined, cost, response);
    const rest = this.#pick(all.map((sum, bin) => sum - (inside[bin] ?? 0)));
    return new Controls([ones, rest, this.#requests]);
  }

  #weigh(fit: {
    slice: SliceView | undefined;
    cost: Cost;
    response: Response;
    correlation: number;
    slope: number;
    explained: number;
  }): Fit {
    const { slice, cost, response, correlation, slope, explained } = fit;
    const scene = this.#scene;
    const plausible = plausibility(scene.series.role, cost, {
      tauSeconds: response.tauSeconds,
      value: slope,
    });
    const now = { ...response, tauSeconds: 0 };
    const repetition = repetitionOf(scene, scene.felt(slice, cost, now));
    const leadSeconds = leadOf(scene, scene.felt(slice, cost, isLeak(response) ? response : now));
    const { onset } = scene.incident.primary;
    const binsMs = Math.max(2 * scene.bins.stepMs, onset.uncertaintyMs + scene.bins.stepMs);
    const toleranceSeconds = Math.max(LEAST_TOLERANCE_SECONDS, binsMs / 1000);
    const counts = this.#counts(slice, cost, now);
    const share = shareOf(slice, scene);
    const weights = {
      fit: correlation * correlation,
      explained: explainedWeight(explained),
      plausibility: plausible,
      order: orderWeight(leadSeconds, { toleranceSeconds, response }),
      coverage: 1,
      support: Math.max(
        supportWeight(cost, { ...counts, candidates: this.#candidates }),
        repetitionWeight(repetition),
      ),
      innocence: innocenceWeight({ share, ...counts }),
      ownership: this.#ownership(slice, cost),
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
        plausibility: plausible,
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
    const activity =
      hold === undefined ? scene.activity(slice, cost) : scene.felt(slice, cost, response);
    const observed = sumBetween(activity, from, to);
    const before = from > 0 ? meanBetween(activity, 0, from) : 0;
    // A response that is logged at its end may end after the incident.
    const longer = hold === undefined ? 0 : Math.ceil((hold.seconds * 1000) / scene.bins.stepMs);
    const requests = sumBetween(scene.activity(slice, 'requests'), from, to + longer);
    return { observed, expected: before * (to - from), requests };
  }

  /** Low for a slice that only held workers or bytes for longer because everybody did. */
  #ownership(slice: SliceView | undefined, cost: Cost): number {
    if (!isLevel(cost)) return 1;
    const change = changeOf(this.#scene, slice);
    // All traffic is slow when the machine is: it is the cause only where more of it came.
    const common = slice === undefined ? Number.POSITIVE_INFINITY : this.#commonSlowdown;
    return isVictim(change, common) ? VICTIM : 1;
  }

  /** The usable bins of a column, in the order of time. */
  #pick(column: Float64Array): Float64Array {
    const { usable } = this.#scene;
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
