import type { AblatedResults } from './ablation/ablation-table.ts';
import type { Rivalry } from './baselines/baseline-table.ts';
import type { DegradedResults } from './degraded/degraded-results.ts';
import type { CaseResult } from './evaluate-case.ts';

/** What came of an evaluation. */
export interface Outcome {
  readonly results: readonly CaseResult[];
  /** Empty where nothing was switched off. */
  readonly ablated: readonly AblatedResults[];
  /** Empty where nothing was degraded. */
  readonly degraded: readonly DegradedResults[];
  /** Empty where the baselines were not asked for. */
  readonly rivalries: readonly Rivalry[];
}
