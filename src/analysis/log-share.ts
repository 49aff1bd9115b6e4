import type { IncidentSpan } from '../incidents/incident.ts';
import type { Tier } from '../incidents/tier.ts';
import type { Series } from '../series/series.ts';
import { logBeginMs } from './log-begin.ts';
import { LoggedSums } from './logged-sums.ts';

/** What a log holds of the requests that its server counted, in times that both cover. */
export interface Share {
  readonly logged: number;
  readonly counted: number;
}

/** How much of what a server counted a host's logs hold, in all. */
export interface LogShare extends Share {
  /** What counted the requests, on the clock of the log. */
  readonly series: Series;
  /** What logged them. */
  readonly tier: Tier;
}

/** Requests in an incident that the logs do not hold, as they hold others. */
export interface UnloggedRise {
  readonly inside: Share;
  readonly outside: Share;
  readonly series: Series;
}

/** Fewer counted requests than this say nothing. */
const LEAST_COUNTED = 100;
/** A log that holds less is not whole: requests for the server's own status, and those that still run, are no more than a few. */
const WHOLE_SHARE = 0.9;
/** By less than this share of it no log holds less of an incident: one request may be counted and logged in two steps. */
const LESS_SHARE = 0.8;

/** Whether requests were served that are in none of the logs. */
export function isIncomplete({ logged, counted }: Share): boolean {
  return logged < WHOLE_SHARE * counted;
}

/**
 * What the logs of a host hold of the requests that its server counted; of several counters and logs the pair that agrees best,
 * since a proxy counts what its backend does not log. Undefined where nothing counts requests. The clocks have to agree.
 */
export function logShare(tiers: readonly Tier[], series: readonly Series[]): LogShare | undefined {
  const counters = series.filter(
    ({ role, sampling }) => role === 'requests' && sampling === 'mean',
  );
  const shares = tiers.flatMap((tier) => {
    const compare = comparisonWith(tier);
    return counters.map((counter) => ({ ...compare(counter, () => true), series: counter, tier }));
  });
  const away = ({ logged, counted }: Share): number => Math.abs(Math.log(logged / counted));
  return shares
    .filter(({ counted }) => counted >= LEAST_COUNTED)
    .sort((a, b) => away(a) - away(b))[0];
}

/** Present where the logs hold less of what was served in an incident than of the rest: whoever made it is not in them. */
export function unloggedRise(
  { series, tier }: LogShare,
  { startMs, endMs }: IncidentSpan,
): UnloggedRise | undefined {
  const compare = comparisonWith(tier);
  const touches = (timeMs: number): boolean =>
    timeMs >= startMs && timeMs - series.stepSeconds * 1000 <= endMs;
  const inside = compare(series, touches);
  const outside = compare(series, (timeMs) => !touches(timeMs));
  if (Math.min(inside.counted, outside.counted) < LEAST_COUNTED) return undefined;
  const usual = outside.logged / outside.counted;
  const isLess = inside.logged < LESS_SHARE * usual * inside.counted;
  return isLess ? { inside, outside, series } : undefined;
}

/** Sums up the steps that are wanted, by their ends, of those that lie in the log. */
function comparisonWith({
  rollup,
}: Tier): (counter: Series, isWanted: (endMs: number) => boolean) => Share {
  const sums = new LoggedSums(rollup, 'requests');
  const beginMs = logBeginMs(rollup) ?? Number.NaN;
  return ({ times, values, stepSeconds }, isWanted) => {
    let [logged, counted] = [0, 0];
    for (const [at, endMs] of times.entries()) {
      const fromMs = endMs - stepSeconds * 1000;
      if (fromMs < beginMs || !isWanted(endMs)) continue;
      const own = sums.between(fromMs, endMs);
      const served = (values[at] ?? Number.NaN) * stepSeconds;
      if (Number.isNaN(own + served)) continue;
      logged += own;
      counted += served;
    }
    return { logged, counted };
  };
}
