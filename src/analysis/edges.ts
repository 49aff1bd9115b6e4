import { meanBetween, median } from '../statistics/summaries.ts';
import type { Scene } from './scene.ts';

/** Bins of a scene; `to` is exclusive. */
export interface BinSpan {
  readonly from: number;
  readonly to: number;
}

/** When a resource went up, and when it came back. */
export interface Edges {
  readonly rise: BinSpan;
  /** By how much it went up in that time. */
  readonly height: number;
  /** Absent where it did not come back while it was watched, or only bit by bit. */
  readonly fall?: BinSpan;
}

/** On its way up a resource is between these shares of what it usually stood above before: its peak may come at any time. */
const LOW_SHARE = 0.2;
const HIGH_SHARE = 0.7;
/** What takes longer has no edge: of it the first so many minutes are looked at. */
const LONGEST_MS = 600_000;
/** A server keeps what it does not need any more, a process or its memory, for some minutes. */
const KEPT_MS = 180_000;

/** The edges of the first rise of a scene's resource; undefined where nothing is before it. */
export function edgesOf({ resource, from, to, bins }: Scene): Edges | undefined {
  const before = meanBetween(resource, 0, from);
  const above = median(resource.subarray(from, to)) - before;
  if (!(above > 0)) return undefined;
  const isAbove = (bin: number, share: number): boolean =>
    (resource[bin] ?? Number.NaN) >= before + share * above;
  const longest = Math.max(1, Math.round(LONGEST_MS / bins.stepMs));
  let up = from;
  while (up < to - 1 && !isAbove(up, HIGH_SHARE)) up += 1;
  let start = up;
  while (start > 1 && isAbove(start - 1, LOW_SHARE)) start -= 1;
  const end = Math.min(up + 1, start + longest);
  let high = to - 1;
  while (high > up && !isAbove(high, HIGH_SHARE)) high -= 1;
  let low = high + 1;
  while (low < resource.length && isAbove(low, LOW_SHARE)) low += 1;
  const hasFallen = low < resource.length && low - high <= longest;
  const kept = Math.round(KEPT_MS / bins.stepMs);
  return {
    rise: { from: start, to: end },
    height: (resource[end - 1] ?? Number.NaN) - before,
    ...(hasFallen ? { fall: { from: Math.max(end, high + 1 - kept), to: low + 1 } } : {}),
  };
}
