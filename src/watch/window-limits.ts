import { duration } from '../report/numbers.ts';
import type { Limit } from '../report/report.ts';

/** What is said where a watch has gone on for longer than its window; `fromMs` is infinitely early where it has not. */
export function windowLimits(windowMs: number, fromMs: number): readonly Limit[] {
  if (!Number.isFinite(fromMs)) return [];
  return [
    {
      code: 'watch-window',
      text: `Only the last ${duration(windowMs / 1000)} are looked at: what was before is not kept. Lines are counted from the beginning.`,
      remedy: 'give a longer --window, or run culprit on the log files for the time before',
    },
  ];
}
