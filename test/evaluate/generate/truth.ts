import type { CaseTruth } from '../made-cases.ts';
import { GRID_SECONDS } from './grid-level.ts';
import type { ResourceName, Resources } from './resources.ts';

/** Where a resource stands this part of its highest excess above where it would have stood, trouble begins. */
const BEGINS_AT = 0.06;
/** …and where it is back below this part of it, trouble ends. */
const ENDS_AT = 0.15;
/** Troubles that are so near to each other are one. */
const LEAST_GAP_SECONDS = 120;

type Window = Pick<CaseTruth['windows'][number], 'start' | 'end'>;

/** When a resource was in trouble: from what it would have done without what was put in. */
export function windowsOf(
  resource: ResourceName,
  happened: Resources,
  otherwise: Resources,
  { stepSeconds }: { readonly stepSeconds: number },
): readonly Window[] {
  const excess = differences(total(resource, happened), total(resource, otherwise));
  const most = Math.max(...excess);
  if (!(most > 0)) return [];
  const gap = Math.max(LEAST_GAP_SECONDS, 2 * stepSeconds);
  const windows: { start: number; end: number }[] = [];
  let isIn = false;
  for (const [step, value] of excess.entries()) {
    isIn = value >= (isIn ? ENDS_AT : BEGINS_AT) * most;
    if (!isIn) continue;
    const [start, end] = [step * GRID_SECONDS, (step + 1) * GRID_SECONDS];
    const last = windows.at(-1);
    if (last !== undefined && start - last.end <= gap) last.end = end;
    else windows.push({ start, end });
  }
  return windows.filter((one) => touchesTop(one, excess, most));
}

/** What does not fit into memory is swapped out: both are one. */
function total(resource: ResourceName, resources: Resources): Float64Array {
  const values = resources[resource];
  if (resource !== 'memory') return values;
  return values.map((bytes, step) => bytes + (resources.swap[step] ?? 0));
}

/** Smoothed over a minute, so that chance in the traffic begins nothing. */
function differences(one: Float64Array, other: Float64Array): Float64Array {
  const raw = one.map((value, step) => value - (other[step] ?? 0));
  const around = 6;
  return raw.map((_, step) => {
    const near = raw.subarray(Math.max(0, step - around), step + around + 1);
    return near.reduce((sum, value) => sum + value, 0) / near.length;
  });
}

function touchesTop({ start, end }: Window, excess: Float64Array, most: number): boolean {
  const own = excess.subarray(start / GRID_SECONDS, end / GRID_SECONDS);
  return Math.max(...own) >= 0.5 * most;
}

/** Places of lines, from 1 on, as ranges: `3-5,9`. */
export function rangesOf(places: readonly number[]): string {
  const ranges: { first: number; last: number }[] = [];
  for (const place of places) {
    const latest = ranges.at(-1);
    if (latest !== undefined && place === latest.last + 1) latest.last = place;
    else ranges.push({ first: place, last: place });
  }
  return ranges
    .map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`))
    .join(',');
}
