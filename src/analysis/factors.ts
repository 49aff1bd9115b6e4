import type { Cost } from '../rollup/cost.ts';
import { clamp } from '../statistics/summaries.ts';
import type { LetGo } from './let-go.ts';
import type { MissingLines } from './missing-lines.ts';
import { isPerfect, type Repetition } from './repetition.ts';
import { isLeak, type Response } from './response.ts';

/** The evidence for one slice in numbers (method.md 3.6); `score` is the product of the factors. */
export interface Factors {
  /** Partial correlation with the resource, the rest of the traffic held constant. */
  readonly correlation: number;
  /** Resource per unit of activity, in the units of both. */
  readonly slope: number;
  /** Share of the resource's excess that slope and activity account for; may pass 1. */
  readonly explained: number;
  /** How plausible the slope is, 0.1 to 1. */
  readonly plausibility: number;
  /** Seconds by which the slice began before the resource; negative when after. */
  readonly leadSeconds: number;
  /** The part of the largest excess of that cost that this slice carries, 0 to 1. */
  readonly coverage: number;
  /** What happened in the incident, and what would have without it: requests, or events of the cost. */
  readonly observed: number;
  readonly expected: number;
  /** Of the slice in the incident. */
  readonly requests: number;
  /** Share of all requests in the span, 0 to 1. */
  readonly share: number;
  /** How often episodes and bursts came together, where the resource came and went. */
  readonly repetition?: Repetition;
  /** Present where the resource stood still while what is said to leak into it went on, 0 to 1. */
  readonly pace?: number;
  /** Present where requests in flight are told by lines that did not come. */
  readonly missing?: MissingLines;
  /** Present where requests in flight are told by lines that came whenever the resource fell. */
  readonly letGo?: LetGo;
}

export interface FactorWeights {
  readonly fit: number;
  readonly explained: number;
  readonly plausibility: number;
  readonly order: number;
  readonly coverage: number;
  readonly support: number;
  readonly innocence: number;
  /** Low for what only slowed down with everybody. */
  readonly ownership: number;
  /** Above 1 for what explains the other rises of the same series too, below 1 for what does not. */
  readonly recurrence: number;
}

const LEAST_EXPLAINED = 0.02;
/** Late: the slice began after the resource did, by more than the clocks allow. */
const LATE = 0.3;
/** Long before, without a memory that long: it was there all the time. */
const LONG_BEFORE = 0.5;
const LONG_BEFORE_SECONDS = 3600;

/** More than the whole excess is as wrong as less than it. */
export function explainedWeight(explained: number): number {
  return explained > 1 ? 1 / explained : Math.max(LEAST_EXPLAINED, explained);
}

export function orderWeight(
  leadSeconds: number,
  context: { readonly toleranceSeconds: number; readonly response: Response },
): number {
  if (leadSeconds < -context.toleranceSeconds) return LATE;
  return leadSeconds > LONG_BEFORE_SECONDS && !isLeak(context.response) ? LONG_BEFORE : 1;
}

const COUNTED: ReadonlySet<Cost> = new Set<Cost>(['requests', 'aborts', 'errors']);
const LEAST_SUPPORT = 0.02;
/** A count that grew to six times has full support, one that grew by a half 0.4 of it. */
const BURSTINESS = 1.2;

/**
 * Whether more happened than chance gives: for counts a log likelihood ratio against the rate before,
 * discounted for the number of candidates; for bytes and time the new part of them, and how many requests
 * carry it.
 */
export function supportWeight(
  cost: Cost,
  support: {
    readonly observed: number;
    readonly expected: number;
    readonly requests: number;
    readonly candidates: number;
  },
): number {
  const { observed, expected, requests, candidates } = support;
  if (observed <= expected) return LEAST_SUPPORT;
  const isNew = (observed - expected) / observed;
  if (!isCounted(cost)) return clamp(isNew * fewRequestsWeight(requests), LEAST_SUPPORT, 1);
  const floor = Math.max(expected, 0.5);
  const ratio = observed * Math.log(observed / floor) - (observed - floor);
  const significant = (ratio - 2) / (Math.log(candidates) + 8);
  // Traffic comes in bursts: by chance alone counts vary far more than Poisson's law says.
  return clamp(Math.min(significant, BURSTINESS * isNew), LEAST_SUPPORT, 1);
}

/** The part of full support that so many requests can give a cost that is no count: one alone may be a coincidence. */
export function fewRequestsWeight(requests: number): number {
  return requests / (requests + 1);
}

/** Whether a cost is a count of events, which stand for themselves. */
export function isCounted(cost: Cost): boolean {
  return COUNTED.has(cost);
}

/** Episodes that each had their burst, and only they, count like throws of a coin that all fell right. */
export function repetitionWeight(repetition: Repetition | undefined): number {
  if (repetition === undefined || !isPerfect(repetition)) return 0;
  return allRightWeight(repetition.episodes);
}

/** As much do falls of the resource that each had their line, and only they. */
export function letGoWeight(letGo: LetGo | undefined): number {
  return letGo === undefined ? 0 : allRightWeight(letGo.falls);
}

function allRightWeight(throws: number): number {
  return 1 - 0.5 ** throws;
}

/** A slice is innocent of being everybody when it is a small part of the traffic, or new in the incident. */
export function innocenceWeight(factors: {
  readonly share: number;
  readonly observed: number;
  readonly expected: number;
}): number {
  const { share, observed, expected } = factors;
  const purity = observed <= 0 ? 0 : Math.max(0, observed - expected) / observed;
  return Math.max(1 - share, purity) ** 2;
}

/** How well an explanation fits by itself, whoever else fits too. */
export function rawOf(weights: Pick<FactorWeights, 'fit' | 'explained' | 'plausibility'>): number {
  return weights.fit * weights.explained * weights.plausibility;
}

export function product(weights: FactorWeights): number {
  const { fit, explained, plausibility, order, coverage, support, innocence } = weights;
  const own = fit * explained * plausibility * order * coverage * support * innocence;
  return Math.min(1, own * weights.ownership * weights.recurrence);
}
