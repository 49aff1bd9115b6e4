import type { Tier } from '../incidents/tier.ts';
import type { Series } from '../series/series.ts';
import { type ClockOffset, clockOffset } from './clock-offset.ts';
import { type LogShare, logShare } from './log-share.ts';

/** What a server's own counts tell of the inputs of its host. */
export interface HostCheck {
  readonly host: string | undefined;
  /** How far the metrics run from the log; undefined where nothing tells. */
  readonly clock: ClockOffset | undefined;
  /** How much of what was served the logs hold; undefined where nothing tells. */
  readonly share: LogShare | undefined;
}

interface CheckedHost {
  readonly name: string | undefined;
  readonly tiers: readonly Tier[];
  readonly series: readonly Series[];
}

/** The first server of a host tells of the clock which counted like its log. */
export function checkedHost({ name, tiers, series }: CheckedHost): HostCheck {
  let clock: ClockOffset | undefined;
  for (const { rollup } of tiers) clock ??= clockOffset(rollup, series);
  return { host: name, clock, share: logShare(tiers, movedBy(clock, series)) };
}

/** Series on the clock of the log. */
export function movedBy(
  clock: ClockOffset | undefined,
  series: readonly Series[],
): readonly Series[] {
  const offsetMs = clock?.offsetMs ?? 0;
  if (offsetMs === 0) return series;
  return series.map((one) => ({ ...one, times: one.times.map((timeMs) => timeMs + offsetMs) }));
}
