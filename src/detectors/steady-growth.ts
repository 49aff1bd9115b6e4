import { counted, quantity } from '../report/numbers.ts';
import type { Cost } from '../rollup/cost.ts';
import { unitOf } from '../series/series-unit.ts';
import { sumBetween } from '../statistics/summaries.ts';
import type { Detection, SliceCase } from './detection.ts';

const nouns: Partial<Readonly<Record<Cost, string>>> = {
  requests: 'request',
  aborts: 'aborted request',
  errors: 'failed request',
};

/**
 * A resource that each request takes a little of and never gives back: how much for each, how many there were, and whether
 * it came back by a restart. The explanation was found by the fit (response.ts), with no memory's end.
 */
export function steadyGrowth({ scored, scene }: SliceCase): Detection | 'clear' {
  const { slice, cost, response, factors } = scored;
  const noun = nouns[cost];
  if (response.tauSeconds !== Number.POSITIVE_INFINITY || noun === undefined) return 'clear';
  const events = sumBetween(scene.activity(slice, cost), scene.from, scene.to);
  const unit = unitOf(scene.series);
  const restarts = scene.resets.length;
  const back =
    restarts === 0
      ? 'It was not given back in the time that was looked at'
      : `It came back ${counted(restarts, 'time')}, as by a restart`;
  return {
    observations: [
      {
        name: 'growth-per-request',
        value: factors.slope,
        text: `${counted(events, noun)} at ${quantity(factors.slope, unit)} each make ${quantity(factors.slope * events, unit)}. ${back}.`,
      },
    ],
  };
}
