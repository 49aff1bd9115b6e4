import { brierScore, expectedCalibrationError, type Scored } from './calibration.ts';
import type { CaseResult } from './evaluate-case.ts';
import { bootstrapped, type Estimate, meanOf, quantile, rate } from './intervals.ts';
import { JUDGED_RANKS } from './judge.ts';
import { type ControlKind, hostCount } from './labelled-case.ts';

/** What is known of some cases together. Undefined is of no case. */
export interface Figures {
  readonly cases: number;
  /** Of the cases with a culprit: those in which it is named first, among three, in part. */
  readonly first?: Estimate;
  readonly amongThree?: Estimate;
  readonly partial?: Estimate;
  /** The mean of one over its rank, 0 where it is not named. */
  readonly reciprocalRank?: Estimate;
  /** Of the cases with something wrong: those whose window was found. */
  readonly found?: Estimate;
  /** Reported less true onset without its sign, where found. */
  readonly onsetSeconds?: Quantiles;
  readonly onsetSteps?: Quantiles;
  /** Of the controls: those in which a culprit is named. */
  readonly falseCulprits?: Estimate;
  readonly falseCulpritsOnBursts?: Estimate;
  /** Of the cases whose culprits cannot be identified: those in which somebody is called one. */
  readonly culpritsOnUnidentifiable?: Estimate;
  /** Of the cases with a culprit: those that also name one at another time. */
  readonly strayCulprits?: Estimate;
  /** Incidents on quiet cases for a week of one host. */
  readonly falseIncidentsPerNodeWeek?: number;
  readonly falseIncidents?: number;
  readonly calibrationError?: Estimate;
  readonly brier?: Estimate;
  readonly faults: number;
  readonly wallSeconds?: Quantiles;
  readonly cpuSeconds?: Quantiles;
  readonly peakBytes?: Quantiles;
}

export interface Quantiles {
  readonly n: number;
  readonly median: number;
  readonly p90: number;
  readonly max: number;
}

const WEEK_SECONDS = 7 * 24 * 3600;

/** Sums results up; a case without a report counts as a miss. */
export function figuresOf(results: readonly CaseResult[], seed: number): Figures {
  const guilty = results.filter(({ labelled }) => labelled.control === undefined);
  const wrong = results.filter(({ labelled }) => labelled.windows.length > 0);
  const ranks = guilty.map(({ judgement }) => judgement?.rank);
  const claims = claimsOf(results);
  return defined({
    cases: results.length,
    first: rate(
      countOf(ranks, (rank) => rank === 1),
      guilty.length,
    ),
    amongThree: rate(countOf(ranks, isAmongThree), guilty.length),
    partial: rate(countOf(guilty, isPartial), guilty.length),
    reciprocalRank: meanOf(
      ranks.map((rank) => (rank === undefined ? 0 : 1 / rank)),
      seed,
    ),
    found: rate(
      countOf(wrong, ({ judgement }) => judgement?.found !== undefined),
      wrong.length,
    ),
    ...onsetFigures(results),
    ...controlFigures(results),
    strayCulprits: rate(countOf(guilty, namesFalsely), guilty.length),
    calibrationError: bootstrapped(claims, expectedCalibrationError, seed),
    brier: bootstrapped(claims, brierScore, seed),
    faults: countOf(results, ({ fault }) => fault !== undefined),
    wallSeconds: quantilesOf(results.map(({ usage }) => usage.wallSeconds)),
    cpuSeconds: quantilesOf(results.flatMap(({ usage }) => usage.cpuSeconds ?? [])),
    peakBytes: quantilesOf(results.flatMap(({ usage }) => usage.peakBytes ?? [])),
  });
}

/** The scores of what reports name first, and whether it is right. */
export function claimsOf(results: readonly CaseResult[]): readonly Scored[] {
  return results.flatMap(({ judgement }) => {
    if (judgement?.claim === undefined) return [];
    const { culprit, isRight } = judgement.claim;
    return [{ score: culprit.score, isRight }];
  });
}

function isAmongThree(rank: number | undefined): boolean {
  return rank !== undefined && rank <= JUDGED_RANKS;
}

/** Whether the culprit is in what is named, though no name is right. */
function isPartial({ judgement }: CaseResult): boolean {
  if (judgement === undefined || judgement.rank !== undefined) return false;
  return judgement.named.some(({ degree }) => degree === 'partial');
}

function namesFalsely({ judgement }: CaseResult): boolean {
  return (judgement?.falseCulprits ?? 0) > 0;
}

function onsetFigures(results: readonly CaseResult[]): Partial<Figures> {
  const errors = results.flatMap(({ labelled, judgement }) =>
    judgement?.onsetSeconds === undefined
      ? []
      : [{ seconds: Math.abs(judgement.onsetSeconds), step: labelled.stepSeconds }],
  );
  const onsetSeconds = quantilesOf(errors.map(({ seconds }) => seconds));
  const onsetSteps = quantilesOf(errors.map(({ seconds, step }) => seconds / step));
  return defined({ onsetSeconds, onsetSteps });
}

function controlFigures(results: readonly CaseResult[]): Partial<Figures> {
  const controls = (wanted: (kind: ControlKind) => boolean): readonly CaseResult[] =>
    results.filter(({ labelled: { control } }) => control !== undefined && wanted(control));
  const plain = controls((kind) => kind === 'quiet' || kind === 'other-cause');
  const bursts = controls((kind) => kind === 'other-cause-with-burst');
  const unidentifiable = controls((kind) => kind === 'unidentifiable');
  const quiet = controls((kind) => kind === 'quiet');
  const weeks =
    sum(quiet.map(({ labelled }) => labelled.spanSeconds * hostCount(labelled))) / WEEK_SECONDS;
  const falseIncidents = sum(quiet.map(({ judgement }) => judgement?.falseIncidents ?? 0));
  return defined({
    falseCulprits: rate(countOf(plain, namesFalsely), plain.length),
    falseCulpritsOnBursts: rate(countOf(bursts, namesFalsely), bursts.length),
    culpritsOnUnidentifiable: rate(countOf(unidentifiable, namesFalsely), unidentifiable.length),
    falseIncidents: weeks > 0 ? falseIncidents : undefined,
    falseIncidentsPerNodeWeek: weeks > 0 ? falseIncidents / weeks : undefined,
  });
}

function quantilesOf(values: readonly number[]): Quantiles | undefined {
  if (values.length === 0) return undefined;
  const [median = Number.NaN, p90 = Number.NaN, max = Number.NaN] = [0.5, 0.9, 1].map((part) =>
    quantile(values, part),
  );
  return { n: values.length, median, p90, max };
}

function countOf<T>(values: readonly T[], wanted: (value: T) => boolean): number {
  return values.filter(wanted).length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

type Optional<T> = { readonly [K in keyof T]: T[K] | undefined };

/** Without the fields that are undefined. */
function defined<T extends Partial<Figures>>(figures: Optional<T>): T {
  return Object.fromEntries(
    Object.entries(figures).filter(([, value]) => value !== undefined),
  ) as T;
}
