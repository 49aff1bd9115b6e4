import { isFromLog } from '../incidents/log-series.ts';
import type { DurationSource } from '../incidents/tier.ts';
import type { Cost } from '../rollup/cost.ts';
import type { SliceView } from '../rollup/slice-view.ts';
import { Controls, partialFit } from '../statistics/regression.ts';
import { darkConcurrencyOf } from './dark-concurrency.ts';
import type { Explanation } from './explanations.ts';
import { explainedWeight, type FactorWeights } from './factors.ts';
import { hasFailed, isGivenUp, showsGivenUp } from './given-up.ts';
import { leakPace } from './leak-pace.ts';
import { type LetGo, letGoBy } from './let-go.ts';
import { type MissingLines, missingLinesOf, missingWeight } from './missing-lines.ts';
import type { Ownership } from './ownership.ts';
import { plausibility } from './plausibility.ts';
import { isLeak, lastsWithRequests, type Response } from './response.ts';
import type { Scene } from './scene.ts';
import { changeOf, hasWholeSeconds } from './slowdown.ts';

/** Who took in what is told of few requests that follow each other; of the rest only how many were there. */
const IN_FLIGHT: Explanation = { cost: 'in-flight', response: { tauSeconds: 0 } };

/** One explanation by a slice, before it is asked what else speaks for it. */
export interface Comparison extends Explanation {
  readonly slice: SliceView | undefined;
  readonly correlation: number;
  readonly slope: number;
  readonly explained: number;
  /** Present where it is told to leave something behind that did not grow as it came (leak-pace.ts), 0 to 1. */
  readonly pace?: number;
  /** Present where it goes by lines that did not come. */
  readonly missing?: MissingLines;
  /** Present where it goes by lines that came whenever the resource fell. */
  readonly letGo?: LetGo;
  readonly weights: Pick<FactorWeights, 'fit' | 'explained' | 'plausibility'>;
}

/** Compares one slice after another with the resource of a scene. */
export class Comparisons {
  readonly #scene: Scene;
  readonly #ownership: Ownership;
  readonly #candidates: number;
  readonly #durations: DurationSource;
  readonly #isDark: boolean;
  readonly #showsGivenUp: boolean;
  /** What whole seconds in the log hide of a request's duration. */
  readonly #unseenSeconds: number;
  readonly #response: Float64Array;
  readonly #requests: Float64Array;
  readonly #ones: Float64Array;
  /** Of a slice that is all traffic, or that suffers like the others. */
  readonly #onlyLevel: Controls;
  readonly #onlyRequests: Controls;
  /** Of any other, and the activity outside it; made anew for each explanation. */
  readonly #others = new Controls();
  readonly #rest: Float64Array;
  /** Of the slice that was asked for last: all its explanations follow each other. */
  #arrivals: { readonly whole: SliceView; readonly outside: Float64Array } | undefined;

  constructor(scene: Scene, candidates: readonly SliceView[], ownership: Ownership) {
    this.#scene = scene;
    this.#ownership = ownership;
    this.#candidates = candidates.length;
    this.#durations = scene.durations;
    this.#isDark = darkConcurrencyOf(scene, [scene.series]) !== undefined;
    this.#showsGivenUp = showsGivenUp(scene, candidates);
    this.#unseenSeconds = hasWholeSeconds(candidates) ? 1 : 0;
    this.#response = scene.usableOf(scene.resource);
    this.#requests = scene.usableOf(scene.activity(undefined, 'requests'));
    this.#ones = new Float64Array(this.#response.length).fill(1);
    this.#rest = new Float64Array(scene.resource.length);
    this.#onlyLevel = new Controls([this.#ones]);
    this.#onlyRequests = new Controls([this.#ones, this.#requests]);
  }

