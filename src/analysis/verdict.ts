import { isLeak } from './response.ts';
import type { Finding } from './specificity.ts';

/** How sure an incident's answer is. */
export type Verdict =
  | 'culprit'
  | 'suspect'
  | 'no-culprit-in-logs'
  | 'no-incident'
  | 'insufficient-data';

/** Scores from which a slice is named (method.md 3.10), and the lead it must have over the next. */
export const CULPRIT_SCORE = 0.5;
export const SUSPECT_SCORE = 0.25;
export const CLEAR_LEAD = 1.5;
/** Chance of a score as high at other times, above which a culprit is only a suspect. */
export const PLACEBO_LEVEL = 0.05;
/** Placebo times needed before their chance counts: with fewer the least possible chance is above it. */
export const LEAST_PLACEBOS = 19;

/** How often other times of the same log scored as high as the incident. */
export interface Placebo {
  readonly tried: number;
  readonly asHigh: number;
}

/** The chance of the best score when nothing is wrong; never 0, by the times that were tried. */
export function placeboChance({ tried, asHigh }: Placebo): number {
  return (1 + asHigh) / (1 + tried);
}

/** Two things that only grow look alike: a leak has to fit better than this to be more than a suspect. */
export const LEAK_FIT = 0.9;

function isLooseLeak({ lead }: Finding): boolean {
  return isLeak(lead.response) && lead.weights.fit < LEAK_FIT;
}

/** The verdict on a finding that scores high enough to be named, given the others and the placebo times. */
export function findingVerdict(
  finding: Finding,
  others: readonly Finding[],
  {
    placebo,
    doubt,
  }: {
    readonly placebo: Placebo;
    /** Whether there is a reason to accuse nobody for sure, however well somebody fits. */
    readonly doubt: boolean;
  },
): 'culprit' | 'suspect' {
  const { score } = finding.lead;
  const next = Math.max(0, ...others.filter((one) => one !== finding).map((one) => one.lead.score));
  const clear = score >= CLEAR_LEAD * next;
  const byChance = placebo.tried >= LEAST_PLACEBOS && placeboChance(placebo) > PLACEBO_LEVEL;
  const isSure = clear && !byChance && !isLooseLeak(finding) && !doubt;
  return score >= CULPRIT_SCORE && isSure ? 'culprit' : 'suspect';
}

/** The verdict of several: the strongest of them. */
export function strongest(verdicts: readonly Verdict[]): Verdict {
  const order: readonly Verdict[] = [
    'culprit',
    'suspect',
    'no-culprit-in-logs',
    'insufficient-data',
    'no-incident',
  ];
  return order.find((verdict) => verdicts.includes(verdict)) ?? 'no-incident';
}
