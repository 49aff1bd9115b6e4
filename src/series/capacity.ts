import type { RawSeries } from './input.ts';
import { type LimitRule, type Matcher, matchLabels, type RoleRule } from './role-rule.ts';
import { alignTo, median, medianStepMs, type Samples, sumSamples } from './samples.ts';

/** Samples in a row without an idle worker, at the top of the busy ones, that mark a limit. */
export const REACHED_SAMPLES = 3;
/** A pool of fewer workers than this is at its top by chance. */
export const MIN_POOL = 5;
/** Averages over a step hold fractions of a worker. */
const HALF_A_WORKER = 0.5;

export interface LimitedSeries extends Samples {
  readonly rule: RoleRule;
  readonly stepMs: number;
  /** Labels that a limit must share. */
  readonly key: Readonly<Record<string, string>>;
  readonly inputs: readonly RawSeries[];
}

/**
 * The level that a series cannot pass: where no idle worker was left at the top, that top; else what
 * the first limit says that is there and above 0. `all` are the series of the node.
 */
export function findCapacity(series: LimitedSeries, all: readonly RawSeries[]): number | undefined {
  const { rule } = series;
  const stated = [
    rule.graphLimit ? scaled(series.inputs[0]?.upperLimit, rule.scale) : undefined,
    ...(rule.limits ?? []).map((limit) => readLimit(limit, series, all)),
  ].find((limit) => limit !== undefined && limit > 0);
  const idle = rule.idle === undefined ? [] : inputsOf(rule.idle, series.key, all);
  const [first] = idle;
  const reached = first === undefined ? undefined : reachedTop(series, sumAll(idle, first));
  return reached ?? stated;
}

/** Series of a matcher that agree with the labels of `key`; others are free. */
export function inputsOf(
  matcher: Matcher,
  key: Readonly<Record<string, string>>,
  all: readonly RawSeries[],
): readonly RawSeries[] {
  return all.filter((candidate) => {
    const labels = matchLabels(matcher, candidate);
    if (labels === undefined) return false;
    return Object.entries(key).every(([label, value]) => labels[label] === value);
  });
}

function readLimit(
  limit: LimitRule,
  { rule, inputs, key }: LimitedSeries,
  all: readonly RawSeries[],
): number | undefined {
  if ('countOf' in limit) return countOf(limit.countOf, rule, inputs);
  const parts = inputsOf(limit.of, key, all);
  const [first] = parts;
  if (first === undefined) return undefined;
  const level = scaled(median(sumAll(parts, first).values), rule.scale);
  // The times of all modes together are measured, and not quite a whole number of CPUs.
  return level !== undefined && rule.unit === 'cores' ? Math.round(level) : level;
}

/** Counts a label together with the summed labels before it: cores are numbered in each worker. */
function countOf(label: string, rule: RoleRule, inputs: readonly RawSeries[]): number {
  const summed = rule.sumOver ?? [];
  const counted = summed.slice(0, summed.indexOf(label) + 1);
  const members = inputs.map((input) => {
    const labels = matchLabels(rule, input);
    return JSON.stringify(counted.map((each) => labels?.[each]));
  });
  return new Set(members).size;
}

function sumAll(parts: readonly RawSeries[], first: RawSeries): Samples {
  return sumSamples(parts, first.stepMs ?? medianStepMs(first.times));
}

function reachedTop({ times, values, stepMs }: LimitedSeries, idle: Samples): number | undefined {
  const left = alignTo(times, idle, { stepMs, outside: Number.NaN });
  const top = values.reduce((a, b) => (Number.isNaN(b) ? a : Math.max(a, b)), 0);
  if (top < MIN_POOL) return undefined;
  let run = 0;
  for (const [index, busy] of values.entries()) {
    const full = busy >= top - HALF_A_WORKER && (left[index] ?? Number.NaN) < HALF_A_WORKER;
    run = full ? run + 1 : 0;
    if (run === REACHED_SAMPLES) return Math.round(top);
  }
  return undefined;
}

function scaled(value: number | undefined, scale = 1): number | undefined {
  return value === undefined || Number.isNaN(value) ? undefined : value * scale;
}
