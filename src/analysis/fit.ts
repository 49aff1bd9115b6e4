import type { Cost } from '../rollup/cost.ts';
import type { Subject } from '../rollup/dimension.ts';
import type { SliceView } from '../rollup/slice-view.ts';
import { sumBetween } from '../statistics/summaries.ts';
import { isSpecific } from './broad-subject.ts';
import { type Comparison, Comparisons } from './comparison.ts';
import { type Explanation, explanationsFor } from './explanations.ts';
import {
  type Factors,
  type FactorWeights,
  innocenceWeight,
  letGoWeight,
  orderWeight,
  product,
  rawOf,
  repetitionWeight,
  supportWeight,
} from './factors.ts';
import { leadOf, risenBin, toleranceOf } from './lead.ts';
import { LINES_BEHIND_SAMPLES } from './let-go.ts';
import { Ownership } from './ownership.ts';
import { repetitionOf } from './repetition.ts';
import { atOnce, isLeak, lastsWithRequests, type Response, unlimited } from './response.ts';
import { type Rival, Rivals } from './rivals.ts';
import type { Candidate } from './same-requests.ts';
import type { Scene } from './scene.ts';

/** One slice with one explanation of an incident. `slice` undefined is all traffic. */
export interface Fit extends Explanation {
  readonly slice: Candidate | undefined;
  readonly subject: Subject;
  readonly factors: Factors;
  /** Coverage is 1 here: it is known only when all slices are fitted. */
  readonly weights: FactorWeights;
  /** The activity's excess over what was before, in the cost's unit. */
  readonly excess: number;
}

/** What came of all explanations by a slice. */
interface Tried {
  readonly best: Fit | undefined;
  /** Those by which it is no victim. */
  readonly rivals: readonly Rival[];
}

/** Fits one slice after another against the resource of a scene. */
export class FitContext {
  readonly #scene: Scene;
  readonly #candidates: number;
  readonly #comparisons: Comparisons;
  /** The bin in which the resource has risen. */
  readonly #risen: number;
  readonly #explanations: readonly Explanation[];
  readonly #ownership: Ownership;
  readonly #rivals = new Rivals();
  /** By slice, one for all that are like it; and of which of them the rivals are noted. */
  readonly #tried = new Map<SliceView | undefined, Tried>();
  readonly #noted = new Set<Tried>();

  constructor(scene: Scene, candidates: readonly SliceView[]) {
    this.#scene = scene;
    this.#candidates = candidates.length;
    this.#risen = risenBin(scene.resource, scene);
    this.#explanations = explanationsFor(scene);
    this.#ownership = new Ownership(scene, candidates);
    this.#comparisons = new Comparisons(scene, candidates, this.#ownership);
  }

  /**
   * The best explanation by a slice over all costs and responses, or undefined when none goes its way; those that score
   * below `least` may be passed over.
   */
  best(slice: Candidate | undefined, least = 0): Fit | undefined {
    const one = slice?.like ?? slice;
    const tried = this.#tried.get(one) ?? this.#try(one, least);
    this.#tried.set(one, tried);
    if (slice !== undefined && isSpecific(slice.subject) && !this.#noted.has(tried)) {
      this.#noted.add(tried);
      for (const rival of tried.rivals) this.#rivals.note(rival);
    }
    return tried.best && { ...tried.best, slice, subject: slice?.subject ?? {} };
  }

  #try(slice: SliceView | undefined, least: number): Tried {
    const rivals: Rival[] = [];
    let best: Fit | undefined;
    let score = 0;
    for (const explanation of this.#explanations) {
      const surplus = this.#surplus(slice, explanation);
      if (!(surplus > 0)) continue;
      const comparison = this.#comparisons.of(slice, explanation, slice);
      if (comparison === undefined) continue;
      const raw = rawOf(comparison.weights);
      if (this.#ownership.weightOf(slice, explanation.cost) === 1)
        rivals.push({ explanation, raw, surplus });
      // No other factor is above 1: what is below the best so far by these alone cannot pass it.
      if (raw <= score || raw < least) continue;
      const fit = this.#weigh(comparison);
      if (product(fit.weights) <= score) continue;
      best = fit;
      score = product(fit.weights);
    }
    return { best, rivals };
  }

  /**
   * One explanation, or undefined when it does not go its way. The traffic outside `whole` is held constant: the slice
   * itself, or a larger set of which it is the better name.
   */
  fit(
    slice: SliceView | undefined,
    cost: Cost,
    response: Response,
    settings: { readonly whole?: SliceView | undefined } = {},
  ): Fit | undefined {
    // All traffic is undefined, too.
    const whole = 'whole' in settings ? settings.whole : slice;
    const comparison = this.#comparisons.of(slice, { cost, response }, whole);
    return comparison && rawOf(comparison.weights) > 0 ? this.#weigh(comparison) : undefined;
  }

  /**
   * The part of the largest surplus that a fit carries, 0 to 1, among the rivals of all slices that were tried. Known
   * when all were.
   */
  coverageOf(fit: Fit): number {
    const surplus = this.#surplus(fit.slice, fit);
    return this.#rivals.coverageOf({ explanation: fit, raw: rawOf(fit.weights), surplus });
  }

  /** What a slice did beyond before, whatever the resource remembers of it. */
  #surplus(slice: SliceView | undefined, { cost, response }: Explanation): number {
    return this.#scene.excess(this.#scene.done(slice, cost, response));
  }

  #weigh(fit: Comparison): Fit {
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
        letGoWeight(fit.letGo),
      ),
      innocence: innocenceWeight({ share, ...counts }),
      ownership: this.#ownership.weightOf(slice, cost),
      recurrence: 1,
    };
    return {
      slice,
      subject: slice?.subject ?? {},
      cost,
      response,
      excess: scene.excess(scene.felt(slice, cost, unlimited(now))),
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
        requests: counts.requests,
        share,
        ...(repetition === undefined ? {} : { repetition }),
        ...(fit.missing === undefined ? {} : { missing: fit.missing }),
        ...(fit.letGo === undefined ? {} : { letGo: fit.letGo }),
        ...(fit.pace === undefined ? {} : { pace: fit.pace }),
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
    const usual = scene.usual(activity);
    const rate = Number.isFinite(usual) ? usual : 0;
    // A response that is logged at its end may end after the incident.
    const held = Math.ceil(((hold?.seconds ?? 0) * 1000) / scene.bins.stepMs);
    const longer = response.letsGo ? LINES_BEHIND_SAMPLES : held;
    const begun = sumBetween(scene.activity(slice, 'requests'), from, to + longer);
    const before = lastsWithRequests(cost, response) ? scene.traffic.inProgress(slice, from) : 0;
    const requests = begun + before;
    return { observed, expected: rate * (to - from), requests };
  }
}

function shareOf(slice: SliceView | undefined, scene: Scene): number {
  if (slice === undefined) return 1;
  const all = scene.activity(undefined, 'requests');
  const own = scene.activity(slice, 'requests');
  const total = sumBetween(all, 0, all.length);
  return total === 0 ? 0 : sumBetween(own, 0, own.length) / total;
}
