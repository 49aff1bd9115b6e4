import type { Series } from '../series/series.ts';
import { failedShare, isOneClients } from './failed-share.ts';
import { distanceTo, type Hint, pointsAt } from './hint.ts';
import { findIncidents, type IncidentSpan, type IncidentWindow, incidentsOf } from './incident.ts';
import { logSeriesOf } from './log-series.ts';
import { canMatter } from './materiality.ts';
import { countsServed, hasRisenWith, isPileUp, showsServed } from './pile-up.ts';
import { lookAround, type Nearest, shyWindow } from './shy-window.ts';
import type { Tier } from './tier.ts';

/** A host whose incidents are looked for. */
export interface Watched {
  readonly tiers: readonly Tier[];
  /** The one of its servers that is nearest to the clients. */
  readonly front: Tier;
  readonly series: readonly Series[];
}

/** An incident of a host, and the servers whose logs may explain it. */
export interface FoundIncident {
  readonly incident: IncidentWindow;
  readonly tiers: readonly Tier[];
  /** Who points at it. */
  readonly hint?: Hint;
  /** Whether only the hint made it one: nothing rose by as much as an incident does. */
  readonly isShy?: true;
  /** What the log alone shows though resources were watched: that requests piled up, or that most of them failed. */
  readonly logShows?: 'pile-up' | 'outage';
}

/**
 * The incidents of one host: those of its resources, explained by any of its logs; where no resource was being watched,
 * those that the log of its foremost server shows by itself; and where none was that shows how many requests are being
 * served, or shows it too, times in which those piled up; and times in which most requests failed, and not one client's
 * alone, whatever the resources say. `hints` are those at this host.
 */
export function hostIncidents(
  { tiers, front, series }: Watched,
  hints: readonly Hint[] = [],
): readonly FoundIncident[] {
  const ofResources = findIncidents(series, hints).map((incident) => ({ incident, tiers }));
  const logSeries = logSeriesOf(front);
  const ofLog = findIncidents(logSeries, hints)
    .filter((incident) => !isWatched(series, incident))
    .map((incident) => ({ incident, tiers: [front] }));
  const told: readonly FoundIncident[] = [...ofResources, ...ofLog];
  const piledUp = findIncidents(logSeries.filter(countsServed), hints)
    .filter((one) => isPileUp(one) && !series.some((shown) => isDenied(one, shown)))
    .filter((one) => told.every(({ incident }) => !isNear(incident, one)))
    .map((incident): FoundIncident => ({ incident, tiers: [front], logShows: 'pile-up' }));
  const known = [...told, ...piledUp];
  const outages = findIncidents(failedShare(front), hints)
    .filter((one) => known.every(({ incident }) => !isNear(incident, one)))
    .filter((one) => !isOneClients(front, one))
    .map((incident): FoundIncident => {
      const found = { incident, tiers: [front] };
      return isWatched(series, incident) ? { ...found, logShows: 'outage' } : found;
    });
  return [...known, ...outages].map((found) => withHint(found, hints));
}

/** With the nearest of the hints that point at it. */
function withHint(found: FoundIncident, hints: readonly Hint[]): FoundIncident {
  const { startMs, endMs } = found.incident;
  const away = (one: Hint): number => distanceTo(one, startMs, endMs);
  const near = hints.filter((one) => pointsAt(one, found.incident));
  const [hint] = near.sort((a, b) => away(a) - away(b));
  return hint === undefined ? found : { ...found, hint };
}

/** What was there to see at a hint where nothing left its baseline. */
export interface LookAround {
  /** Series that had samples then. */
  readonly series: number;
  readonly nearest: Nearest | undefined;
}

/** What rose, if too little to be an incident by itself, where a hint points; else what was looked at. */
export function lookCloser(
  { tiers, front, series }: Watched,
  hint: Hint,
): FoundIncident | LookAround {
  const byResources = isWatched(series, { startMs: hint.timeMs, endMs: hint.timeMs });
  const asked = byResources ? series : logSeriesOf(front);
  const windows = asked.flatMap((one) => shyWindow(one, hint) ?? []);
  const away = ({ startMs, endMs }: IncidentWindow): number => distanceTo(hint, startMs, endMs);
  const [incident] = incidentsOf(windows, [hint]).sort((a, b) => away(a) - away(b));
  if (incident === undefined) return lookAround(asked, hint);
  return { incident, tiers: byResources ? tiers : [front], hint, isShy: true };
}

/** Clocks that disagree a little, and slow samples, leave no gap to look into. */
const MARGIN_STEPS = 2;
const LEAST_MARGIN_MS = 300_000;

/** Whether a series in which incidents are looked for has a sample in a span, or near it. */
function isWatched(series: readonly Series[], span: IncidentSpan): boolean {
  return series.some((one) => canMatter(one) && covers(one, span));
}

/** Whether a series shows how many requests were being served, and that there were not so many. */
function isDenied(one: IncidentWindow, series: Series): boolean {
  return showsServed(series) && covers(series, one) && !hasRisenWith(one, series);
}

function isNear(one: IncidentSpan, other: IncidentSpan): boolean {
  return (
    one.startMs <= other.endMs + LEAST_MARGIN_MS && other.startMs <= one.endMs + LEAST_MARGIN_MS
  );
}

function covers({ times, values, stepSeconds }: Series, { startMs, endMs }: IncidentSpan): boolean {
  const marginMs = Math.max(LEAST_MARGIN_MS, MARGIN_STEPS * stepSeconds * 1000);
  return times.some(
    (timeMs, at) =>
      timeMs >= startMs - marginMs &&
      timeMs <= endMs + marginMs &&
      Number.isFinite(values[at] ?? Number.NaN),
  );
}
