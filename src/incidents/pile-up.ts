import type { Role, Series } from '../series/series.ts';
import { meanBetween } from '../statistics/summaries.ts';
import type { IncidentWindow } from './incident.ts';

/**
 * Requests pile up where what they wait for is not of this host: another one that hangs, a lock. Memory, processors and
 * processes need not show it: who waits takes none of these, and a server with a fixed number of workers starts no more.
 * Only how many requests are being served, or wait, does (Little's law: as many as come, times as long as each takes).
 */
const servedRoles: readonly Role[] = ['workers', 'connections', 'queue'];

/** Whether a series of the host shows how many requests are being served, or wait. */
export function showsServed({ role }: Series): boolean {
  return servedRoles.includes(role);
}

/** Whether a series of the log does. */
export function countsServed({ role }: Series): boolean {
  return role === 'log-in-flight';
}

/** Where processes are what serves requests, so many more make an incident (materiality.ts). */
const LEAST_RISE = 15;
/** A few slow requests come and go on hosts that are well: it must be far more than before, for minutes. */
const LEAST_TIMES_BASELINE = 5;
const LEAST_MS = 300_000;

/** Whether so many requests piled up that the host was not well, whatever its other resources say. */
export function isPileUp({ startMs, endMs, primary }: IncidentWindow): boolean {
  const { baseline, peak } = primary.window;
  return (
    endMs - startMs >= LEAST_MS &&
    peak - baseline >= LEAST_RISE &&
    peak >= LEAST_TIMES_BASELINE * baseline
  );
}

/** What is sampled now and then shows as much of a pile-up as this, at least. */
const SHOWN_SHARE = 0.5;

/**
 * Whether a series that shows requests being served has risen by as many as piled up in the log. Connections come and go by the
 * dozen on hosts that are well, so that by itself such a rise of theirs may be no incident.
 */
export function hasRisenWith({ startMs, endMs, primary }: IncidentWindow, series: Series): boolean {
  const isDuring = (timeMs: number): boolean => timeMs >= startMs && timeMs <= endMs;
  const during = series.values.filter((_, at) => isDuring(series.times[at] ?? 0));
  const outside = series.values.filter((_, at) => !isDuring(series.times[at] ?? 0));
  const risen = meanBetween(during, 0, during.length) - meanBetween(outside, 0, outside.length);
  const { window } = primary;
  const logged = meanBetween(window.series.values, window.from, window.to) - window.baseline;
  return risen >= SHOWN_SHARE * logged;
}
