import type { Rung } from '../incidents/incident.ts';
import type { Window } from '../incidents/window.ts';
import { roleName } from '../report/names.ts';
import { quantity, quantityRange } from '../report/numbers.ts';
import type { Role, Series } from '../series/series.ts';
import type { Moment } from './moment.ts';

/** From this share of a known limit on it is reached: exporters count at other moments than servers do. */
export const LIMIT_SHARE = 0.98;
/** So many samples at the very same highest value are a limit that nobody has stated. */
export const FLAT_SAMPLES = 5;

/** Roles that stop at a configured number; memory and threads may come to rest at any. */
const bounded: ReadonlySet<Role> = new Set<Role>(['workers', 'connections', 'queue']);

/** When a series left its baseline, and how far it went. What it counts is said by its role. */
export function onsetMoment({ window, onset }: Rung, ref: string): Moment {
  const { series, baseline, peak } = window;
  const change = `${wayOf(series)} from ${quantityRange(baseline, peak, series.unit)}`;
  return { timeMs: onset.timeMs, kind: 'onset', text: told(series, change), ref };
}

/** When a series that had come back left its baseline once more. */
export function riseMoment({ series, startMs, peak }: Window, ref: string): Moment {
  const change = `${wayOf(series)} again, to ${quantity(peak, series.unit)}`;
  return { timeMs: startMs, kind: 'rise', text: told(series, change), ref };
}

function wayOf({ direction }: Series): string {
  return direction > 0 ? 'up' : 'down';
}

/** When a series came back to where it was before. */
export function recoveryMoment({ series, endMs }: Window, ref: string): Moment {
  return { timeMs: endMs, kind: 'recovery', text: told(series, 'back in the usual range'), ref };
}

/** When a series first stood at its limit in this span: a known one, or one at which it stays flat. */
export function saturationMoment(
  { window: { series } }: Rung,
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
  ref: string,
): readonly Moment[] {
  if (series.direction < 0) return [];
  const inside = Array.from(series.times, (timeMs, at) => ({
    timeMs,
    value: series.values[at] ?? Number.NaN,
  })).filter(({ timeMs, value }) => timeMs >= startMs && timeMs <= endMs && Number.isFinite(value));
  const peak = Math.max(...inside.map(({ value }) => value));
  const limit = series.capacity ?? flatAt(series, inside, peak);
  const first = inside.find(({ value }) => limit !== undefined && value >= LIMIT_SHARE * limit);
  if (limit === undefined || first === undefined) return [];
  const amount = quantity(limit, series.unit);
  const text =
    series.capacity === undefined
      ? `flat at ${amount}, as at a limit`
      : `at the limit of ${amount}`;
  return [{ timeMs: first.timeMs, kind: 'saturation', text: told(series, text), ref }];
}

function flatAt(
  { role }: Series,
  samples: readonly { readonly value: number }[],
  peak: number,
): number | undefined {
  const atPeak = samples.filter(({ value }) => value === peak).length;
  return bounded.has(role) && peak > 1 && atPeak >= FLAT_SAMPLES ? peak : undefined;
}

/** What it is first, which series says so last. */
function told({ name, role, unit }: Series, what: string): string {
  // A rate of a role is no level of it: connections refused a second are no connections.
  const said = unit === '1/s' ? undefined : roleName(role);
  return said === undefined ? `${name} ${what}` : `${said} ${what}: ${name}`;
}
