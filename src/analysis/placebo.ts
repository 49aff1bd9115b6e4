import type { SliceView } from '../rollup/slice-view.ts';
import { Scene } from './scene.ts';
import { type Scored, scoreCandidates } from './score.ts';
import type { Placebo } from './verdict.ts';

/** Other times tried at most; the least chance that can be shown is one in so many and one. */
export const MAX_PLACEBOS = 19;
/** Slices rescored at each other time: the best of the incident stand for the others. */
const PLACEBO_CANDIDATES = 60;

/** The product of the same factors in another order may be lower by less than this. */
const ROUNDING = 1 - 1e-9;

/**
 * Sets the resource's excerpt against the traffic of other times and counts how often the best score there
 * is as high as the incident's (method.md 3.10): it controls for the number of slices, costs and responses
 * tried. Times whose incident would overlap the real one are left out.
 */
export function placeboOf(scene: Scene, scored: readonly Scored[]): Placebo {
  const best = scored[0]?.score ?? 0;
  const { incident, tier, others } = scene;
  const slices = scored
    .slice(0, PLACEBO_CANDIDATES)
    .map(({ slice }) => slice)
    .filter((slice): slice is SliceView => slice !== undefined);
  let tried = 0;
  let asHigh = 0;
  for (const shiftMs of shiftsOf(scene)) {
    const elsewhere = new Scene(incident, tier, { shiftMs, others });
    if (!elsewhere.fits) continue;
    tried += 1;
    const there = scoreCandidates(elsewhere, slices, best * ROUNDING)[0]?.score ?? 0;
    if (there >= best) asHigh += 1;
  }
  return { tried, asHigh };
}

/** Shifts by which the whole incident still lies inside the log, evenly spread, nearest first. */
function shiftsOf({ incident, rollup, bins }: Scene): readonly number[] {
  const { span } = rollup;
  if (span === undefined) return [];
  const lengthMs = Math.max(incident.endMs - incident.startMs, bins.stepMs);
  const back = Math.floor((incident.startMs - span.fromMs) / lengthMs);
  const forth = Math.floor((span.toMs - incident.endMs) / lengthMs);
  const shifts: number[] = [];
  for (let away = 2; away <= Math.max(back, forth); away++) {
    if (away <= back) shifts.push(away * lengthMs);
    if (away <= forth) shifts.push(-away * lengthMs);
  }
  const stride = Math.max(1, Math.ceil(shifts.length / MAX_PLACEBOS));
  return shifts
    .filter((_, place) => place % stride === 0)
    .map((shift) => roundTo(shift, bins.stepMs));
}

function roundTo(value: number, step: number): number {
  return Math.round(value / step) * step;
}