  /** Undefined where the slice does not go its way. The traffic outside `whole` is held constant. */
  of(
    slice: SliceView | undefined,
    { cost, response }: Explanation,
    whole: SliceView | undefined,
  ): Comparison | undefined {
    if (response.missing) return this.#byMissingLines(slice, { cost, response });
    const letGo = response.letsGo && slice ? letGoBy(this.#scene, slice) : undefined;
    if (response.letsGo && letGo === undefined) return undefined;
    const scene = this.#scene;
    const activity = scene.felt(slice, cost, response);
    if (!(scene.excess(activity) > 0)) return undefined;
    // Nobody else is known to have been in flight.
    const controls = letGo ? this.#onlyRequests : this.#controls(whole, cost, response);
    const { correlation, slope } = partialFit(this.#response, scene.usableOf(activity), controls);
    if (correlation <= 0) return undefined;
    const explained = scene.explainedShare(activity, slope);
    if (!(explained > 0)) return undefined;
    const pace = leakPace(scene, slice, { cost, response });
    const ofSlope = plausibility(scene.series.role, cost, {
      tauSeconds: response.tauSeconds,
      fills: response.fills,
      value: slope,
      durations: this.#durations,
      secondsEach: this.#secondsEach(slice, cost),
      isDark: this.#isDark,
      isGivenUp: slice !== undefined && isGivenUp(slice.subject),
    });
    const weights = {
      fit: correlation ** 2,
      explained: explainedWeight(explained),
      plausibility: ofSlope * pace,
    };
    const compared = { slice, cost, response, correlation, slope, explained, weights };
    if (letGo !== undefined) return { ...compared, letGo };
    return pace < 1 ? { ...compared, pace } : compared;
  }

  /**
   * By lines that did not come while the resource rose: as many as are missing took all of it, or the slope is implausible. Where
   * the log shows who waited in vain, pages of which all came to an answer are not what hung: nobody got so far as to ask for them.
   */
  #byMissingLines(
    slice: SliceView | undefined,
    { cost, response }: Explanation,
  ): Comparison | undefined {
    const scene = this.#scene;
    const lines = slice && missingLinesOf(scene, slice);
    if (lines === undefined) return undefined;
    const isAnswered = this.#showsGivenUp && slice !== undefined && !hasFailed(scene, slice);
    if (isAnswered) return undefined;
    const slope = (scene.edges?.height ?? 0) / lines.inFlight;
    const explained = scene.explainedShare(scene.felt(slice, cost, response), slope);
    if (!(explained > 0)) return undefined;
    const weights = {
      fit: missingWeight(lines, this.#candidates),
      explained: explainedWeight(explained),
      plausibility: plausibility(scene.series.role, cost, {
        tauSeconds: response.tauSeconds,
        value: slope,
      }),
    };
    const correlation = Math.sqrt(weights.fit);
    return { slice, cost, response, correlation, slope, explained, weights, missing: lines };
  }

  /** Mean time in flight of a slice's requests in the incident; undefined where it is not logged or is no matter. */
  #secondsEach(slice: SliceView | undefined, cost: Cost): number | undefined {
    if (cost !== 'requests' || this.#durations !== 'logged') return undefined;
    return changeOf(this.#scene, slice).secondsDuring + this.#unseenSeconds;
  }

  /** What is held constant: the number of requests, and the same activity of the traffic outside `whole`. */
  #controls(whole: SliceView | undefined, cost: Cost, response: Response): Controls {
    // Of what the log itself counts, the rest of the traffic is the rest of the series.
    if (whole === undefined || isFromLog(this.#scene.series)) return this.#onlyLevel;
    // Victims queue up with the resource: their time in flight is an effect, only their arrivals are traffic.
    if (lastsWithRequests(cost, response) && this.#ownership.isEverybodySlow) {
      return this.#onlyRequests;
    }
    const scene = this.#scene;
    const shared = response.fills ? IN_FLIGHT : { cost, response };
    const inside = scene.felt(whole, shared.cost, shared.response);
    const all = scene.felt(undefined, shared.cost, shared.response);
    const rest = this.#rest;
    for (let bin = 0; bin < rest.length; bin++) rest[bin] = (all[bin] ?? 0) - (inside[bin] ?? 0);
    // Together with the slice's own requests the rest makes all of them: nothing would be left to fit.
    const own = cost === 'requests' && !isLeak(response) ? [] : [this.#arrivalsOutside(whole)];
    return this.#others.hold([this.#ones, scene.usableOf(rest), ...own]);
  }

  /** The number of requests of the traffic outside `whole`: its own arrivals are no other traffic. */
  #arrivalsOutside(whole: SliceView): Float64Array {
    if (this.#arrivals?.whole !== whole) {
      const own = this.#scene.usableOf(this.#scene.activity(whole, 'requests'));
      const outside = this.#requests.map((all, bin) => all - (own[bin] ?? 0));
      this.#arrivals = { whole, outside };
    }
    return this.#arrivals.outside;
  }
}
