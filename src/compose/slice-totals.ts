import type { Scene } from '../analysis/scene.ts';
import { sumBetween } from '../analysis/statistics.ts';
import type { SliceView } from '../rollup/slice-view.ts';

/** What a slice did in an incident. */
export interface SliceTotals {
  readonly requests: number;
  readonly bytes?: number;
  readonly workerSeconds?: number;
  /** Ends of the first and last bin with a request; the incident's own where there is none. */
  readonly firstMs: number;
  readonly lastMs: number;
}

/** Sums over the bins of the incident. Bytes and worker time are absent where the log has none. */
export function sliceTotals(scene: Scene, slice: SliceView | undefined): SliceTotals {
  const { from, to, bins } = scene;
  const arrivals = scene.activity(slice, 'requests');
  const within = Array.from(arrivals.keys()).filter(
    (bin) => bin >= from && bin < to && (arrivals[bin] ?? 0) > 0,
  );
  const first = within[0] ?? from;
  const last = within.at(-1) ?? to - 1;
  const bytes = sumBetween(scene.activity(slice, 'bytes-out'), from, to);
  const inFlight = sumBetween(scene.activity(slice, 'in-flight'), from, to);
  return {
    requests: Math.round(sumBetween(arrivals, from, to)),
    ...(bytes > 0 ? { bytes: Math.round(bytes) } : {}),
    ...(inFlight > 0 ? { workerSeconds: (inFlight * bins.stepMs) / 1000 } : {}),
    firstMs: bins.startMs + first * bins.stepMs,
    lastMs: bins.startMs + (last + 1) * bins.stepMs,
  };
}
