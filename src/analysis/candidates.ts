import { type Cost, costs } from '../rollup/cost.ts';
import type { Rollup } from '../rollup/rollup.ts';
import type { SliceView } from '../rollup/slice-view.ts';

/** A slice is looked at when it holds this share of any cost of the log (method.md 3.2)… */
export const LEAST_SHARE = 0.004;
/** …or is among so many largest of any cost. */
export const LARGEST_KEPT = 50;
/** Never more candidates than this; the largest by their best share stay. */
export const MAX_CANDIDATES = 600;

/** The slices of a log that are tried. */
export interface Candidates {
  /** In a fixed order. */
  readonly slices: readonly SliceView[];
  /** Where more are worth scoring than are tried: the largest share of any cost that one has which is not, 0 to 1. */
  readonly untriedShare?: number;
}

/** The slices worth scoring. What was folded together under a cap is nobody in particular. */
export function candidatesOf(rollup: Rollup): Candidates {
  const slices = rollup.slices();
  const named = slices.filter((slice) => !slice.isOther);
  const bestShare = new Map<SliceView, number>();
  const kept = new Set<SliceView>();
  for (const cost of costs) {
    const total = amountOfAll(slices, cost);
    if (total <= 0) continue;
    const shares = named.map((slice) => ({ slice, share: shareOf(slice, cost, total) }));
    shares.sort((a, b) => b.share - a.share);
    for (const [place, { slice, share }] of shares.entries()) {
      bestShare.set(slice, Math.max(share, bestShare.get(slice) ?? 0));
      if (share >= LEAST_SHARE || (place < LARGEST_KEPT && share > 0)) kept.add(slice);
    }
  }
  const byShare = [...kept].sort((a, b) => (bestShare.get(b) ?? 0) - (bestShare.get(a) ?? 0));
  const largest = new Set(byShare.slice(0, MAX_CANDIDATES));
  const [untried] = byShare.slice(MAX_CANDIDATES);
  const untriedShare = (untried && bestShare.get(untried)) ?? 0;
  return {
    slices: named.filter((slice) => largest.has(slice)),
    ...(untriedShare >= LEAST_SHARE ? { untriedShare } : {}),
  };
}

/** So many events of a kind count for half of their share: the one of two that ever failed is no half of the failures. */
const FEW_EVENTS = 20;

function shareOf(slice: SliceView, cost: Cost, total: number): number {
  const own = amount(slice, cost);
  const share = own / total;
  return cost === 'aborts' || cost === 'errors' ? (share * own) / (own + FEW_EVENTS) : share;
}

/** What all traffic spent, in the unit of `amount`: the most that the slices of one dimension come to. */
function amountOfAll(slices: readonly SliceView[], cost: Cost): number {
  const sums = new Map<string, number>();
  for (const slice of slices) {
    const [dimension = '', ...others] = slice.dimensions;
    if (others.length > 0) continue;
    sums.set(dimension, (sums.get(dimension) ?? 0) + amount(slice, cost));
  }
  return Math.max(0, ...sums.values());
}

/** What a slice spent of a cost over the whole log, in any unit that is the same for all slices. */
export function amount({ summary }: SliceView, cost: Cost): number {
  switch (cost) {
    case 'requests':
      return summary.requests;
    case 'bytes-out':
    case 'held-bytes':
      return summary.bytesOut;
    case 'bytes-in':
      return summary.bytesIn;
    case 'in-flight':
      return summary.workerMicroseconds;
    case 'aborts':
      return summary.aborts;
    case 'errors':
      return summary.errors;
  }
}
