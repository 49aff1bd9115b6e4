import { decimal, duration, quantity } from '../report/numbers.ts';
import { unitOf } from '../series/series-unit.ts';
import { meanBetween } from '../statistics/summaries.ts';
import type { Detection, SliceCase } from './detection.ts';

/** At such a share of a known limit nothing is left: the last few are taken and given back between samples. */
const AT_LIMIT = 0.95;
/** So many equal samples in a row at the very top are a limit that nobody told. */
const EQUAL_SAMPLES = 3;
/** A pool that small is at its top by chance. */
const LEAST_TOP = 5;

/** What comes in pieces and is given out to requests. */
const POOLS: ReadonlySet<string> = new Set(['workers', 'threads', 'processes', 'connections']);

/** A series at a limit that is known, or evident from its flat top; and how much of it logged requests held. */
export function saturation({ scene }: SliceCase): Detection | 'clear' {
  const { series } = scene;
  if (!POOLS.has(series.role)) return 'clear';
  const inside = series.values.filter((value, at) => {
    const timeMs = series.times[at] ?? 0;
    const isInside = timeMs >= scene.incident.startMs && timeMs <= scene.incident.endMs;
    return isInside && Number.isFinite(value);
  });
  const top = inside.reduce((most, value) => Math.max(most, value), 0);
  const { capacity } = series;
  const limit = capacity ?? (longestRun(inside, top) >= EQUAL_SAMPLES ? top : undefined);
  if (limit === undefined || limit < LEAST_TOP || top < AT_LIMIT * limit) return 'clear';
  const samples = inside.filter((value) => value >= AT_LIMIT * limit).length;
  const known = capacity === undefined ? 'its evident limit' : 'its limit';
  const held = heldText(scene);
  return {
    observations: [
      {
        name: 'at-limit',
        value: samples * series.stepSeconds,
        text: `${series.name} was at ${known} of ${quantity(limit, unitOf(series))} for ${duration(samples * series.stepSeconds)}: who came then had to wait.${held}`,
      },
    ],
  };
}

/** Of whom the workers were, where the log tells how long requests took. */
function heldText(scene: SliceCase['scene']): string {
  if (scene.tier.durations !== 'logged') return '';
  const { from, to } = scene;
  const logged = meanBetween(scene.activity(undefined, 'in-flight'), from, to);
  const busy = meanBetween(scene.resource, from, to);
  if (!(busy > 0) || logged >= busy) return '';
  return ` On average ${decimal(logged)} of ${decimal(busy)} were held by logged requests.`;
}

function longestRun(values: Float64Array, wanted: number): number {
  let run = 0;
  let longest = 0;
  for (const value of values) {
    run = value === wanted ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
