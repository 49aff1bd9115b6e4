import type { Series } from '../series/series.ts';
import { findIncidents, type IncidentWindow } from './incident.ts';
import { logSeriesOf } from './log-series.ts';
import { leastRise } from './materiality.ts';
import type { Tier } from './scene.ts';

/** An incident of a host, and the servers whose logs may explain it. */
export interface FoundIncident {
  readonly incident: IncidentWindow;
  readonly tiers: readonly Tier[];
}

/**
 * The incidents of one host: those of its resources, explained by any of its logs; and where no resource was being
 * watched, those that the log of its foremost server shows by itself.
 */
export function hostIncidents(
  { tiers, series }: { readonly tiers: readonly Tier[]; readonly series: readonly Series[] },
  clientsOf: (tier: Tier) => number,
): readonly FoundIncident[] {
  const ofResources = findIncidents(series).map((incident) => ({ incident, tiers }));
  const [first, ...others] = tiers;
  if (first === undefined) return [];
  const front = others.reduce((a, b) => (clientsOf(b) > clientsOf(a) ? b : a), first);
  const watched = series.filter((one) => Number.isFinite(leastRise(one, 0)));
  const ofLog = findIncidents(logSeriesOf(front))
    .filter((incident) => !watched.some((one) => covers(one, incident)))
    .map((incident) => ({ incident, tiers: [front] }));
  return [...ofResources, ...ofLog];
}

/** Clocks that disagree a little, and slow samples, leave no gap to look into. */
const MARGIN_STEPS = 2;
const LEAST_MARGIN_MS = 300_000;

/** Whether a series has a sample in an incident, or near it. */
function covers(
  { times, values, stepSeconds }: Series,
  { startMs, endMs }: IncidentWindow,
): boolean {
  const marginMs = Math.max(LEAST_MARGIN_MS, MARGIN_STEPS * stepSeconds * 1000);
  return times.some(
    (timeMs, at) =>
      timeMs >= startMs - marginMs &&
      timeMs <= endMs + marginMs &&
      Number.isFinite(values[at] ?? Number.NaN),
  );
}
